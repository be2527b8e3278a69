import { Hono, type Context } from 'hono';
import type { Deliveries } from '../../platform/deliveries.ts';
import { notFound } from '../errors.ts';
import { readForm } from '../form.ts';
import type { VerifyAccount } from './account.ts';
import { readCheck, readStatus } from './check-input.ts';
import { deliverCode, writeText } from './delivery.ts';
import { presentCheck, presentVerification } from './present.ts';
import type { VerifyService } from './service.ts';
import { readStart } from './start-input.ts';
import type { Verification } from './verification.ts';

/** Verifications and their checks, to be mounted on `/v2/Services`: https://www.twilio.com/docs/verify/api. */
export function verificationRoutes(account: VerifyAccount, deliveries: Deliveries) {
  const app = new Hono();
  const { protection, fetchLimit } = account;
  const ownerOf = (service: VerifyService) => ({
    accountSid: account.sid,
    serviceSid: service.sid,
    serviceUrl: account.serviceUrl(service),
    withLookup: service.settings.lookupEnabled,
  });
  const existing = (c: Context, verification: Verification | undefined): Verification => {
    if (!verification) throw notFound(c.req.path);
    return verification;
  };

  app.post('/:service/Verifications', async (c) => {
    const service = account.service(c);
    const { settings } = service;
    const input = readStart(await readForm(c.req.raw), settings, c.req.path);
    // A text that cannot be written must not count as a send.
    writeText('', input, settings);
    if (input.telemetryId !== undefined) protection.useTelemetry(input.telemetryId);
    protection.check({ ...input, settings });
    service.rateLimits.count(input.rateLimits);
    const verification = service.verifications.send({ ...input, codeLength: settings.codeLength });
    deliverCode(deliveries, verification, input, settings);
    protection.watch(input);
    return c.json(presentVerification(verification, ownerOf(service)), 201);
  });

  app.get('/:service/Verifications/:key', (c) => {
    const service = account.service(c);
    const verification = existing(c, service.verifications.find(c.req.param('key')));
    fetchLimit.count(verification.sid);
    return c.json(presentVerification(verification, ownerOf(service)));
  });

  app.post('/:service/Verifications/:key', async (c) => {
    const service = account.service(c);
    const status = readStatus(await readForm(c.req.raw));
    const verification = existing(c, service.verifications.settle(c.req.param('key'), status));
    return c.json(presentVerification(verification, ownerOf(service)));
  });

  app.post('/:service/VerificationCheck', async (c) => {
    const service = account.service(c);
    const { key, code, payment } = readCheck(await readForm(c.req.raw), service.settings);
    const verification = existing(c, service.verifications.check(key, code, payment));
    return c.json(presentCheck(verification, ownerOf(service)), 201);
  });

  return app;
}
