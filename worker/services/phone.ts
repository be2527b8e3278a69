import { parsePhoneNumberFromString, type NumberType } from 'libphonenumber-js/max';
import type { PhoneChannel } from '../objects/verification.ts';
import { hex, hmac, hmacKey } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { reservedPrefixes } from './profile.ts';

export interface Phone {
  readonly e164: string;
  readonly type: NumberType;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Types that cost the caller, pay the callee, or belong to nobody in particular: what toll fraud lives on. */
const refusedTypes: ReadonlySet<NumberType> = new Set<NumberType>([
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]);

/**
 * Reads a number with its country code and checks it against the site's policy.
 * @throws {ProblemError} phone_invalid, phone_not_supported
 */
export function readPhone(input: string, countries: readonly string[]): Phone {
  const number = parsePhoneNumberFromString(input, { extract: false });
  if (!number?.isValid() || number.ext !== undefined) {
    throw new ProblemError(
      'phone_invalid',
      'Give the whole number with its country code, such as +1 201 555 0123.',
    );
  }
  const type = number.getType();
  if (number.country === undefined || !countries.includes(number.country) || refusedTypes.has(type)) {
    throw notSupported();
  }
  return { e164: number.number, type, country: number.country };
}

/** The one refusal of a number that could be written so, whatever is against it. */
export const notSupported = (): ProblemError =>
  new ProblemError('phone_not_supported', 'Numbers of this country or kind are not served.');

/** @throws {ProblemError} channel_not_supported, phone_not_supported */
export function checkChannel(
  channel: string,
  type: NumberType,
  policy: SitePolicy['verification'],
): asserts channel is PhoneChannel {
  if (!policy.channels.some((allowed) => allowed === channel)) {
    throw new ProblemError('channel_not_supported', `The site offers ${policy.channels.join(', ')}.`);
  }
  if (type === 'FIXED_LINE' && channel !== 'call') {
    throw new ProblemError('phone_not_supported', 'A landline takes a call, no text.');
  }
}

/** A number as its owner recognises it and nobody else learns it: country code and the last two digits. */
export function maskPhone(e164: string): string {
  const code = parsePhoneNumberFromString(e164)?.countryCallingCode ?? '';
  const national = e164.slice(1 + code.length);
  return `+${code} ${'•'.repeat(Math.max(national.length - 2, 0))}${national.slice(-2)}`;
}

/** Keyed hashes of phone numbers: the same number is always the same, and no hash tells a number. */
export class PhoneHasher {
  readonly #key: Promise<CryptoKey>;

  constructor(pepper: string) {
    this.#key = hmacKey(pepper);
  }

  /** The user id of who proved this phone. */
  async userId(e164: string): Promise<string> {
    return `${reservedPrefixes.phone}${await this.#hash('user', e164)}`;
  }

  /** The name of the object of a range: of ten thousand numbers that follow each other. */
  prefixKey(e164: string): Promise<string> {
    return this.#hash('prefix', e164.slice(0, -4));
  }

  /** The name of a limit's object. */
  limitKey(e164: string): Promise<string> {
    return this.#hash('limit', e164);
  }

  async #hash(purpose: string, e164: string): Promise<string> {
    return hex((await hmac(await this.#key, `${purpose} ${e164}`)).subarray(0, 20));
  }
}
