import { decodeProtectedHeader, type JWTVerifyGetKey, type ProtectedHeaderParameters } from 'jose';
import { utf8 } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import type { IdentitySettings } from '../platform/settings.ts';
import { PublishedKeys } from './published-keys.ts';

/** The keys by which the site signs: secrets that it shares (HS256) and keys that it publishes (RS256, ES256, EdDSA). */
export class SiteKeys {
  readonly #secrets: IdentitySettings['keys'];
  readonly #published: PublishedKeys | undefined;

  constructor({ keys, jwksUrl }: IdentitySettings) {
    this.#secrets = keys;
    this.#published = jwksUrl === undefined ? undefined : new PublishedKeys(jwksUrl);
  }

  /**
   * How to verify a token. A shared secret signs by HS256 alone and a published key never does: neither is ever taken
   * for the other.
   * @throws {ProblemError} identity_invalid
   */
  for(token: string): { algorithms: string[]; find: JWTVerifyGetKey; typ: string | undefined } {
    let header: ProtectedHeaderParameters;
    try {
      header = decodeProtectedHeader(token);
    } catch {
      throw invalid('It is not a JWT.');
    }
    const typ = header.typ === undefined ? undefined : String(header.typ);
    if (header.alg !== 'HS256' && this.#published)
      return { algorithms: ['RS256', 'ES256', 'EdDSA'], find: this.#published.find, typ };
    const key = this.#secrets.find(({ kid }) => kid === header.kid);
    if (!key) throw invalid('Its kid names none of the identity keys.');
    return { algorithms: ['HS256'], find: () => utf8(key.secret), typ };
  }
}

const invalid = (detail: string): ProblemError => new ProblemError('identity_invalid', detail);
