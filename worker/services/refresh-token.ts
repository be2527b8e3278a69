import { base64url, hmac, hmacKey, utf8 } from '../platform/crypto.ts';
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

/** In constant time. */
function equal(a: string, b: string): boolean {
  const [left, right] = [utf8(a), utf8(b)];
  return left.length === right.length && crypto.subtle.timingSafeEqual(left, right);
}
