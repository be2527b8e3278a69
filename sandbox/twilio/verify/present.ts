import { lookUpLine } from '../lines.ts';
import { isEmail } from '../phone.ts';
import { isoSeconds } from '../time.ts';
import type { Channel, Verification } from './verification.ts';

/** Attempts name their channel in other letters than the rest of the API does. */
const attemptChannels: Record<Channel, string> = {
  sms: 'SMS',
  call: 'CALL',
  whatsapp: 'whatsapp',
  email: 'EMAIL',
};

interface Owner {
  accountSid: string;
  serviceSid: string;
  /** The service's own address. */
  serviceUrl: string;
  /** Whether the service looks up the line. */
  withLookup: boolean;
}

/** The Verification resource with all fifteen fields. */
export function presentVerification(verification: Verification, owner: Owner) {
  return {
    ...presentCommon(verification, owner),
    lookup: owner.withLookup && !isEmail(verification.to) ? { carrier: carrierOf(verification.to) } : {},
    send_code_attempts: verification.sends.map((attempt) => ({
      time: isoSeconds(attempt.at),
      channel: attemptChannels[attempt.channel],
      attempt_sid: attempt.sid,
    })),
    sna: null,
    url: `${owner.serviceUrl}/Verifications/${verification.sid}`,
  };
}

/** The VerificationCheck resource with all twelve fields. */
export function presentCheck(verification: Verification, owner: Owner) {
  return { ...presentCommon(verification, owner), sna_attempts_error_codes: [] };
}

function presentCommon(verification: Verification, owner: Owner) {
  return {
    sid: verification.sid,
    service_sid: owner.serviceSid,
    account_sid: owner.accountSid,
    to: verification.to,
    channel: verification.sends.at(-1)?.channel,
    status: verification.status,
    valid: verification.status === 'approved',
    amount: verification.payment?.amount ?? null,
    payee: verification.payment?.payee ?? null,
    date_created: isoSeconds(verification.createdAt),
    date_updated: isoSeconds(verification.updatedAt),
  };
}

/** Verify knows three kinds of lines; what is neither landline nor VoIP counts as mobile. */
function carrierOf(number: string) {
  const line = lookUpLine(number);
  const types = { landline: 'landline', nonFixedVoip: 'voip' } as const;
  return {
    mobile_country_code: line.mobileCountryCode,
    type: line.type === 'landline' || line.type === 'nonFixedVoip' ? types[line.type] : 'mobile',
    error_code: null,
    mobile_network_code: line.mobileNetworkCode,
    name: line.carrier,
  };
}
