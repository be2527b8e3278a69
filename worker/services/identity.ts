import { errors, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import type { Claim } from '../objects/claim.ts';
import { isStrictBase64url, randomText, sha256 } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import type { IdentitySettings } from '../platform/settings.ts';
import { longestStreamId, toStreamId } from '../vendors/stream/user-id.ts';
import { reservedPrefixes, type Profile } from './profile.ts';
import type { SiteKeys } from './site-keys.ts';

/** Characters of a token: nothing honest is longer. */
const LONGEST_TOKEN = 16_384;
/** Clocks of two servers may differ by so many seconds. */
const SKEW = 60;
/** An identity token is proof of a moment, not a credential to keep. Seconds. */
const LONGEST_LIFE = 3600;

const webUrl = z.lazy(() => z.url({ protocol: /^https?$/ }).check(z.maxLength(2048)));

/** An id that the site gives its user. */
export const siteUserId = z.string().check(
  z.minLength(1),
  z.maxLength(128),
  // A control character or half a character in an id is never meant.
  z.regex(/^[^\p{Cc}\p{Cs}]+$/u),
  // No escape saves a dot segment: in a vendor's URL it would lead to another resource.
  z.regex(/^(?!\.{1,2}$)/),
  z.refine((id) => toStreamId(id).length <= longestStreamId),
);

/** Whether an id is one that Belfry gives itself. */
export const isReserved = (id: string): boolean =>
  Object.values(reservedPrefixes).some((prefix) => id.toLowerCase().startsWith(prefix));

const claimsSchema = z.lazy(() =>
  z.object({
    sub: siteUserId,
    exp: z.number(),
    iat: z.optional(z.number()),
    jti: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
    name: z.catch(z.optional(z.string().check(z.minLength(1), z.maxLength(128))), undefined),
    email: z.catch(z.optional(z.email().check(z.maxLength(254))), undefined),
    image: z.catch(z.optional(webUrl), undefined),
  }),
);

interface Ports {
  readonly settings: IdentitySettings;
  readonly keys: SiteKeys;
  readonly claims: DurableObjectNamespace<Claim>;
}

/**
 * Tells from an identity token who the site's backend says the visitor is: a JWT that is signed by a secret the site
 * shares (HS256, named by `kid`) or by a key it publishes (RS256, ES256, EdDSA). `sub` is the site's user id; `name`,
 * `email`, `image` are passed on when they are well formed. A token with `jti` is good once.
 */
export class Identities {
  readonly #settings: IdentitySettings;
  readonly #claims: DurableObjectNamespace<Claim>;
  readonly #keys: SiteKeys;

  constructor({ settings, keys, claims }: Ports) {
    this.#settings = settings;
    this.#claims = claims;
    this.#keys = keys;
  }

  /**
   * @param now ms
   * @throws {ProblemError} identity_invalid, identity_expired, identity_used, identity_unavailable
   */
  async verify(token: string, now: number): Promise<Profile> {
    if (token.length > LONGEST_TOKEN) throw invalid('It is longer than 16 kB.');
    if (!isStrictBase64url(token)) throw invalid('It is not a JWT.');
    const claims = claimsSchema.safeParse(await this.#read(token, now));
    if (!claims.success) throw invalid('Its claims are missing or malformed: sub and exp are required.');
    const { sub, exp, iat, jti, name, email, image } = claims.data;
    const seconds = now / 1000;
    if (exp > seconds + LONGEST_LIFE + SKEW || (iat !== undefined && exp - iat > LONGEST_LIFE)) {
      throw invalid('It lives longer than one hour.');
    }
    if (iat !== undefined && iat > seconds + SKEW) throw invalid('It was issued in the future.');
    if (isReserved(sub)) throw invalid('Its sub begins with a reserved prefix.');
    if (jti !== undefined) await this.#spend(jti, (exp + SKEW) * 1000);
    return {
      id: sub,
      kind: 'site',
      ...(name !== undefined && { name }),
      ...(email !== undefined && { email }),
      ...(image !== undefined && { image }),
    };
  }

  async #read(token: string, now: number): Promise<unknown> {
    const { issuer, audience } = this.#settings;
    const { algorithms, find, typ } = this.#keys.for(token);
    // Whoever holds an e-mail holds its link: that must not sign anybody in.
    if (typ !== undefined && typ.toLowerCase() !== 'jwt') throw invalid('Its typ is another one than JWT.');
    try {
      const { payload } = await jwtVerify(token, find, {
        algorithms,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: SKEW,
        currentDate: new Date(now),
        ...(issuer !== undefined && { issuer }),
        ...(audience !== undefined && { audience }),
      });
      return payload;
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (error instanceof errors.JWTExpired)
        throw new ProblemError('identity_expired', 'Ask the site for a new one.');
      if (error instanceof errors.JWTClaimValidationFailed && ['iss', 'aud'].includes(error.claim))
        throw invalid(`Its ${error.claim} is not the one that the settings name.`);
      throw invalid('It was not signed as the site signs, or is not valid now.');
    }
  }

  /** Whoever saw the token on its way has nothing of it. @param until ms: when it ends by itself */
  async #spend(jti: string, until: number): Promise<void> {
    const mine = randomText(16);
    const held = await this.#claims.getByName(`once ${await sha256(jti)}`).claim(mine, until);
    if (held !== mine) throw new ProblemError('identity_used', 'Ask the site for a new one.');
  }
}

const invalid = (detail: string): ProblemError => new ProblemError('identity_invalid', detail);
