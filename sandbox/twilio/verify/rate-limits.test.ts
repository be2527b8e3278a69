import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Clock } from '../../platform/clock.ts';
import { credentials } from '../../credentials.ts';
import { startTwilio, type TwilioUnderTest } from '../testing/start-twilio.ts';
import { RateLimits } from './rate-limits.ts';

const { accountSid, verifyServiceSid } = credentials.twilio;
const serviceSid = verifyServiceSid;
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

const service = () => sandbox.client().verify.v2.services(serviceSid);
const limits = () => service().rateLimits;
const start = (to: string, rateLimits: object) =>
  service().verifications.create({ to, channel: 'sms', rateLimits: JSON.stringify(rateLimits) });
const json = async (path: string) => (await sandbox.call(path)).json();

describe('rate limits', () => {
  test('are made, fetched by sid or name, changed, listed and deleted', async () => {
    const made = await limits().create({ uniqueName: 'end_user_ip', description: 'By address' });
    const url = `${sandbox.origin}/v2/Services/${serviceSid}/RateLimits/${made.sid}`;
    expect(made.sid).toMatch(/^RK[0-9a-f]{32}$/);
    expect(await json(`/v2/Services/${serviceSid}/RateLimits/end_user_ip`)).toEqual({
      sid: made.sid,
      service_sid: serviceSid,
      account_sid: accountSid,
      unique_name: 'end_user_ip',
      description: 'By address',
      date_created: iso,
      date_updated: iso,
      url,
      links: { buckets: `${url}/Buckets` },
    });
    const changed = await limits()(made.sid).update({ description: 'By network' });
    expect(changed.description).toBe('By network');
    const second = await limits().create({ uniqueName: 'session' });
    expect(second.description).toBe('');
    expect((await limits().list({ pageSize: 1 })).map(({ sid }) => sid)).toEqual([second.sid, made.sid]);
    expect(await json(`/v2/Services/${serviceSid}/RateLimits`)).toMatchObject({
      meta: { key: 'rate_limits' },
    });
    await limits()(made.sid).remove();
    await expect(limits()(made.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(limits()(made.sid).buckets.list()).rejects.toMatchObject({ status: 404 });
  });

  test.each([
    ['has spaces', 400, 60209, 'UniqueName format is invalid'],
    ['taken', 400, 60208, 'Rate limit with that UniqueName already exists'],
  ])('named %j are refused', async (uniqueName, status, code, message) => {
    await limits().create({ uniqueName: 'taken' });
    await expect(limits().create({ uniqueName })).rejects.toMatchObject({ status, code, message });
  });

  test('are ten at most, with five buckets each', async () => {
    for (let index = 0; index < 10; index += 1) await limits().create({ uniqueName: `limit${index}` });
    await expect(limits().create({ uniqueName: 'eleventh' })).rejects.toMatchObject({
      status: 400,
      code: 60207,
    });
    const { buckets } = limits()('limit0');
    for (let interval = 1; interval <= 5; interval += 1) await buckets.create({ max: 1, interval });
    await expect(buckets.create({ max: 1, interval: 6 })).rejects.toMatchObject({ status: 400, code: 60210 });
  });
});

describe('buckets', () => {
  test('are made, fetched, changed, listed and deleted', async () => {
    const limit = await limits().create({ uniqueName: 'end_user_ip' });
    const { buckets } = limits()(limit.sid);
    const made = await buckets.create({ max: 4, interval: 60 });
    const path = `/v2/Services/${serviceSid}/RateLimits/${limit.sid}/Buckets`;
    expect(made.sid).toMatch(/^BL[0-9a-f]{32}$/);
    expect(await json(`${path}/${made.sid}`)).toEqual({
      sid: made.sid,
      rate_limit_sid: limit.sid,
      service_sid: serviceSid,
      account_sid: accountSid,
      max: 4,
      interval: 60,
      date_created: iso,
      date_updated: iso,
      url: `${sandbox.origin}${path}/${made.sid}`,
    });
    expect(await buckets(made.sid).update({ max: 5 })).toMatchObject({ max: 5, interval: 60 });
    expect(await buckets(made.sid).update({ interval: 61 })).toMatchObject({ max: 5, interval: 61 });
    const second = await buckets.create({ max: 9, interval: 3600 });
    await expect(buckets.create({ max: 1, interval: 61 })).rejects.toMatchObject({
      status: 400,
      code: 60211,
      message: 'Bucket with the given Interval already exists',
    });
    await expect(buckets(second.sid).update({ interval: 61 })).rejects.toMatchObject({ code: 60211 });
    expect((await buckets.list({ pageSize: 1 })).map(({ sid }) => sid)).toEqual([second.sid, made.sid]);
    expect(await json(path)).toMatchObject({ meta: { key: 'buckets' } });
    await buckets(made.sid).remove();
    await expect(buckets(made.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test.each([
    ['Max', { Max: '0', Interval: '60' }],
    ['Max', { Interval: '60' }],
    ['Interval', { Max: '1', Interval: 'hour' }],
    ['Interval', { Max: '1' }],
  ])('with a wrong %s are 60200 (%j)', async (name, form) => {
    const { sid } = await limits().create({ uniqueName: 'end_user_ip' });
    const path = `/v2/Services/${serviceSid}/RateLimits/${sid}/Buckets`;
    const response = await sandbox.call(path, { form: { ...form } });
    expect(await response.json()).toMatchObject({
      status: 400,
      code: 60200,
      message: `Invalid parameter: ${name}`,
    });
  });

  test('refuse starts past their number, until their interval is over', async () => {
    await limits().create({ uniqueName: 'ip' });
    await limits()('ip').buckets.create({ max: 2, interval: 60 });
    await limits()('ip').buckets.create({ max: 3, interval: 600 });
    await start('+12015550101', { ip: '1.2.3.4' });
    await start('+12015550102', { ip: '1.2.3.4' });
    await expect(start('+12015550103', { ip: '1.2.3.4' })).rejects.toMatchObject({
      status: 429,
      code: 20429,
      message: 'Too many requests',
    });
    await expect(start('+12015550103', { ip: '5.6.7.8' })).resolves.toMatchObject({ status: 'pending' });
    await expect(
      service().verifications.create({ to: '+12015550104', channel: 'sms' }),
    ).resolves.toBeDefined();
    sandbox.context.clock.advance(60);
    await start('+12015550101', { ip: '1.2.3.4' });
    // Full by the longer interval now; checks are never limited.
    const response = await sandbox.call(`/v2/Services/${serviceSid}/Verifications`, {
      form: { To: '+12015550101', Channel: 'sms', RateLimits: '{"ip":"1.2.3.4"}' },
    });
    expect(response.status).toBe(429);
    expect(response.headers.get('twilio-reached-rate-limit')).toBe('ip');
    const wait = Number(response.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(530);
    expect(wait).toBeLessThanOrEqual(540);
    const code = sandbox.context.deliveries.list('+12015550101')[0]?.code ?? '';
    const check = service().verificationChecks.create({ to: '+12015550101', code });
    expect(await check).toMatchObject({ status: 'approved' });
  });
});

test('no window of any bucket ever lets more through than its number, and a refusal counts for nothing', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 1) });
  const bucket = fc.record({
    max: fc.integer({ min: 1, max: 4 }),
    interval: fc.integer({ min: 1, max: 30 }),
  });
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 12 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(bucket, { maxLength: 4, selector: ({ interval }) => interval }),
      steps,
      (given, tries) => {
        const clock = new Clock();
        const rateLimits = new RateLimits(clock);
        const limit = rateLimits.create('key', '');
        for (const { max, interval } of given) rateLimits.addBucket(limit, max, interval);
        const windows = new Map<string, { since: number; count: number }>();
        let now = 0;
        for (const [value, wait] of tries) {
          now += wait;
          clock.advance(wait);
          const open = given.map(({ max, interval }) => {
            const key = `${interval} ${value}`;
            const window = windows.get(key);
            const isOpen = window !== undefined && now < window.since + interval;
            return { key, max, window: isOpen ? window : { since: now, count: 0 } };
          });
          const fits = open.every(({ max, window }) => window.count < max);
          const count = () => rateLimits.count(new Map([['key', value]]));
          if (fits) {
            count();
            for (const { key, window } of open) windows.set(key, { ...window, count: window.count + 1 });
          } else {
            expect(count).toThrow(expect.objectContaining({ code: 20429 }));
          }
        }
      },
    ),
  );
  vi.useRealTimers();
});
