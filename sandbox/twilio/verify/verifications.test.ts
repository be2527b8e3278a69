import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../credentials.ts';
import { openVendor, type OpenVendor } from '../../platform/open-vendor.ts';
import type { Vendor } from '../../platform/context.ts';
import { answerShapes } from '../shapes/answers.ts';
import { createTwilio } from '../twilio.ts';

const { accountSid, authToken, verifyServiceSid } = credentials.twilio;
const to = '+12015550101';

let sandbox: OpenVendor<Vendor>;
beforeEach(async () => {
  sandbox = await openVendor(createTwilio, [], answerShapes);
});
afterEach(() => sandbox.close());

/** The vendor's own SDK, led to the sandbox. */
function verify(sid = verifyServiceSid, token = authToken) {
  const client = twilio(accountSid, token);
  client.verify.baseUrl = sandbox.origin;
  return client.verify.v2.services(sid);
}
const start = (number = to, channel = 'sms') => verify().verifications.create({ to: number, channel });
const check = (code: string, key: { to?: string; verificationSid?: string } = { to }) =>
  verify().verificationChecks.create({ ...key, code });

function lastCode(number = to): string {
  const code = sandbox.context.deliveries.list(number)[0]?.code;
  if (!code) throw new Error(`No code reached ${number}`);
  return code;
}
/** A code that is certainly not this one. */
const wrong = (code: string) => (code === '000000' ? '111111' : '000000');

describe('starting', () => {
  test('sends six digits by text and answers a pending verification', async () => {
    const verification = await start();
    expect(verification).toMatchObject({ to, channel: 'sms', status: 'pending', valid: false, accountSid });
    expect(verification.sid).toMatch(/^VE[0-9a-f]{32}$/);
    expect(verification.dateCreated.getTime()).toBeCloseTo(Date.now(), -4);
    expect(sandbox.context.deliveries.list()).toMatchObject([
      { channel: 'sms', to, body: `Your Willow & Wren verification code is: ${lastCode()}` },
    ]);
    expect(lastCode()).toMatch(/^\d{6}$/);
  });

  test('again, by another channel, keeps the verification and its code', async () => {
    const first = await start();
    const code = lastCode();
    sandbox.context.clock.advance(40);
    const second = await start(to, 'call');
    expect(second.sid).toBe(first.sid);
    expect(second.channel).toBe('call');
    expect(second.sendCodeAttempts).toMatchObject([{ channel: 'SMS' }, { channel: 'CALL' }]);
    expect(second.dateUpdated.getTime() - first.dateUpdated.getTime()).toBeGreaterThanOrEqual(40_000);
    expect(sandbox.context.deliveries.list()[0]).toMatchObject({ channel: 'call', code });
    expect(sandbox.context.deliveries.list()[0]?.body).toContain([...code].join(', '));
  });

  test('delivers by WhatsApp and e-mail, under another name when asked', async () => {
    await verify().verifications.create({ to, channel: 'whatsapp', customFriendlyName: 'The Shop' });
    await start('ann@example.com', 'email');
    expect(sandbox.context.deliveries.list()).toMatchObject([
      { channel: 'email', to: 'ann@example.com', subject: 'Your Willow & Wren verification code' },
      { channel: 'whatsapp', to, body: `Your The Shop verification code is: ${lastCode()}` },
    ]);
  });

  test.each([
    ['To', { to: '2015550101', channel: 'sms' }],
    ['To', { to: '+0201555010', channel: 'sms' }],
    ['To', { to: 'ann@example.com', channel: 'sms' }],
    ['To', { to, channel: 'email' }],
    ['Channel', { to, channel: 'auto' }],
    ['Channel', { to, channel: 'pigeon' }],
    ['CustomFriendlyName', { to, channel: 'sms', customFriendlyName: 'Call 12345' }],
  ])('with a wrong %s is 60200 (%j)', async (name, parameters) => {
    await expect(verify().verifications.create(parameters)).rejects.toMatchObject({
      status: 400,
      code: 60200,
      message: `Invalid parameter: ${name}`,
    });
    expect(sandbox.context.deliveries.list()).toEqual([]);
  });

  test('refuses what the service has switched off', async () => {
    await expect(start(to, 'sna')).rejects.toMatchObject({ status: 400, code: 60223 });
    await expect(
      verify().verifications.create({ to, channel: 'sms', customCode: '424242' }),
    ).rejects.toMatchObject({ status: 403, code: 60204 });
  });

  test('a sixth time within ten minutes is 60203; ten minutes later there is a new code', async () => {
    const { sid } = await start();
    for (let send = 2; send <= 5; send += 1) await start();
    await expect(start()).rejects.toMatchObject({ status: 429, code: 60203 });
    expect(sandbox.context.deliveries.list(to)).toHaveLength(5);
    await expect(start('+12015550102')).resolves.toMatchObject({ status: 'pending' });
    sandbox.context.clock.advance(600);
    expect((await start()).sid).not.toBe(sid);
  });

  test.each([
    ['+12015550120', 'sms', 403, 60205],
    ['+12015550121', 'sms', 403, 60410],
    ['+12015550122', 'call', 403, 60605],
    ['+12015550123', 'sms', 429, 60203],
  ])('to the magic number %s by %s is refused', async (number, channel, status, code) => {
    await expect(start(number, channel)).rejects.toMatchObject({ status, code });
    expect(sandbox.context.deliveries.list()).toEqual([]);
  });

  test('reaches a landline by call', async () => {
    await expect(start('+12015550120', 'call')).resolves.toMatchObject({ status: 'pending' });
  });
});

describe('checking', () => {
  test('the right code approves, once, by number or by sid', async () => {
    await start();
    expect(await check(lastCode())).toMatchObject({ to, status: 'approved', valid: true });
    await expect(check(lastCode())).rejects.toMatchObject({ status: 404, code: 20404 });

    const { sid } = await start();
    expect(await check(lastCode(), { verificationSid: sid })).toMatchObject({ sid, status: 'approved' });
  });

  test('a wrong code is no error: still pending, not valid', async () => {
    await start();
    expect(await check(wrong(lastCode()))).toMatchObject({ status: 'pending', valid: false });
    expect(await check(lastCode())).toMatchObject({ status: 'approved' });
  });

  test('the sixth check is 60202, even with the right code; then the verification is gone', async () => {
    const { sid } = await start();
    const code = lastCode();
    for (let tries = 1; tries <= 5; tries += 1) await check(wrong(code));
    await expect(check(code)).rejects.toMatchObject({ status: 429, code: 60202 });
    await expect(check(code)).rejects.toMatchObject({ status: 404, code: 20404 });
    expect((await start()).sid).not.toBe(sid);
  });

  test('a code is good for less than ten minutes, however often it was sent', async () => {
    await start();
    const code = lastCode();
    sandbox.context.clock.advance(580);
    await start();
    expect(lastCode()).toBe(code);
    sandbox.context.clock.advance(20);
    await expect(check(code)).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('nothing pending is 20404', async () => {
    await expect(check('123456')).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test.each([
    ['Code', { to, code: '123' }],
    ['Code', { to, code: '12345678901' }],
    ['Code', { to, code: '12a456' }],
    ['Code', { to }],
    ['To', { to: '2015550101', code: '123456' }],
    ['VerificationSid', { verificationSid: 'VE1', code: '123456' }],
  ])('with a wrong %s is 60200 and counts as no check (%j)', async (name, parameters) => {
    await start();
    for (let tries = 1; tries <= 6; tries += 1) {
      await expect(verify().verificationChecks.create(parameters)).rejects.toMatchObject({
        code: 60200,
        message: `Invalid parameter: ${name}`,
      });
    }
    expect(await check(lastCode())).toMatchObject({ status: 'approved' });
  });
});

describe('a verification', () => {
  test('is fetched by sid or number while it is pending, and gone once approved', async () => {
    const { sid } = await start();
    expect((await verify().verifications(sid).fetch()).to).toBe(to);
    expect((await verify().verifications(to).fetch()).sid).toBe(sid);
    await check(lastCode());
    await expect(verify().verifications(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('canceled stays to be fetched, frees the number and takes no code', async () => {
    const { sid } = await start();
    const code = lastCode();
    for (let send = 2; send <= 5; send += 1) await start();
    expect(await verify().verifications(sid).update({ status: 'canceled' })).toMatchObject({
      status: 'canceled',
    });
    expect((await verify().verifications(sid).fetch()).status).toBe('canceled');
    await expect(check(code)).rejects.toMatchObject({ status: 404 });
    expect((await start()).sid).not.toBe(sid);
    await expect(verify().verifications(sid).update({ status: 'approved' })).rejects.toMatchObject({
      status: 404,
    });
  });

  test('can be approved by hand', async () => {
    const { sid } = await start();
    expect(await verify().verifications(sid).update({ status: 'approved' })).toMatchObject({ valid: true });
    await expect(check(lastCode())).rejects.toMatchObject({ status: 404 });
  });

  test('is forgotten by a reset', async () => {
    const { sid } = await start();
    sandbox.vendor.reset();
    await expect(verify().verifications(sid).fetch()).rejects.toMatchObject({ status: 404 });
  });
});

describe('the API', () => {
  const basic = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const servicePath = `/v2/Services/${verifyServiceSid}`;
  const raw = (path: string, init: RequestInit = {}) =>
    fetch(sandbox.origin + path, { headers: { authorization: basic }, ...init });

  test('refuses wrong credentials with 20003', async () => {
    const wrongToken = verify(verifyServiceSid, 'b'.repeat(32));
    await expect(wrongToken.verifications.create({ to, channel: 'sms' })).rejects.toMatchObject({
      status: 401,
      code: 20003,
    });
    const response = await raw(servicePath, { headers: {} });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Basic');
  });

  test('shows its one service and knows no other', async () => {
    expect(await verify().fetch()).toMatchObject({ friendlyName: 'Willow & Wren', codeLength: 6 });
    const other = verify(`VA${'1'.repeat(32)}`);
    await expect(other.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(other.verifications.create({ to, channel: 'sms' })).rejects.toMatchObject({ code: 20404 });
  });

  test('answers errors in the legacy shape', async () => {
    const path = `${servicePath}/VerificationCheck`;
    const body = new URLSearchParams({ To: to, Code: '123456' });
    const response = await raw(path, { method: 'POST', headers: { authorization: basic }, body });
    expect(await response.json()).toEqual({
      code: 20404,
      message: `The requested resource ${path} was not found`,
      more_info: 'https://www.twilio.com/docs/errors/20404',
      status: 404,
    });
  });

  test('reads parameters from a form alone', async () => {
    const response = await raw(`${servicePath}/Verifications`, {
      method: 'POST',
      headers: { authorization: basic, 'content-type': 'application/json' },
      body: JSON.stringify({ To: to, Channel: 'sms' }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 60200 });
  });

  test.each([
    [
      '/Verifications',
      { Channel: 'sms' },
      'account_sid amount channel date_created date_updated lookup payee send_code_attempts service_sid sid sna status to url valid',
    ],
    [
      '/VerificationCheck',
      { Code: '123456' },
      'account_sid amount channel date_created date_updated payee service_sid sid sna_attempts_error_codes status to valid',
    ],
  ])('has every documented field in the answer of %s', async (path, fields, expected) => {
    await start();
    const response = await raw(servicePath + path, {
      method: 'POST',
      headers: { authorization: basic },
      body: new URLSearchParams({ To: to, ...fields }),
    });
    expect(response.status).toBe(201);
    expect(Object.keys(Object(await response.json())).sort()).toEqual(expected.split(' '));
  });

  test('names a call that it does not have', async () => {
    const response = await raw('/v1/Services', { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 20404,
      message: expect.stringContaining('POST /v1/Services'),
    });
  });

  test('answers a fault in its own shape, which the SDK reads', async () => {
    sandbox.context.faults.add({ vendor: 'twilio', status: 429, code: 60212, message: 'Too many requests' });
    await expect(start()).rejects.toMatchObject({ status: 429, code: 60212, message: 'Too many requests' });
  });
});
