import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { credentials } from '../../credentials.ts';
import { startTwilio, type TwilioUnderTest } from '../testing/start-twilio.ts';

const { accountSid, verifyServiceSid } = credentials.twilio;
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const [us, de] = ['+12015550101', '+4915112345678'];

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

const verify = () => sandbox.client().verify.v2;
const start = (to = us, channel = 'sms', sid: string = verifyServiceSid) =>
  verify().services(sid).verifications.create({ to, channel });
const approve = (to: string) =>
  verify()
    .services(verifyServiceSid)
    .verificationChecks.create({ to, code: sandbox.context.deliveries.list(to)[0]?.code ?? '' });

describe('an attempt', () => {
  test('is shown with all its fields', async () => {
    const { sid: verificationSid } = await start();
    const [attempt] = await verify().verificationAttempts.list();
    const sid = attempt?.sid ?? '';
    expect(sid).toMatch(/^VL[0-9a-f]{32}$/);
    const resource = {
      sid,
      account_sid: accountSid,
      service_sid: verifyServiceSid,
      verification_sid: verificationSid,
      date_created: iso,
      date_updated: iso,
      conversion_status: 'unconverted',
      channel: 'sms',
      price: { value: '0.0083', currency: 'usd' },
      channel_data: {
        verification_sid: verificationSid,
        to: us,
        status: 'unconfirmed',
        message_status: 'delivered',
        error_code: null,
        country: 'US',
        code_length: 6,
        locale: 'en',
        mcc: '310',
        mnc: '260',
        carrier: 'Sandbox Mobile US',
      },
      url: `${sandbox.origin}/v2/Attempts/${sid}`,
    };
    expect(await (await sandbox.call(`/v2/Attempts/${sid}`)).json()).toEqual(resource);
    sandbox.context.clock.advance(600);
    expect((await verify().verificationAttempts(sid).fetch()).channelData).toMatchObject({
      status: 'expired',
    });
    await expect(
      verify()
        .verificationAttempts(`VL${'0'.repeat(32)}`)
        .fetch(),
    ).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  test('is converted when the code comes back after it', async () => {
    await start();
    await start(us, 'call');
    await approve(us);
    const [call, sms] = await verify().verificationAttempts.list();
    expect(call).toMatchObject({
      channel: 'call',
      conversionStatus: 'converted',
      channelData: { status: 'confirmed', call_status: 'completed' },
    });
    expect(sms).toMatchObject({ channel: 'sms', conversionStatus: 'unconverted' });
  });

  test('tells what got lost, and knows no country of an address', async () => {
    const { sid } = await verify().services.create({ friendlyName: 'Shop' });
    await start('+12015550120', 'sms', sid);
    await start('ann@example.com', 'email');
    const [mail, landline] = await verify().verificationAttempts.list();
    expect(mail?.channelData).toMatchObject({ country: null, mcc: null, carrier: null, locale: 'en' });
    expect(landline?.channelData).toMatchObject({
      message_status: 'undelivered',
      error_code: '30006',
      mcc: null,
    });
  });
});

describe('the list', () => {
  test('is filtered by each of its filters', async () => {
    const first = await start();
    sandbox.context.clock.advance(100);
    await start(de, 'whatsapp');
    await approve(us);
    const { sid: other } = await verify().services.create({ friendlyName: 'Other' });
    await start(us, 'sms', other);
    const [newest, german, converted] = (await verify().verificationAttempts.list()).map(({ sid }) => sid);
    const list = async (filter: object) =>
      (await verify().verificationAttempts.list(filter)).map(({ sid }) => sid);
    expect(await list({ 'channelData.to': de })).toEqual([german]);
    expect(await list({ country: 'DE' })).toEqual([german]);
    expect(await list({ channel: 'sms' })).toEqual([newest, converted]);
    expect(await list({ channel: 'WHATSAPP' })).toEqual([german]);
    expect(await list({ status: 'CONVERTED' })).toEqual([converted]);
    expect(await list({ status: 'unconverted' })).toEqual([newest, german]);
    expect(await list({ verifyServiceSid: other })).toEqual([newest]);
    expect(await list({ verificationSid: first.sid })).toEqual([converted]);
    const middle = new Date(sandbox.context.clock.now() - 50_000);
    expect(await list({ dateCreatedAfter: middle })).toEqual([newest, german]);
    expect(await list({ dateCreatedBefore: middle })).toEqual([converted]);
    expect(await list({ channel: 'sms', country: 'DE' })).toEqual([]);
    expect(await (await sandbox.call('/v2/Attempts?PageSize=2')).json()).toMatchObject({
      attempts: [{ sid: newest }, { sid: german }],
      meta: { key: 'attempts', next_page_url: expect.stringContaining(`PageToken=PA${german}`) },
    });
  });

  test.each([
    ['Channel', 'pigeon'],
    ['Status', 'maybe'],
    ['DateCreatedAfter', 'yesterday'],
  ])('refuses a wrong %s', async (name, value) => {
    for (const path of ['/v2/Attempts', '/v2/Attempts/Summary']) {
      const response = await sandbox.call(`${path}?${name}=${value}`);
      expect(await response.json()).toMatchObject({
        status: 400,
        code: 60200,
        message: `Invalid parameter: ${name}`,
      });
    }
  });
});

describe('the summary', () => {
  const summary = async (query = '') => (await sandbox.call(`/v2/Attempts/Summary${query}`)).json();

  test('counts, with the share of conversions as a text', async () => {
    expect(await summary()).toMatchObject({ total_attempts: 0, conversion_rate_percentage: '0' });
    await start();
    await start();
    await start();
    await approve(us);
    await start(de);
    await approve(de);
    expect(await summary('?Country=US')).toEqual({
      total_attempts: 3,
      total_converted: 1,
      total_unconverted: 2,
      conversion_rate_percentage: '33.333333333',
      url: `${sandbox.origin}/v2/Attempts/Summary`,
    });
    expect(await verify().verificationAttemptsSummary().fetch({ destinationPrefix: '+4915' })).toMatchObject({
      totalAttempts: 1,
      totalConverted: 1,
      conversionRatePercentage: '100',
    });
    expect(await summary()).toMatchObject({ conversion_rate_percentage: '50' });
  });

  test('always agrees with the list', async () => {
    const answer = z.object({
      total_attempts: z.number(),
      total_converted: z.number(),
      total_unconverted: z.number(),
      conversion_rate_percentage: z.string().regex(/^\d+(\.\d{1,9})?$/),
    });
    const sends = fc.array(fc.tuple(fc.constantFrom(us, de, '+12015550102'), fc.boolean()), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        sends,
        fc.constantFrom('', '?Country=DE', '?Status=converted', '?ChannelData.To=%2B12015550102'),
        async (steps, query) => {
          sandbox.vendor.reset();
          sandbox.context.deliveries.clear();
          for (const [to, isApproved] of steps) {
            const sent = await start(to).catch(() => undefined);
            if (sent && isApproved) await approve(to);
          }
          const listed = z
            .object({ attempts: z.array(z.object({ conversion_status: z.string() })) })
            .parse(await (await sandbox.call(`/v2/Attempts${query}`)).json()).attempts;
          const counted = answer.parse(await summary(query));
          const converted = listed.filter((attempt) => attempt.conversion_status === 'converted').length;
          expect(counted.total_attempts).toBe(listed.length);
          expect(counted.total_converted).toBe(converted);
          expect(counted.total_unconverted).toBe(listed.length - converted);
          const share = listed.length === 0 ? 0 : (converted / listed.length) * 100;
          expect(Number(counted.conversion_rate_percentage)).toBeCloseTo(share, 8);
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);
});
