import type { NumberType } from 'libphonenumber-js/max';
import type { Channel } from '../objects/verification.ts';
import { hex, hmac, hmacKey } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { maskEmail, readEmail } from './email.ts';
import { maskPhone, readPhone } from './phone.ts';
import { reservedPrefixes } from './profile.ts';

/** Who a code goes to. `address` is E.164, or an e-mail address in its one writing. */
export type Recipient =
  | {
      readonly kind: 'phone';
      readonly address: string;
      readonly type: NumberType;
      /** ISO 3166-1 alpha-2. */
      readonly country: string;
    }
  | { readonly kind: 'email'; readonly address: string };

/**
 * Reads what a channel sends to, against the site's policy.
 * @param country of a number that does not say its own
 * @throws {ProblemError} channel_not_supported, email_invalid, phone_invalid, phone_not_supported
 */
export function readRecipient(
  to: string,
  channel: string,
  policy: SitePolicy['verification'],
  country?: string,
): Recipient {
  checkChannel(channel, policy.channels);
  return channel === 'email'
    ? { kind: 'email', address: readEmail(to) }
    : { kind: 'phone', ...readPhone(to, policy.countries, country) };
}

/** @throws {ProblemError} channel_not_supported */
export function checkChannel(channel: string, channels: readonly Channel[]): asserts channel is Channel {
  if (!channels.some((offered) => offered === channel)) {
    throw new ProblemError('channel_not_supported', `The site offers ${channels.join(', ')}.`);
  }
}

/** Whether an address is one that the channel sends to. */
export const isReached = (address: string, channel: Channel): boolean =>
  address.includes('@') === (channel === 'email');

export const maskAddress = (address: string): string =>
  address.includes('@') ? maskEmail(address) : maskPhone(address);

/** Keyed hashes of phone numbers, e-mail and network addresses: the same one is always the same, and no hash tells whose. */
export class AddressHasher {
  readonly #key: Promise<CryptoKey>;

  constructor(pepper: string) {
    this.#key = hmacKey(pepper);
  }

  /** The user id of who proved this address. */
  async userId(address: string): Promise<string> {
    const prefix = address.includes('@') ? reservedPrefixes.email : reservedPrefixes.phone;
    return `${prefix}${await this.#hash('user', address)}`;
  }

  /** The name of the object of a range: of ten thousand numbers that follow each other. */
  prefixKey(e164: string): Promise<string> {
    return this.#hash('prefix', e164.slice(0, -4));
  }

  /** The name of a limit's object. All of `ann+…@` is one inbox: tags are no way to fill it. */
  limitKey(address: string): Promise<string> {
    return this.#hash('limit', address.replace(/\+[^@]*@/, '@'));
  }

  /** The name of the object that counts for a network. */
  networkKey(network: string): Promise<string> {
    return this.#hash('network', network);
  }

  /** The name of the object that holds what is on its way to it: 40 hex digits. */
  verificationKey(address: string): Promise<string> {
    return this.#hash('verification', address);
  }

  async #hash(purpose: string, address: string): Promise<string> {
    return hex((await hmac(await this.#key, `${purpose} ${address}`)).subarray(0, 20));
  }
}
