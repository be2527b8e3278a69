import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../credentials.ts';
import { startTwilio, type TwilioUnderTest } from '../testing/start-twilio.ts';

const { accountSid, messagingServiceSid, phoneNumber: from } = credentials.twilio;
const to = '+12015550101';
const body = 'Your order is on its way';
const path = `/2010-04-01/Accounts/${accountSid}/Messages`;

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

const messages = () => sandbox.client().messages;
const statusOf = async (sid: string) => (await messages()(sid).fetch()).status;
const rfc2822 = expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);

describe('sending', () => {
  test('answers the whole resource, queued', async () => {
    const response = await sandbox.call(`${path}.json`, { form: { To: to, From: from, Body: body } });
    expect(response.status).toBe(201);
    const sid = expect.stringMatching(/^SM[0-9a-f]{32}$/);
    expect(await response.json()).toEqual({
      body,
      num_segments: '1',
      direction: 'outbound-api',
      from,
      to,
      date_updated: rfc2822,
      price: null,
      error_message: null,
      uri: expect.stringMatching(new RegExp(`^${path}/SM[0-9a-f]{32}\\.json$`)),
      account_sid: accountSid,
      num_media: '0',
      status: 'queued',
      messaging_service_sid: null,
      sid,
      date_sent: null,
      date_created: rfc2822,
      error_code: null,
      price_unit: 'USD',
      api_version: '2010-04-01',
      subresource_uris: {
        media: expect.stringMatching(new RegExp(`^${path}/SM[0-9a-f]{32}/Media\\.json$`)),
      },
    });
  });

  test('goes through its statuses as the clock goes on, and reaches the phone at the end', async () => {
    const { sid, dateCreated } = await messages().create({ to, from, body });
    expect(dateCreated.getTime()).toBeCloseTo(Date.now(), -4);
    const seen = [];
    for (const wait of [0, 0.2, 0.3, 0.4]) {
      sandbox.context.clock.advance(wait);
      seen.push(await statusOf(sid));
      expect(sandbox.context.deliveries.list()).toHaveLength(seen.length === 4 ? 1 : 0);
    }
    expect(seen).toEqual(['queued', 'sending', 'sent', 'delivered']);
    expect(sandbox.context.deliveries.list(to)).toMatchObject([{ channel: 'sms', to, from, body }]);
    expect(await messages()(sid).fetch()).toMatchObject({ price: '-0.00830', dateSent: expect.any(Date) });
  });

  test('through a Messaging Service is accepted first, until that has chosen the sender', async () => {
    const { sid, ...sent } = await messages().create({ to, messagingServiceSid, body });
    expect(sent).toMatchObject({ status: 'accepted', from: null, numSegments: '0', messagingServiceSid });
    sandbox.context.clock.advance(0.1);
    expect(await messages()(sid).fetch()).toMatchObject({ status: 'queued', from, numSegments: '1' });
  });

  test('by WhatsApp reaches WhatsApp', async () => {
    const { sid } = await messages().create({ to: `whatsapp:${to}`, from: `whatsapp:${from}`, body });
    sandbox.context.clock.advance(1);
    expect(sandbox.context.deliveries.list(to)).toMatchObject([
      { channel: 'whatsapp', from: `whatsapp:${from}`, body },
    ]);
    expect(await messages()(sid).fetch()).toMatchObject({ status: 'delivered', to: `whatsapp:${to}` });
  });

  test('from another part of the sandbox is the same', async () => {
    const { sid, status } = sandbox.vendor.sendMessage({ to, body });
    expect(status).toBe('queued');
    expect(await messages()(sid).fetch()).toMatchObject({ to, from, body });
    sandbox.context.clock.advance(1);
    expect(sandbox.context.deliveries.list(to)).toHaveLength(1);
    expect(() => sandbox.vendor.sendMessage({ to: '12', body })).toThrow(
      expect.objectContaining({ status: 400, code: 21211 }),
    );
  });
});

describe('what becomes of a message', () => {
  test.each([
    ['+12015550120', 'undelivered', 30006, 'Landline or unreachable carrier'],
    ['+12015550121', 'failed', 30450, 'Message delivery blocked'],
    ['+12015550124', 'undelivered', 30003, 'Unreachable destination handset'],
    ['+12015550125', 'undelivered', 30007, 'Message filtered'],
  ])('to %s is %s', async (number, status, errorCode, errorMessage) => {
    const { sid } = await messages().create({ to: number, from, body });
    sandbox.context.clock.advance(1);
    expect(await messages()(sid).fetch()).toMatchObject({
      status,
      errorCode,
      errorMessage,
      price: status === 'failed' ? null : '-0.00830',
    });
    expect(sandbox.context.deliveries.list()).toEqual([]);
  });

  test('is not looked at by the protection against pumping when that is switched off', async () => {
    const { sid } = await messages().create({ to: '+12015550121', from, body, riskCheck: 'disable' });
    sandbox.context.clock.advance(1);
    expect(await statusOf(sid)).toBe('delivered');
  });

  test('is changed by hand, and then goes on no further', async () => {
    const statusCallback = 'https://shop.example/status';
    const { sid } = await messages().create({ to, from, body, statusCallback });
    expect(sandbox.vendor.changeMessageStatus({ sid, status: 'failed' })).toEqual({
      sid,
      status: 'failed',
      errorCode: 30008,
      statusCallback,
    });
    sandbox.context.clock.advance(60);
    expect(await statusOf(sid)).toBe('failed');
    sandbox.vendor.changeMessageStatus({ sid, status: 'delivered' });
    expect(await messages()(sid).fetch()).toMatchObject({ status: 'delivered', errorCode: null });
    sandbox.vendor.changeMessageStatus({ sid, status: 'delivered' });
    expect(sandbox.context.deliveries.list(to)).toHaveLength(1);
  });

  test('fails when it stays in the queue past its validity period', async () => {
    const { sid } = await messages().create({ to, from, body, validityPeriod: 60 });
    sandbox.vendor.changeMessageStatus({ sid, status: 'queued' });
    sandbox.context.clock.advance(59);
    expect(await statusOf(sid)).toBe('queued');
    sandbox.context.clock.advance(1);
    expect(await messages()(sid).fetch()).toMatchObject({ status: 'failed', errorCode: 30036 });
  });

  test('cannot be what it cannot be', async () => {
    const { sid } = await messages().create({ to, from, body });
    const { changeMessageStatus } = sandbox.vendor;
    expect(() => changeMessageStatus({ sid, status: 'read' })).toThrow(
      expect.objectContaining({ status: 422 }),
    );
    expect(() => changeMessageStatus({ sid, status: 'delivered', errorCode: 30003 })).toThrow(
      expect.objectContaining({ status: 422 }),
    );
    expect((await messages()(sid).fetch()).status).toBe('queued');
    expect(() => changeMessageStatus({ sid: 'SM1', status: 'sent' })).toThrow(
      expect.objectContaining({ status: 404 }),
    );
  });

  test('is forgotten by a reset', async () => {
    const { sid } = await messages().create({ to, from, body });
    sandbox.vendor.reset();
    sandbox.context.clock.advance(10);
    await expect(statusOf(sid)).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(sandbox.context.deliveries.list()).toEqual([]);
  });
});
