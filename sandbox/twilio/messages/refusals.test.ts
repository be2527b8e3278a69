import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../credentials.ts';
import { startTwilio, type TwilioUnderTest } from '../testing/start-twilio.ts';

const { accountSid, messagingServiceSid, phoneNumber: from } = credentials.twilio;
const to = '+12015550101';
const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

const send = (form: Record<string, string> | URLSearchParams) => sandbox.call(path, { form });
/** An ISO moment so many seconds from now. */
const inSeconds = (seconds: number) =>
  new Date(sandbox.context.clock.now() + seconds * 1000).toISOString().replace(/\.\d+Z/, 'Z');

async function expectRefusal(form: Record<string, string> | URLSearchParams, code: number, message: string) {
  const response = await send(form);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    code,
    message,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status: 400,
  });
  sandbox.context.clock.advance(5);
  expect(sandbox.context.deliveries.list()).toEqual([]);
  expect(await sandbox.client().messages.list()).toEqual([]);
}

describe('a message is refused', () => {
  const whole = { To: to, From: from, Body: 'Hello' };

  test.each([
    ['without a recipient', { From: from, Body: 'Hello' }, 21604, "A 'To' phone number is required."],
    ['without a sender', { To: to, Body: 'Hello' }, 21603, "A 'From' phone number is required."],
    ['without a text', { To: to, From: from }, 21602, 'Message body is required.'],
    ['with an empty text', { ...whole, Body: '  ' }, 21602, 'Message body is required.'],
    [
      'with too long a text',
      { ...whole, Body: 'x'.repeat(1601) },
      21617,
      'The concatenated message body exceeds the 1600 character limit.',
    ],
    [
      'to what is no number',
      { ...whole, To: '5551234' },
      21211,
      "The 'To' number 5551234 is not a valid phone number.",
    ],
    [
      'to too short a number',
      { ...whole, To: '+1201555' },
      21211,
      "The 'To' number +1201555 is not a valid phone number.",
    ],
    [
      'from what is no number',
      { ...whole, From: '+' },
      21212,
      "The 'From' number + is not a valid phone number, shortcode, or alphanumeric sender ID.",
    ],
    [
      'from somebody else’s number',
      { ...whole, From: '+12015550199' },
      21606,
      'The From phone number +12015550199 is not a valid, SMS-capable inbound phone number or short code for your account.',
    ],
    [
      'by a service that there is not',
      { ...whole, MessagingServiceSid: `MG${'1'.repeat(32)}` },
      21701,
      'The Messaging Service does not exist',
    ],
    [
      'by what is no service',
      { ...whole, MessagingServiceSid: 'MG1' },
      21705,
      'The Messaging Service is invalid',
    ],
    [
      'across channels',
      { ...whole, To: `whatsapp:${to}` },
      21910,
      'Invalid From and To pair. From and To should be of the same channel',
    ],
    [
      'from a stranger by WhatsApp',
      { ...whole, To: `whatsapp:${to}`, From: 'whatsapp:+12015550199' },
      63007,
      'Twilio could not find a Channel with the specified From address',
    ],
    [
      'with a file from nowhere',
      { ...whole, MediaUrl: 'photo.jpg' },
      21620,
      'Invalid media URL(s): photo.jpg',
    ],
    ['with too short a validity', { ...whole, ValidityPeriod: '0' }, 21624, 'Invalid validity period value'],
    [
      'with too long a validity',
      { ...whole, ValidityPeriod: '36001' },
      21624,
      'Invalid validity period value',
    ],
    [
      'with a callback to nowhere',
      { ...whole, StatusCallback: 'http://my_host/status' },
      21609,
      'The StatusCallback URL http://my_host/status is not a valid URL.',
    ],
    [
      'with a template',
      { ...whole, ContentSid: `HX${'1'.repeat(32)}` },
      21655,
      'The ContentSid is Invalid: the sandbox has no Content Templates',
    ],
  ])('%s', async (_why, form, code, message) => {
    await expectRefusal({ ...form }, code, message);
  });

  test('with more than ten files', async () => {
    const form = new URLSearchParams(whole);
    for (let file = 0; file <= 10; file += 1) form.append('MediaUrl', `https://shop.example/${file}.png`);
    await expectRefusal(form, 21623, 'Number of media files exceeds allowed limit');
  });

  test('that is scheduled wrongly', async () => {
    const fixed = { To: to, MessagingServiceSid: messagingServiceSid, Body: 'Later', ScheduleType: 'fixed' };
    const window =
      'SendAt time must be between 300 seconds and 35 days (3024000 seconds) in the future, inclusive';
    await expectRefusal(fixed, 35111, 'SendAt timestamp is missing');
    await expectRefusal(
      { ...whole, ScheduleType: 'fixed', SendAt: inSeconds(600) },
      35118,
      'MessagingServiceSid is required to schedule a message',
    );
    await expectRefusal({ ...fixed, SendAt: inSeconds(290) }, 35114, window);
    await expectRefusal({ ...fixed, SendAt: inSeconds(35 * 86_400 + 60) }, 35114, window);
    await expectRefusal({ ...fixed, SendAt: 'tomorrow' }, 35114, window);
    await expectRefusal(
      { ...fixed, ScheduleType: 'loose', SendAt: inSeconds(600) },
      35126,
      'The ScheduleType value provided is not supported for this channel',
    );
  });
});

describe('the magic numbers of the test credentials', () => {
  test.each([
    ['+15005550001', 21212],
    ['+15005550007', 21606],
    ['+15005550008', 21611],
    ['+15005550000', 21606],
  ])('from %s: %i', async (sender, code) => {
    await expect(sandbox.client().messages.create({ to, from: sender, body: 'Hello' })).rejects.toMatchObject(
      { status: 400, code },
    );
  });

  test.each([
    ['+15005550001', 21211],
    ['+15005550002', 21612],
    ['+15005550003', 21408],
    ['+15005550004', 21610],
    ['+15005550009', 21614],
    ['+12015550122', 21408],
  ])('to %s: %i', async (number, code) => {
    await expect(
      sandbox.client().messages.create({ to: number, from: '+15005550006', body: 'Hello' }),
    ).rejects.toMatchObject({ status: 400, code });
  });

  test('from +15005550006 is taken', async () => {
    const sent = await sandbox.client().messages.create({ to, from: '+15005550006', body: 'Hello' });
    expect(sent).toMatchObject({ status: 'queued', from: '+15005550006' });
  });
});

describe('a name as the sender', () => {
  test('is taken by the carriers of most countries, not by those of North America', async () => {
    const { messages } = sandbox.client();
    const sent = await messages.create({ to: '+4915112345678', from: 'Willow Wren', body: 'Hallo' });
    expect(sent).toMatchObject({ from: 'Willow Wren', status: 'queued' });
    await expect(messages.create({ to, from: 'Willow Wren', body: 'Hello' })).rejects.toMatchObject({
      code: 21612,
      message: `The 'To' phone number: ${to}, is not currently reachable using the 'From' phone number: Willow Wren via SMS.`,
    });
  });
});
