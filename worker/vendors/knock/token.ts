import { importPKCS8, SignJWT, type CryptoKey } from 'jose';

const API = 'https://api.knock.app/v1';

/**
 * Knock's user tokens (RS256, no `kid`, no audience). `explicit_grants` limits a token to what it names: the feed for
 * reading and marking, preferences for reading. Without it the token could write preferences straight at Knock, and
 * a locked row would be locked in looks alone.
 */
export class KnockSigner {
  readonly #key: Promise<CryptoKey>;

  constructor(signingKey: string) {
    this.#key = importPKCS8(signingKey, 'RS256');
    // A bad key is reported where a token is signed; until then it must not count as unhandled.
    this.#key.catch(() => undefined);
  }

  /** `exp` and `iat` in s. */
  async user(id: string, exp: number, iat: number): Promise<string> {
    return new SignJWT({
      explicit_grants: true,
      grants: {
        [`${API}/users/${id}`]: {
          'user/read': [{}],
          'user/feed_read': [{}],
          'user/feed_write': [{}],
          'preferences/read': [{}],
        },
      },
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setSubject(id)
      .setIssuedAt(iat)
      .setExpirationTime(exp)
      .sign(await this.#key);
  }
}
