import { isPossiblePhoneNumber } from 'libphonenumber-js/max';
import { TwilioError } from '../errors.ts';
import { isPhone } from '../phone.ts';
import { isSid } from '../sid.ts';
import { channelOf, numberOf, type SendInput } from './message.ts';
import { smartEncode } from './segments.ts';

/** Seconds: 36,000 is as long as a message may wait, and as it waits unless said otherwise. */
const maxValidity = 36_000;
/** How far ahead a message may be scheduled, in seconds. */
const schedule = { min: 300, max: 35 * 86_400 };
const maxMedia = 10;
const maxBody = 1600;

/** Who an account may send as. */
export interface Senders {
  /** Numbers of the account, E.164; each sends by WhatsApp too. */
  readonly numbers: readonly string[];
  readonly messagingServiceSid: string;
}

const refusal = (code: number, message: string) => new TwilioError(400, code, message);

/**
 * Reads and checks the form of a new message. `now` in ms.
 * Codes: https://www.twilio.com/docs/api/errors; rules: https://www.twilio.com/docs/messaging/api/message-resource.
 * @throws TwilioError 400 with the code of what is wrong
 */
export function readSend(form: URLSearchParams, senders: Senders, now: number): SendInput {
  const to = form.get('To') ?? '';
  if (to === '') throw refusal(21604, "A 'To' phone number is required.");
  const sender = readSender(form);
  const mediaUrls = form.getAll('MediaUrl');
  const body = readBody(form, mediaUrls);
  if (!isAddress(to)) throw refusal(21211, `The 'To' number ${to} is not a valid phone number.`);
  checkSender(to, sender, senders);
  return {
    to,
    ...sender,
    body,
    mediaUrls: checkMedia(mediaUrls),
    sendAt: readSchedule(form, sender, now),
    validityPeriod: readValidity(form),
    statusCallback: readCallback(form),
    riskCheck: form.get('RiskCheck') !== 'disable',
  };
}

type Sender = Pick<SendInput, 'from' | 'messagingServiceSid'>;

/** The sid of a Messaging Service may stand in either parameter. */
function readSender(form: URLSearchParams): Sender {
  const from = form.get('From') || undefined;
  const service = form.get('MessagingServiceSid') || undefined;
  if (service === undefined && from === undefined) {
    throw refusal(21603, "A 'From' phone number is required.");
  }
  if (from !== undefined && isSid(from, 'MG')) return { messagingServiceSid: from };
  return { from, messagingServiceSid: service };
}

function readBody(form: URLSearchParams, mediaUrls: readonly string[]): string {
  if (form.has('ContentSid')) {
    throw refusal(21655, 'The ContentSid is Invalid: the sandbox has no Content Templates');
  }
  const given = form.get('Body') ?? '';
  const body = form.get('SmartEncoded') === 'true' ? smartEncode(given) : given;
  if (body.trim() === '' && mediaUrls.length === 0) throw refusal(21602, 'Message body is required.');
  if (body.length > maxBody) {
    throw refusal(21617, 'The concatenated message body exceeds the 1600 character limit.');
  }
  return body;
}

/** A number that some country may have, alone or as an address of WhatsApp. */
function isAddress(text: string): boolean {
  const number = numberOf(text);
  return isPhone(number) && isPossiblePhoneNumber(number);
}

function checkSender(to: string, { from, messagingServiceSid }: Sender, senders: Senders): void {
  if (messagingServiceSid !== undefined) {
    if (!isSid(messagingServiceSid, 'MG')) throw refusal(21705, 'The Messaging Service is invalid');
    if (messagingServiceSid !== senders.messagingServiceSid) {
      throw refusal(21701, 'The Messaging Service does not exist');
    }
  }
  if (from === undefined) return;
  if (channelOf(from) !== channelOf(to)) {
    throw refusal(21910, 'Invalid From and To pair. From and To should be of the same channel');
  }
  if (isMagicSender(from) || senders.numbers.includes(numberOf(from))) return;
  if (channelOf(from) === 'whatsapp') {
    throw refusal(63007, 'Twilio could not find a Channel with the specified From address');
  }
  if (isSenderName(from)) return;
  if (!isPhone(from) && !/^\d{5,6}$/.test(from)) {
    throw refusal(
      21212,
      `The 'From' number ${from} is not a valid phone number, shortcode, or alphanumeric sender ID.`,
    );
  }
  throw refusal(
    21606,
    `The From phone number ${from} is not a valid, SMS-capable inbound phone number or short code for your account.`,
  );
}

/** The test credentials' own senders: one that works, two that are refused when the message is sent. */
function isMagicSender(from: string): boolean {
  return /^\+1500555000[168]$/.test(from);
}

/** An alphanumeric sender: up to eleven letters, digits, spaces and a few signs, at least one letter. */
function isSenderName(from: string): boolean {
  return /^[A-Za-z0-9 +\-_&]{1,11}$/.test(from) && /[A-Za-z]/.test(from);
}

function checkMedia(urls: readonly string[]): readonly string[] {
  if (urls.length > maxMedia) throw refusal(21623, 'Number of media files exceeds allowed limit');
  for (const url of urls) if (!isWebAddress(url)) throw refusal(21620, `Invalid media URL(s): ${url}`);
  return urls;
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol);
}

/** When a scheduled message leaves; undefined for one that leaves at once. `SendAt` alone schedules nothing. */
function readSchedule(form: URLSearchParams, sender: Sender, now: number): number | undefined {
  const type = form.get('ScheduleType');
  if (type === null) return undefined;
  if (type !== 'fixed') {
    throw refusal(35126, 'The ScheduleType value provided is not supported for this channel');
  }
  const text = form.get('SendAt') ?? '';
  if (text === '') throw refusal(35111, 'SendAt timestamp is missing');
  if (sender.messagingServiceSid === undefined) {
    throw refusal(35118, 'MessagingServiceSid is required to schedule a message');
  }
  const sendAt = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  const ahead = (sendAt - now) / 1000;
  if (!(ahead >= schedule.min && ahead <= schedule.max)) {
    throw refusal(
      35114,
      'SendAt time must be between 300 seconds and 35 days (3024000 seconds) in the future, inclusive',
    );
  }
  return sendAt;
}

function readValidity(form: URLSearchParams): number {
  const text = form.get('ValidityPeriod');
  if (text === null) return maxValidity;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > maxValidity) throw refusal(21624, 'Invalid validity period value');
  return seconds;
}

/** An absolute address whose host has no underscore. */
function readCallback(form: URLSearchParams): string | undefined {
  const text = form.get('StatusCallback') ?? '';
  if (text === '') return undefined;
  if (!isWebAddress(text) || new URL(text).hostname.includes('_')) {
    throw refusal(21609, `The StatusCallback URL ${text} is not a valid URL.`);
  }
  return text;
}
