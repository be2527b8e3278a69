import { errors, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { preferencesQuerySchema } from '../contract/preferences.ts';
import { isStrictBase64url } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import { isReserved, siteUserId } from './identity.ts';
import type { SiteKeys } from './site-keys.ts';

/** Explicit typing keeps a link and an identity token, which have the same keys, apart (RFC 8725 §3.11). */
export const LINK_TYPE = 'belfry-preferences+jwt';
const LONGEST_TOKEN = 4096;
/** Clocks of two servers may differ by so many seconds. */
const SKEW = 60;
/** An e-mail is kept for long, but not for ever. Seconds. */
const LONGEST_LIFE = 400 * 86_400;

const claimsSchema = z.lazy(() =>
  z.object({
    sub: siteUserId.check(z.refine((id) => !isReserved(id))),
    exp: z.number(),
    tenant: preferencesQuerySchema.shape.tenant,
    row: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(256))),
    channel: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(64))),
  }),
);

/** Whose preferences a link opens, and what its one click switches off. */
export interface PreferenceLink {
  readonly userId: string;
  readonly tenant: string | undefined;
  /** Without a row: all that may be switched off. */
  readonly row: string | undefined;
  readonly channel: string;
  /** ms */
  readonly expiresAt: number;
}

/**
 * The links of e-mail footers. The site's backend signs them itself, with an identity key, so that a thousand e-mails
 * need no call: a JWT with `typ` "belfry-preferences+jwt" of `sub`, `exp`, and optionally `tenant`, `row`
 * and `channel` (else `email`). Good until it ends, as often as it is used: what it does, it does again to no effect.
 */
export class PreferenceLinks {
  readonly #keys: SiteKeys;

  constructor(keys: SiteKeys) {
    this.#keys = keys;
  }

  /**
   * @param now ms
   * @throws {ProblemError} link_invalid, link_expired, identity_unavailable
   */
  async verify(token: string, now: number): Promise<PreferenceLink> {
    if (token.length > LONGEST_TOKEN || !isStrictBase64url(token)) throw invalid();
    const { sub, exp, tenant, row, channel = 'email' } = await this.#read(token, now);
    if (exp > now / 1000 + LONGEST_LIFE + SKEW) throw invalid();
    return { userId: sub, tenant, row, channel, expiresAt: exp * 1000 };
  }

  async #read(token: string, now: number): Promise<z.infer<typeof claimsSchema>> {
    try {
      const { algorithms, find } = this.#keys.for(token);
      const { payload } = await jwtVerify(token, find, {
        algorithms,
        typ: LINK_TYPE,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: SKEW,
        currentDate: new Date(now),
      });
      return claimsSchema.parse(payload);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'identity_unavailable') throw error;
      if (error instanceof errors.JWTExpired) throw new ProblemError('link_expired', 'Ask for a newer one.');
      throw invalid();
    }
  }
}

const invalid = (): ProblemError =>
  new ProblemError('link_invalid', 'It was not signed as the site signs links, or was changed on its way.');
