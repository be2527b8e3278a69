import { Hono } from 'hono';
import { credentials } from '../../credentials.ts';
import type { SandboxContext } from '../../platform/context.ts';
import { notFound } from '../errors.ts';
import { readForm } from '../form.ts';
import { deliverCode } from './delivery.ts';
import { refuseMagicNumber } from './magic-numbers.ts';
import { readCheck, readStart, readStatus } from './parameters.ts';
import { presentCheck, presentVerification } from './present.ts';
import { presentService } from './service.ts';
import type { Verifications } from './verifications.ts';

const { accountSid, verifyServiceSid } = credentials.twilio;

/** Verify v2, to be mounted on `/v2/Services` (reference: https://www.twilio.com/docs/verify/api). */
export function verifyRoutes(context: SandboxContext, verifications: Verifications, createdAt: () => string) {
  const serviceUrl = () => `${context.origins.twilio}/v2/Services/${verifyServiceSid}`;
  const owner = () => ({ accountSid, serviceSid: verifyServiceSid, serviceUrl: serviceUrl() });

  const app = new Hono();
  app.use('/:service/*', async (c, next) => {
    if (c.req.param('service') !== verifyServiceSid) throw notFound(c.req.path);
    await next();
  });

  app.get('/:service', (c) =>
    c.json(presentService(verifyServiceSid, accountSid, serviceUrl(), createdAt())),
  );

  app.post('/:service/Verifications', async (c) => {
    const { to, channel, customFriendlyName } = readStart(await readForm(c.req.raw));
    refuseMagicNumber(to, channel);
    const verification = verifications.send(to, channel);
    deliverCode(context.deliveries, verification, channel, customFriendlyName);
    return c.json(presentVerification(verification, owner()), 201);
  });

  app.get('/:service/Verifications/:key', (c) => {
    const verification = verifications.find(c.req.param('key'));
    if (!verification) throw notFound(c.req.path);
    return c.json(presentVerification(verification, owner()));
  });

  app.post('/:service/Verifications/:key', async (c) => {
    const status = readStatus(await readForm(c.req.raw));
    const verification = verifications.settle(c.req.param('key'), status);
    if (!verification) throw notFound(c.req.path);
    return c.json(presentVerification(verification, owner()));
  });

  app.post('/:service/VerificationCheck', async (c) => {
    const { key, code } = readCheck(await readForm(c.req.raw));
    const verification = verifications.check(key, code);
    if (!verification) throw notFound(c.req.path);
    return c.json(presentCheck(verification, owner()), 201);
  });

  return app;
}
