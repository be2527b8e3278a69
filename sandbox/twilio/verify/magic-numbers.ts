import { TwilioError } from '../errors.ts';
import type { Channel } from './verification.ts';

interface Refusal {
  /** The channels that are refused; the others deliver as usual. */
  channels: readonly Channel[];
  status: number;
  code: number;
  message: string;
}

/**
 * Numbers that provoke what no seeded account would meet: a landline, a blocked prefix, a country that is switched
 * off, a number that has had too many codes. Every other error is one `POST /faults` away.
 */
const refusals: ReadonlyMap<string, Refusal> = new Map([
  [
    '+12015550120',
    { channels: ['sms'], status: 403, code: 60205, message: 'SMS is not supported by landline phone number' },
  ],
  [
    '+12015550121',
    {
      channels: ['sms'],
      status: 403,
      code: 60410,
      message:
        'The destination phone number has been temporarily blocked by Twilio due to fraudulent activities',
    },
  ],
  [
    '+12015550122',
    {
      channels: ['sms', 'call', 'whatsapp'],
      status: 403,
      code: 60605,
      message: 'The destination phone number is blocked by the Geo-Permissions of the service',
    },
  ],
  [
    '+12015550123',
    {
      channels: ['sms', 'call', 'whatsapp'],
      status: 429,
      code: 60203,
      message: 'Max send attempts reached',
    },
  ],
]);

/** @throws TwilioError for a magic number on a channel that it is refused on. */
export function refuseMagicNumber(to: string, channel: Channel): void {
  const refusal = refusals.get(to);
  if (refusal?.channels.includes(channel))
    throw new TwilioError(refusal.status, refusal.code, refusal.message);
}
