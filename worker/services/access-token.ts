import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';
import { sessionKinds, type SessionUser } from '../contract/sessions.ts';
import { hmacKey, isStrictBase64url } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SecretKey } from '../platform/settings.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { LinkScope } from './profile.ts';

const ISSUER = 'belfry';
/** Explicit typing, so that no other token signed with the key passes (RFC 8725 §3.11). */
const TYPE = 'belfry+jwt';
/** Seconds. */
export const ACCESS_LIFE = 600;

const claimsSchema = z.lazy(() =>
  z.object({
    sub: z.string().check(z.minLength(1)),
    sid: z.string().check(z.minLength(1)),
    kind: z.enum(sessionKinds),
    org: z.string().check(z.minLength(1)),
    exp: z.number(),
    scope: z.optional(z.literal('preferences')),
    tenant: z.optional(z.string()),
  }),
);

/** What an access token says: who acts, in which session, on which origin. */
export interface Access {
  readonly userId: string;
  readonly sessionId: string;
  readonly kind: SessionUser['kind'];
  readonly origin: string;
  /** Set when the session may only read and write these preferences. */
  readonly link?: LinkScope;
}

/** Signs access tokens with the first session key, and verifies them with any. */
export class AccessTokens {
  /** Imported once: each request of a session verifies by one. */
  readonly #keys: readonly { kid: string; key: Promise<CryptoKey> }[];
  /** By the whole token: a page sends the same one with each of its requests. */
  readonly #verified = new BoundedCache<Access>();

  constructor(keys: readonly [SecretKey, ...SecretKey[]]) {
    this.#keys = keys.map(({ kid, secret }) => ({ kid, key: hmacKey(secret) }));
  }

  /** @param now ms */
  async issue(access: Access, now: number): Promise<{ token: string; expiresAt: number }> {
    const [signing] = this.#keys;
    if (!signing) throw new Error('There is no session key.');
    const iat = Math.floor(now / 1000);
    const token = await new SignJWT({
      sid: access.sessionId,
      kind: access.kind,
      org: access.origin,
      ...(access.link && { scope: 'preferences', ...access.link }),
    })
      .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid: signing.kid })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setSubject(access.userId)
      .setIssuedAt(iat)
      .setExpirationTime(iat + ACCESS_LIFE)
      .sign(await signing.key);
    return { token, expiresAt: (iat + ACCESS_LIFE) * 1000 };
  }

  /**
   * @param origin where the request comes from; a token is good on the origin it was issued for.
   * @throws {ProblemError} session_invalid, session_expired
   */
  async verify(token: string, origin: string, now: number): Promise<Access> {
    const access = this.#verified.get(token, now) ?? (await this.#read(token, now));
    if (access.origin !== origin) throw invalid();
    return access;
  }

  async #read(token: string, now: number): Promise<Access> {
    if (!isStrictBase64url(token)) throw invalid();
    try {
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          const known = this.#keys.find((candidate) => candidate.kid === kid);
          if (!known) throw new errors.JWKSNoMatchingKey();
          return known.key;
        },
        {
          algorithms: ['HS256'],
          typ: TYPE,
          issuer: ISSUER,
          audience: ISSUER,
          requiredClaims: ['exp', 'iat'],
          currentDate: new Date(now),
        },
      );
      const { sub, sid, kind, org, exp, scope, tenant } = claimsSchema.parse(payload);
      const link = scope && (tenant === undefined ? {} : { tenant });
      const access: Access = { userId: sub, sessionId: sid, kind, origin: org, ...(link && { link }) };
      this.#verified.set(token, access, exp * 1000);
      return access;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new ProblemError('session_expired', 'Renew the session.');
      throw invalid();
    }
  }
}

const invalid = (): ProblemError =>
  new ProblemError('session_invalid', 'It was not issued here, or not for this origin.');
