import { Collection } from '../collection.ts';
import { lookUpLine } from '../lines.ts';
import { newSid } from '../sid.ts';
import { isoSeconds } from '../time.ts';
import { lifetime, type Attempt, type Channel, type Verification } from './verification.ts';

/** US dollars for one send. */
const prices: Readonly<Record<Channel, string>> = {
  sms: '0.0083',
  call: '0.014',
  whatsapp: '0.005',
  email: '0.0',
};

/** Every send of a code in the account, whatever became of its verification. */
export class Attempts {
  readonly all = new Collection<Attempt>();

  add(verification: Verification, channel: Channel, locale: string, now: number): Attempt {
    return this.all.add({
      sid: newSid('VL'),
      verification,
      channel,
      locale,
      at: now,
      updatedAt: now,
      isConverted: false,
    });
  }

  /** The code came back: the last send of it has done its work. */
  convert(verification: Verification, now: number): void {
    const last = verification.sends.at(-1);
    if (!last) return;
    last.isConverted = true;
    last.updatedAt = now;
  }

  reset(): void {
    this.all.clear();
  }
}

/** The VerificationAttempt resource with its eleven fields. `now` in ms. */
export function presentAttempt(attempt: Attempt, accountSid: string, origin: string, now: number) {
  const { verification } = attempt;
  return {
    sid: attempt.sid,
    account_sid: accountSid,
    service_sid: verification.serviceSid,
    verification_sid: verification.sid,
    date_created: isoSeconds(attempt.at),
    date_updated: isoSeconds(attempt.updatedAt),
    conversion_status: attempt.isConverted ? 'converted' : 'unconverted',
    channel: attempt.channel,
    price: { value: prices[attempt.channel], currency: 'usd' },
    channel_data: channelData(attempt, now),
    url: `${origin}/v2/Attempts/${attempt.sid}`,
  };
}

/** A call has a `call_status` where the others have a `message_status`; an address has neither country nor carrier. */
function channelData({ verification, channel, isConverted, locale }: Attempt, now: number) {
  const line = channel === 'email' ? undefined : lookUpLine(verification.to);
  const isLost = channel === 'sms' && line?.type === 'landline';
  const isOver = now >= verification.createdAt + lifetime;
  return {
    verification_sid: verification.sid,
    to: verification.to,
    status: isConverted ? 'confirmed' : isOver ? 'expired' : 'unconfirmed',
    ...(channel === 'call'
      ? { call_status: 'completed' }
      : { message_status: isLost ? 'undelivered' : 'delivered' }),
    error_code: isLost ? '30006' : null,
    country: line?.country ?? null,
    code_length: verification.code.length,
    locale,
    mcc: line?.mobileCountryCode ?? null,
    mnc: line?.mobileNetworkCode ?? null,
    carrier: line?.carrier ?? null,
  };
}
