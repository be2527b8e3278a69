import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../credentials.ts';
import { startTwilio, type TwilioUnderTest } from '../testing/start-twilio.ts';

const { verifyServiceSid, messagingServiceSid, accountSid } = credentials.twilio;
const [blocked, noPermission, pumping, neighbour] = [
  '+12015550121',
  '+12015550122',
  '+12015550140',
  '+12015550149',
];

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

const verify = () => sandbox.client().verify.v2;
const start = (to: string, channel = 'sms', parameters: object = {}) =>
  verify()
    .services(verifyServiceSid)
    .verifications.create({ to, channel, ...parameters });
const isSent = { status: 'pending' };

describe('Fraud Guard', () => {
  const refusal = {
    status: 403,
    code: 60410,
    message:
      'The destination phone number has been temporarily blocked by Twilio due to fraudulent activities',
  };

  test('blocks texts to a prefix for twelve hours once it looks like pumping', async () => {
    await expect(start(neighbour)).resolves.toMatchObject(isSent);
    await expect(start(pumping)).resolves.toMatchObject(isSent);
    sandbox.context.clock.advance(12 * 3600 - 1);
    for (const number of [pumping, neighbour]) await expect(start(number)).rejects.toMatchObject(refusal);
    await expect(start(neighbour, 'call')).resolves.toMatchObject(isSent);
    await expect(start('+12015550150')).resolves.toMatchObject(isSent);
    sandbox.context.clock.advance(1);
    await expect(start(neighbour)).resolves.toMatchObject(isSent);
    await expect(start(pumping)).resolves.toMatchObject(isSent);
    await expect(start(neighbour)).rejects.toMatchObject(refusal);
  });

  test('blocks one number always', async () => {
    await expect(start(blocked)).rejects.toMatchObject(refusal);
    await expect(start(blocked, 'call')).resolves.toMatchObject(isSent);
  });
});

describe('geo permissions', () => {
  test.each(['sms', 'call', 'whatsapp'])('name the country, for %s', async (channel) => {
    await expect(start(noPermission, channel)).rejects.toMatchObject({
      status: 403,
      code: 60605,
      message: `The destination phone number has been blocked by Verify Geo-Permissions. US is blocked for ${channel} channel for all services`,
    });
  });
});

describe('either of them', () => {
  test('lets pass what the caller takes the risk of, by SMS', async () => {
    for (const number of [blocked, noPermission]) {
      await expect(start(number, 'sms', { riskCheck: 'disable' })).resolves.toMatchObject(isSent);
      await expect(start(number, 'sms', { riskCheck: 'enable' })).rejects.toMatchObject({ status: 403 });
    }
    await expect(start(noPermission, 'call', { riskCheck: 'disable' })).rejects.toMatchObject({
      code: 60605,
    });
  });

  test('lets pass what is on the safe list', async () => {
    const added = await verify().safelist.create({ phoneNumber: blocked });
    await verify().safelist.create({ phoneNumber: noPermission });
    await expect(start(blocked)).resolves.toMatchObject(isSent);
    await expect(start(noPermission, 'call')).resolves.toMatchObject(isSent);
    const path = `/v2/SafeList/Numbers/${encodeURIComponent(blocked)}`;
    expect(await (await sandbox.call(path)).json()).toEqual({
      sid: added.sid,
      phone_number: blocked,
      url: sandbox.origin + path,
    });
    expect(added.sid).toMatch(/^GN[0-9a-f]{32}$/);
    expect((await verify().safelist.create({ phoneNumber: blocked })).sid).toBe(added.sid);
    expect(await verify().safelist(blocked).remove()).toBe(true);
    await expect(start(blocked)).rejects.toMatchObject({ code: 60410 });
    await expect(verify().safelist(blocked).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(verify().safelist(blocked).remove()).rejects.toMatchObject({ status: 404 });
  });

  test('lets pass a thousand numbers by their prefix', async () => {
    await verify().safelist.create({ phoneNumber: '+12015550xxx' });
    await expect(start(blocked)).resolves.toMatchObject(isSent);
    await expect(start(noPermission)).resolves.toMatchObject(isSent);
  });

  test('knows only numbers', async () => {
    await expect(verify().safelist.create({ phoneNumber: '12015550' })).rejects.toMatchObject({
      status: 400,
      code: 60200,
      message: 'Invalid parameter: PhoneNumber',
    });
  });
});

describe('a number', () => {
  test('of a country under embargo gets nothing, one of China no SMS', async () => {
    for (const number of ['+989123456789', '+5351234567', '+963944567890']) {
      await expect(start(number, 'call')).rejects.toMatchObject({ status: 403, code: 60238 });
    }
    await expect(start('+8613123456789')).rejects.toMatchObject({ status: 403, code: 60220 });
    await expect(start('+8613123456789', 'call')).resolves.toMatchObject(isSent);
  });

  test('whose device told the same twice is refused', async () => {
    const form = { To: '+12015550101', Channel: 'sms', 'Risk.TelemetryId': 'device-1' };
    const path = `/v2/Services/${verifyServiceSid}/Verifications`;
    expect((await sandbox.call(path, { form })).status).toBe(201);
    const again = await sandbox.call(path, { form });
    expect(await again.json()).toMatchObject({ status: 403, code: 60413 });
  });
});

describe('messaging configurations', () => {
  test('are made, fetched, changed, listed and deleted', async () => {
    const { messagingConfigurations } = verify().services(verifyServiceSid);
    await messagingConfigurations.create({ country: 'DE', messagingServiceSid });
    const path = `/v2/Services/${verifyServiceSid}/MessagingConfigurations`;
    const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(await (await sandbox.call(`${path}/DE`)).json()).toEqual({
      account_sid: accountSid,
      service_sid: verifyServiceSid,
      country: 'DE',
      messaging_service_sid: messagingServiceSid,
      date_created: iso,
      date_updated: iso,
      url: `${sandbox.origin}${path}/DE`,
    });
    await messagingConfigurations.create({ country: 'all', messagingServiceSid });
    const other = `MG${'1'.repeat(32)}`;
    expect(await messagingConfigurations('DE').update({ messagingServiceSid: other })).toMatchObject({
      messagingServiceSid: other,
    });
    expect((await messagingConfigurations.list({ pageSize: 1 })).map(({ country }) => country)).toEqual([
      'all',
      'DE',
    ]);
    await messagingConfigurations('DE').remove();
    await expect(messagingConfigurations('DE').fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('are one for each country that there is', async () => {
    const { messagingConfigurations } = verify().services(verifyServiceSid);
    await messagingConfigurations.create({ country: 'DE', messagingServiceSid });
    await expect(
      messagingConfigurations.create({ country: 'DE', messagingServiceSid }),
    ).rejects.toMatchObject({ status: 400, code: 60213 });
    await expect(
      messagingConfigurations.create({ country: 'XX', messagingServiceSid }),
    ).rejects.toMatchObject({ code: 60200, message: 'Invalid parameter: Country' });
    await expect(
      messagingConfigurations.create({ country: 'FR', messagingServiceSid: 'MG1' }),
    ).rejects.toMatchObject({ code: 60200, message: 'Invalid parameter: MessagingServiceSid' });
  });
});
