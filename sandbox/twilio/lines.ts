import { parsePhoneNumberFromString, type NumberType, type PhoneNumber } from 'libphonenumber-js/max';

/** Kinds of lines, as Lookup names them: https://www.twilio.com/docs/lookup/v2-api/line-type-intelligence. */
export type LineType =
  | 'landline'
  | 'mobile'
  | 'nonFixedVoip'
  | 'personal'
  | 'tollFree'
  | 'premium'
  | 'sharedCost'
  | 'uan'
  | 'voicemail'
  | 'pager';

/** What is known of a line. */
export interface Line {
  /** ISO 3166-1, two letters; null for a code of no country. */
  readonly country: string | null;
  readonly type: LineType;
  readonly carrier: string | null;
  /** Of the mobile network; null for other lines. */
  readonly mobileCountryCode: string | null;
  readonly mobileNetworkCode: string | null;
}

/** A landline among the numbers of which the plan says nothing: North America's. */
const magicLandline = '+12015550120';

const types: Readonly<Record<NonNullable<NumberType>, LineType>> = {
  FIXED_LINE: 'landline',
  FIXED_LINE_OR_MOBILE: 'mobile',
  MOBILE: 'mobile',
  PAGER: 'pager',
  PERSONAL_NUMBER: 'personal',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'sharedCost',
  TOLL_FREE: 'tollFree',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
  VOIP: 'nonFixedVoip',
};

/** A mobile network of each country that tests are likely to use; of others the codes are unknown. */
const networks: Readonly<Record<string, readonly [country: string, network: string]>> = {
  AT: ['232', '001'],
  AU: ['505', '001'],
  BR: ['724', '005'],
  CA: ['302', '720'],
  CH: ['228', '001'],
  DE: ['262', '001'],
  ES: ['214', '007'],
  FR: ['208', '001'],
  GB: ['234', '030'],
  IN: ['404', '010'],
  IT: ['222', '010'],
  JP: ['440', '010'],
  MX: ['334', '020'],
  NL: ['204', '008'],
  US: ['310', '260'],
};

/** What was parsed last: one request asks for the same number several times, and parsing is most of its work. */
const recent = new Map<string, PhoneNumber | undefined>();

/** A number in its parts; undefined for what no country could have. */
export function parsePhone(number: string): PhoneNumber | undefined {
  if (!recent.has(number)) {
    if (recent.size >= 100) recent.clear();
    recent.set(number, parsePhoneNumberFromString(number));
  }
  return recent.get(number);
}

/** The country of a number, two letters; null when there is none. */
export function countryOf(number: string): string | null {
  return parsePhone(number)?.country ?? null;
}

/** What a carrier lookup would tell of a number in E.164. */
export function lookUpLine(number: string): Line {
  const parsed = parsePhone(number);
  const country = parsed?.country ?? null;
  const kind = parsed?.getType();
  const type = number === magicLandline ? 'landline' : kind ? types[kind] : 'mobile';
  const network = type === 'mobile' && country !== null ? networks[country] : undefined;
  return {
    country,
    type,
    carrier: country === null ? null : `Sandbox ${type === 'mobile' ? 'Mobile' : 'Telecom'} ${country}`,
    mobileCountryCode: network?.[0] ?? null,
    mobileNetworkCode: network?.[1] ?? null,
  };
}
