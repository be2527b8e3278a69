import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { notFound } from '../errors.ts';
import { integer, readFields, readForm } from '../form.ts';
import { cutPage, presentMetaPage } from '../pages.ts';
import { isoSeconds } from '../time.ts';
import type { Bucket, RateLimit } from './rate-limits.ts';
import type { VerifyAccount } from './account.ts';
import type { VerifyService } from './service.ts';

const limitSchema = z.object({ UniqueName: z.string(), Description: z.string().default('') });
const limitChangeSchema = z.object({ Description: z.string().optional() });
const bucketSchema = z.object({ Max: integer(1, 1_000_000), Interval: integer(1, 86_400) });
const bucketChangeSchema = bucketSchema.partial();

/** The rate limits of a service and their buckets, to be mounted on `/v2/Services`. */
export function rateLimitRoutes(account: VerifyAccount) {
  const app = new Hono();
  const findLimit = (c: Context): { service: VerifyService; limit: RateLimit } => {
    const service = account.service(c);
    const limit = service.rateLimits.find(c.req.param('limit') ?? '');
    if (!limit) throw notFound(c.req.path);
    return { service, limit };
  };
  const findBucket = (c: Context) => {
    const found = findLimit(c);
    const bucket = found.limit.buckets.get(c.req.param('bucket') ?? '');
    if (!bucket) throw notFound(c.req.path);
    return { ...found, bucket };
  };
  const showLimit = (service: VerifyService, limit: RateLimit) => {
    const url = `${account.serviceUrl(service)}/RateLimits/${limit.sid}`;
    return {
      sid: limit.sid,
      service_sid: service.sid,
      account_sid: account.sid,
      unique_name: limit.uniqueName,
      description: limit.description,
      date_created: isoSeconds(limit.createdAt),
      date_updated: isoSeconds(limit.updatedAt),
      url,
      links: { buckets: `${url}/Buckets` },
    };
  };
  const showBucket = (service: VerifyService, bucket: Bucket) => ({
    sid: bucket.sid,
    rate_limit_sid: bucket.rateLimitSid,
    service_sid: service.sid,
    account_sid: account.sid,
    max: bucket.max,
    interval: bucket.interval,
    date_created: isoSeconds(bucket.createdAt),
    date_updated: isoSeconds(bucket.updatedAt),
    url: `${account.serviceUrl(service)}/RateLimits/${bucket.rateLimitSid}/Buckets/${bucket.sid}`,
  });

  const limits = '/:service/RateLimits';
  app.post(limits, async (c) => {
    const service = account.service(c);
    const { UniqueName, Description } = readFields(await readForm(c.req.raw), limitSchema);
    return c.json(showLimit(service, service.rateLimits.create(UniqueName, Description)), 201);
  });
  app.get(limits, (c) => {
    const service = account.service(c);
    const { all } = service.rateLimits;
    const page = cutPage(new URL(c.req.url), all.newestFirst(), all);
    return c.json(
      presentMetaPage(page, 'rate_limits', account.origin(), (limit) => showLimit(service, limit)),
    );
  });

  const one = `${limits}/:limit`;
  app.get(one, (c) => {
    const { service, limit } = findLimit(c);
    return c.json(showLimit(service, limit));
  });
  app.post(one, async (c) => {
    const { service, limit } = findLimit(c);
    const fields = readFields(await readForm(c.req.raw), limitChangeSchema);
    limit.description = fields.Description ?? limit.description;
    limit.updatedAt = account.now();
    return c.json(showLimit(service, limit));
  });
  app.delete(one, (c) => {
    const { service, limit } = findLimit(c);
    service.rateLimits.all.delete(limit.sid);
    return c.body(null, 204);
  });

  const buckets = `${one}/Buckets`;
  app.post(buckets, async (c) => {
    const { service, limit } = findLimit(c);
    const { Max, Interval } = readFields(await readForm(c.req.raw), bucketSchema);
    return c.json(showBucket(service, service.rateLimits.addBucket(limit, Max, Interval)), 201);
  });
  app.get(buckets, (c) => {
    const { service, limit } = findLimit(c);
    const page = cutPage(new URL(c.req.url), limit.buckets.newestFirst(), limit.buckets);
    return c.json(
      presentMetaPage(page, 'buckets', account.origin(), (bucket) => showBucket(service, bucket)),
    );
  });

  const oneBucket = `${buckets}/:bucket`;
  app.get(oneBucket, (c) => {
    const { service, bucket } = findBucket(c);
    return c.json(showBucket(service, bucket));
  });
  app.post(oneBucket, async (c) => {
    const { service, limit, bucket } = findBucket(c);
    const { Max = bucket.max, Interval = bucket.interval } = readFields(
      await readForm(c.req.raw),
      bucketChangeSchema,
    );
    service.rateLimits.changeBucket(limit, bucket, Max, Interval);
    return c.json(showBucket(service, bucket));
  });
  app.delete(oneBucket, (c) => {
    const { limit, bucket } = findBucket(c);
    limit.buckets.delete(bucket.sid);
    return c.body(null, 204);
  });

  return app;
}
