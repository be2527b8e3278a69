import { base64url, hmac, hmacKey } from '../platform/crypto.ts';
import type { SecretKey } from '../platform/settings.ts';

/** What a refresh token holds: the session it renews, and the secret the session knows by its hash. */
export interface RefreshToken {
  readonly sessionId: string;
  readonly secret: string;
}

/**
 * Writes refresh tokens as `session.secret.tag`. The tag, a keyed hash, keeps invented tokens away from the sessions:
 * a guess never wakes or makes an object.
 */
export class RefreshTokens {
  readonly #keys: readonly Promise<CryptoKey>[];

  constructor(keys: readonly SecretKey[]) {
    this.#keys = keys.map(({ secret }) => hmacKey(`refresh:${secret}`));
  }

  async write({ sessionId, secret }: RefreshToken): Promise<string> {
    return `${sessionId}.${secret}.${await this.#tag(0, `${sessionId}.${secret}`)}`;
  }

  /** Undefined when the token was not written here. */
  async read(token: string): Promise<RefreshToken | undefined> {
    const [sessionId, secret, tag, ...rest] = token.split('.');
    if (!sessionId || !secret || !tag || rest.length > 0) return undefined;
    for (let index = 0; index < this.#keys.length; index += 1) {
      // Both sides are hashes of a key nobody outside holds: how many characters agree tells a guesser nothing useful,
      // yet a comparison in constant time costs as little.
      if (equal(tag, await this.#tag(index, `${sessionId}.${secret}`))) return { sessionId, secret };
    }
    return undefined;
  }

  async #tag(index: number, text: string): Promise<string> {
    const key = this.#keys[index];
    if (!key) throw new Error('There is no session key.');
    return base64url((await hmac(await key, text)).subarray(0, 16));
  }
}

function equal(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
