import { TwilioError } from '../errors.ts';
import { channelOf, type Message, type SendInput } from './message.ts';

type Refusal = (to: string, from: string) => readonly [code: number, message: string];

/** The magic numbers of Twilio's test credentials, as senders: https://www.twilio.com/docs/iam/test-credentials. */
const senders: ReadonlyMap<string, Refusal> = new Map([
  [
    '+15005550001',
    (_to, from) => [
      21212,
      `The 'From' number ${from} is not a valid phone number, shortcode, or alphanumeric sender ID.`,
    ],
  ],
  [
    '+15005550008',
    (_to, from) => [21611, `The 'From' number ${from} has exceeded the maximum number of queued messages.`],
  ],
]);

/** And as recipients; with them our own number of a country that is switched off. */
const recipients: ReadonlyMap<string, Refusal> = new Map([
  ['+15005550001', (to) => [21211, `The 'To' number ${to} is not a valid phone number.`]],
  ['+15005550002', unreachable],
  ['+15005550003', noPermission],
  ['+15005550004', () => [21610, 'Attempt to send to unsubscribed recipient']],
  ['+15005550009', (to) => [21614, `To number: ${to}, is not a mobile number`]],
  ['+12015550122', noPermission],
]);

function noPermission(to: string): readonly [number, string] {
  return [
    21408,
    `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${to}.`,
  ];
}

function unreachable(to: string, from: string): readonly [number, string] {
  return [
    21612,
    `The 'To' phone number: ${to}, is not currently reachable using the 'From' phone number: ${from} via SMS.`,
  ];
}

/** @throws TwilioError 400 for a magic number, on either side */
export function refuseMagicNumbers({ to, from = '' }: SendInput): void {
  if (channelOf(to) !== 'sms') return;
  const refusal = senders.get(from) ?? recipients.get(to) ?? refuseName(to, from);
  if (!refusal) return;
  const [code, message] = refusal(to, from);
  throw new TwilioError(400, code, message);
}

/** The carriers of North America take no names as senders. */
function refuseName(to: string, from: string): Refusal | undefined {
  return to.startsWith('+1') && /[a-z]/i.test(from) ? unreachable : undefined;
}

/** How a message ends. */
export interface Ending {
  readonly status: 'delivered' | 'undelivered' | 'failed';
  readonly errorCode: number | null;
}

/** Numbers to which a text is taken but does not arrive: our own, beside those of Verify. */
const endings: ReadonlyMap<string, Ending> = new Map([
  ['+12015550120', { status: 'undelivered', errorCode: 30006 }],
  ['+12015550121', { status: 'failed', errorCode: 30450 }],
  ['+12015550124', { status: 'undelivered', errorCode: 30003 }],
  ['+12015550125', { status: 'undelivered', errorCode: 30007 }],
]);

/** What becomes of a message when nobody interferes. */
export function endingOf({ input }: Message): Ending {
  const ending = endings.get(input.to);
  const isSpared = ending?.errorCode === 30450 && !input.riskCheck;
  return ending && !isSpared ? ending : { status: 'delivered', errorCode: null };
}
