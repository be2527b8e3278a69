import { Hono, type Context } from 'hono';
import { isSupportedCountry } from 'libphonenumber-js/max';
import * as z from 'zod';
import type { Resource } from '../collection.ts';
import { TwilioError, notFound } from '../errors.ts';
import { readFields, readForm } from '../form.ts';
import { cutPage, presentMetaPage } from '../pages.ts';
import { isSid } from '../sid.ts';
import { isoSeconds } from '../time.ts';
import type { VerifyAccount } from './account.ts';
import type { VerifyService } from './service.ts';

/** Which Messaging Service sends a service's SMS to a country. Its `sid` is the country: the resource has no other. */
export interface MessagingConfiguration extends Resource {
  messagingServiceSid: string;
  /** Milliseconds since the epoch, as `updatedAt`. */
  readonly createdAt: number;
  updatedAt: number;
}

const updateSchema = z.object({ MessagingServiceSid: z.string().refine((text) => isSid(text, 'MG')) });
const createSchema = updateSchema.extend({
  /** ISO 3166-1, two letters, or `all`. */
  Country: z.string().refine((text) => text === 'all' || isSupportedCountry(text)),
});

/** The messaging configurations of a service, to be mounted on `/v2/Services`. */
export function messagingConfigurationRoutes(account: VerifyAccount) {
  const app = new Hono();
  const find = (c: Context) => {
    const service = account.service(c);
    const configuration = service.configurations.get(c.req.param('country') ?? '');
    if (!configuration) throw notFound(c.req.path);
    return { service, configuration };
  };
  const show = (service: VerifyService, configuration: MessagingConfiguration) => ({
    account_sid: account.sid,
    service_sid: service.sid,
    country: configuration.sid,
    messaging_service_sid: configuration.messagingServiceSid,
    date_created: isoSeconds(configuration.createdAt),
    date_updated: isoSeconds(configuration.updatedAt),
    url: `${account.serviceUrl(service)}/MessagingConfigurations/${configuration.sid}`,
  });

  const list = '/:service/MessagingConfigurations';
  app.post(list, async (c) => {
    const service = account.service(c);
    const { Country, MessagingServiceSid } = readFields(await readForm(c.req.raw), createSchema);
    if (service.configurations.get(Country)) {
      throw new TwilioError(400, 60213, 'A Messaging Configuration already exists for the given country');
    }
    const now = account.now();
    const configuration = service.configurations.add({
      sid: Country,
      messagingServiceSid: MessagingServiceSid,
      createdAt: now,
      updatedAt: now,
    });
    return c.json(show(service, configuration), 201);
  });
  app.get(list, (c) => {
    const service = account.service(c);
    const page = cutPage(new URL(c.req.url), service.configurations.newestFirst(), service.configurations);
    return c.json(
      presentMetaPage(page, 'messaging_configurations', account.origin(), (configuration) =>
        show(service, configuration),
      ),
    );
  });

  const one = `${list}/:country`;
  app.get(one, (c) => {
    const { service, configuration } = find(c);
    return c.json(show(service, configuration));
  });
  app.post(one, async (c) => {
    const { service, configuration } = find(c);
    const fields = readFields(await readForm(c.req.raw), updateSchema);
    configuration.messagingServiceSid = fields.MessagingServiceSid;
    configuration.updatedAt = account.now();
    return c.json(show(service, configuration));
  });
  app.delete(one, (c) => {
    const { service, configuration } = find(c);
    service.configurations.delete(configuration.sid);
    return c.body(null, 204);
  });

  return app;
}
