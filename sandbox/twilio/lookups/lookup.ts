import {
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
} from 'libphonenumber-js/max';
import { lookUpLine } from '../lines.ts';

/** The data packages of Lookup v2, by the field that each fills. */
export const packages = [
  'caller_name',
  'sim_swap',
  'call_forwarding',
  'line_status',
  'line_type_intelligence',
  'identity_match',
  'reassigned_number',
  'sms_pumping_risk',
  'phone_number_quality_score',
  'pre_fill',
] as const;
export type Package = (typeof packages)[number];

/** A package that the account has not bought: https://www.twilio.com/docs/api/errors/60606. */
const notEnabled = 60606;

/** When Fraud Guard blocked a number, in ms; null when it never did. */
export type BlockedAt = (number: string) => number | null;

/** What a number is, by the numbering plan alone. */
export function describeNumber(text: string, country: CountryCode) {
  const problem = validatePhoneNumberLength(text, country);
  const parsed = problem === undefined ? parsePhoneNumberFromString(text, country) : undefined;
  if (parsed?.isValid()) {
    return {
      calling_country_code: String(parsed.countryCallingCode),
      country_code: parsed.country ?? null,
      phone_number: String(parsed.number),
      national_format: parsed.formatNational(),
      valid: true,
      validation_errors: null,
    };
  }
  const error = problem === 'INVALID_COUNTRY' ? 'INVALID_COUNTRY_CODE' : (problem ?? 'INVALID_BUT_POSSIBLE');
  return {
    calling_country_code: null,
    country_code: null,
    phone_number: text,
    national_format: null,
    valid: false,
    validation_errors: [error],
  };
}

/** The packages of a valid number that were asked for; the others are null. */
export function describePackages(number: string, asked: readonly Package[], blockedAt: BlockedAt) {
  return Object.fromEntries(
    packages.map((name) => [name, asked.includes(name) ? describe(name, number, blockedAt) : null]),
  );
}

function describe(name: Package, number: string, blockedAt: BlockedAt): unknown {
  if (name === 'line_type_intelligence') {
    const line = lookUpLine(number);
    return {
      error_code: null,
      mobile_country_code: line.mobileCountryCode,
      mobile_network_code: line.mobileNetworkCode,
      carrier_name: line.carrier,
      type: line.type,
    };
  }
  if (name === 'sms_pumping_risk') {
    const at = blockedAt(number);
    return {
      carrier_risk_category: at === null ? 'low' : 'high',
      number_blocked: at !== null,
      number_blocked_date: at === null ? null : new Date(at).toISOString(),
      number_blocked_last_3_months: at !== null,
      sms_pumping_risk_score: at === null ? 0 : 100,
      error_code: null,
    };
  }
  return { error_code: notEnabled };
}
