import { TwilioError, invalidParameter } from '../errors.ts';
import { isEmail, isPhone } from '../phone.ts';
import { isSid } from '../sid.ts';
import { channels, type Channel } from './verification.ts';

/** @throws TwilioError 60200 */
export function readStart(form: URLSearchParams): {
  to: string;
  channel: Channel;
  customFriendlyName?: string;
} {
  const to = form.get('To') ?? '';
  const toEmail = isEmail(to);
  if (!toEmail && !isPhone(to)) throw invalidParameter('To');
  const channel = readChannel(form);
  if (toEmail !== (channel === 'email')) throw invalidParameter('To');
  if (form.has('CustomCode')) {
    throw new TwilioError(403, 60204, 'Custom code not enabled for this service');
  }
  const customFriendlyName = form.get('CustomFriendlyName');
  if (customFriendlyName === null) return { to, channel };
  // A name with many digits could be read as the code.
  if ((customFriendlyName.match(/\d/g) ?? []).length >= 5) throw invalidParameter('CustomFriendlyName');
  return { to, channel, customFriendlyName };
}

function readChannel(form: URLSearchParams): Channel {
  const given = form.get('Channel');
  const channel = channels.find((known) => known === given);
  if (channel) return channel;
  // Known to Twilio, but not switched on for this service; `auto` needs Fraud Guard and is simply invalid without.
  if (given === 'sna') throw new TwilioError(403, 60223, 'Delivery channel disabled: sna');
  throw invalidParameter('Channel');
}

/** @throws TwilioError 60200 */
export function readCheck(form: URLSearchParams): { key: string; code: string } {
  const sid = form.get('VerificationSid');
  const to = form.get('To');
  if (sid === null && to === null) throw invalidParameter('To');
  if (sid !== null && !isSid(sid, 'VE')) throw invalidParameter('VerificationSid');
  if (sid === null && !isPhone(to ?? '') && !isEmail(to ?? '')) throw invalidParameter('To');
  const code = form.get('Code') ?? '';
  if (!/^\d{4,10}$/.test(code)) throw invalidParameter('Code');
  return { key: sid ?? to ?? '', code };
}

/** @throws TwilioError 60200 */
export function readStatus(form: URLSearchParams): 'approved' | 'canceled' {
  const status = form.get('Status');
  if (status !== 'approved' && status !== 'canceled') throw invalidParameter('Status');
  return status;
}
