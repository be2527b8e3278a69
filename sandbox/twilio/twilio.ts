import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { credentials } from '../credentials.ts';
import type { SandboxContext, Vendor } from '../platform/context.ts';
import { deliverCode } from './delivery.ts';
import { TwilioError, errorBody, notFound } from './errors.ts';
import { refuseMagicNumber } from './magic-numbers.ts';
import { readCheck, readForm, readStart, readStatus } from './parameters.ts';
import { presentCheck, presentVerification, seconds } from './present.ts';
import { presentService } from './service.ts';
import { Verifications } from './verifications.ts';

const { accountSid, authToken, verifyServiceSid } = credentials.twilio;
const servicePath = '/v2/Services/:service';

/** Twilio's Verify v2 (reference: https://www.twilio.com/docs/verify/api): form-urlencoded in, JSON out, HTTP Basic. */
export function createTwilio(context: SandboxContext): Vendor {
  const verifications = new Verifications(context.clock);
  let createdAt = seconds(context.clock.now());
  const serviceUrl = () => `${context.origins.twilio}/v2/Services/${verifyServiceSid}`;
  const owner = () => ({ accountSid, serviceSid: verifyServiceSid, serviceUrl: serviceUrl() });

  const app = new Hono();
  app.use(async (c, next) => {
    if (!isAccount(c.req.header('authorization'))) throw new TwilioError(401, 20003, 'Authenticate');
    await next();
  });
  app.use(`${servicePath}/*`, async (c, next) => {
    if (c.req.param('service') !== verifyServiceSid) throw notFound(c.req.path);
    await next();
  });

  app.get(servicePath, (c) => c.json(presentService(verifyServiceSid, accountSid, serviceUrl(), createdAt)));

  app.post(`${servicePath}/Verifications`, async (c) => {
    const { to, channel, customFriendlyName } = readStart(await readForm(c.req.raw));
    refuseMagicNumber(to, channel);
    const verification = verifications.send(to, channel);
    deliverCode(context.deliveries, verification, channel, customFriendlyName);
    return c.json(presentVerification(verification, owner()), 201);
  });

  app.get(`${servicePath}/Verifications/:key`, (c) => {
    const verification = verifications.find(c.req.param('key'));
    if (!verification) throw notFound(c.req.path);
    return c.json(presentVerification(verification, owner()));
  });

  app.post(`${servicePath}/Verifications/:key`, async (c) => {
    const status = readStatus(await readForm(c.req.raw));
    const verification = verifications.settle(c.req.param('key'), status);
    if (!verification) throw notFound(c.req.path);
    return c.json(presentVerification(verification, owner()));
  });

  app.post(`${servicePath}/VerificationCheck`, async (c) => {
    const { key, code } = readCheck(await readForm(c.req.raw));
    const verification = verifications.check(key, code);
    if (!verification) throw notFound(c.req.path);
    return c.json(presentCheck(verification, owner()), 201);
  });

  app.notFound((c) => {
    const { status, code, message } = notFound(`${c.req.method} ${c.req.path}`);
    return Response.json(errorBody(status, code, `${message}: the sandbox speaks Verify v2 alone`), {
      status,
    });
  });
  app.onError((error) => {
    if (!(error instanceof TwilioError)) throw error;
    const headers = error.status === 401 ? { 'www-authenticate': 'Basic realm="Twilio API"' } : {};
    return Response.json(errorBody(error.status, error.code, error.message), {
      status: error.status,
      headers,
    });
  });

  return {
    name: 'twilio',
    fetch: (request) => app.fetch(request),
    errorBody: (status, code, message) =>
      errorBody(status, code ?? 20500, message ?? 'An internal server error has occurred'),
    reset() {
      verifications.reset();
      createdAt = seconds(context.clock.now());
    },
    cut: () => undefined,
    expireTokens: () => undefined,
  };
}

function isAccount(authorization: string | undefined): boolean {
  const [scheme, encoded] = authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'basic') return false;
  const digest = (value: string) => createHash('sha256').update(value).digest();
  const given = Buffer.from(encoded ?? '', 'base64').toString();
  return timingSafeEqual(digest(given), digest(`${accountSid}:${authToken}`));
}
