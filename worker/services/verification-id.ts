import { base64url, fromBase64url, hex, hmac, hmacKey, utf8 } from '../platform/crypto.ts';

/** What an id stands for. */
export interface VerificationRef {
  /** The name of the object: 40 hex digits. */
  readonly key: string;
  /** Which of the starts for this address, 24 characters of base64url. */
  readonly ticket: string;
}

/** Bytes. Their sum is a multiple of three: no letter of an id has bits that mean nothing. */
const NONCE = 12;
const KEY = 20;
const TICKET = 18;
const TAG = 16;

/**
 * The ids of verifications: sealed with AES-GCM (NIST SP 800-38D), so that nobody can make or change one, and two ids
 * for one phone have nothing in common. An id is sealed for its origin: on another site's page it is no id at all.
 */
export class VerificationIds {
  readonly #key: Promise<CryptoKey>;

  constructor(pepper: string) {
    this.#key = deriveKey(pepper);
  }

  /** A new ticket for an object, and the id that stands for both. */
  async issue(key: string, origin: string): Promise<{ id: string; ticket: string }> {
    const ticket = crypto.getRandomValues(new Uint8Array(TICKET));
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
    const plain = new Uint8Array([...fromHex(key), ...ticket]);
    const sealed = await crypto.subtle.encrypt(parameters(nonce, origin), await this.#key, plain);
    return {
      id: base64url(new Uint8Array([...nonce, ...new Uint8Array(sealed)])),
      ticket: base64url(ticket),
    };
  }

  /** @returns undefined for an id that was not issued here, or not for this origin */
  async read(id: string, origin: string): Promise<VerificationRef | undefined> {
    const bytes = fromBase64url(id);
    if (bytes?.length !== NONCE + KEY + TICKET + TAG) return undefined;
    try {
      const nonce = bytes.subarray(0, NONCE);
      const sealed = bytes.subarray(NONCE);
      const plain = new Uint8Array(
        await crypto.subtle.decrypt(parameters(nonce, origin), await this.#key, sealed),
      );
      return { key: hex(plain.subarray(0, KEY)), ticket: base64url(plain.subarray(KEY)) };
    } catch {
      return undefined;
    }
  }
}

const parameters = (iv: Uint8Array<ArrayBuffer>, origin: string): SubtleCryptoEncryptAlgorithm => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(origin),
});

/** A key of its own: nothing else is ever done with it. */
async function deriveKey(pepper: string): Promise<CryptoKey> {
  const bytes = new Uint8Array(await hmac(await hmacKey(pepper), 'key of verification ids'));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

const fromHex = (text: string): number[] => (text.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
