import { createPublicKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import * as z from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { SeenTokens } from '../../platform/seen-tokens.ts';
import type { SigningKey } from '../signing-key.ts';
import { KnockError } from '../errors.ts';
import { grantClaims, Grants } from './grants.ts';

/** Who a user token speaks for, and what it may do. */
export interface TokenHolder {
  readonly user: string;
  readonly grants: Grants;
}

const claimsSchema = z.object({ sub: z.string().min(1), ...grantClaims.shape });

/** Checks user tokens: RS256 by the environment's signing key, `exp` by the sandbox's clock. */
export class UserTokens {
  #key: ReturnType<typeof createPublicKey>;
  #clock: Clock;
  readonly #seen = new SeenTokens();

  constructor(signingKey: SigningKey, clock: Clock) {
    this.#key = createPublicKey(signingKey.publicKeyPem);
    this.#clock = clock;
  }

  /** Who the token speaks for; throws the vendor's 401 where it is forged, ended, or says nothing usable. */
  async verify(token: string): Promise<TokenHolder> {
    this.#seen.add(token);
    if (this.#seen.isExpired(token)) throw KnockError.userTokenInvalid();
    const claims = claimsSchema.safeParse(await this.#payload(token));
    if (!claims.success) throw KnockError.userTokenInvalid();
    return { user: claims.data.sub, grants: new Grants(claims.data.sub, claims.data) };
  }

  /** Every token seen so far counts as ended from now on. */
  expireSeen(): void {
    this.#seen.expireAll();
  }

  /** Forgets what was seen and what was ended by hand. */
  clear(): void {
    this.#seen.clear();
  }

  async #payload(token: string): Promise<unknown> {
    try {
      const currentDate = new Date(this.#clock.now());
      return (await jwtVerify(token, this.#key, { algorithms: ['RS256'], currentDate })).payload;
    } catch {
      throw KnockError.userTokenInvalid();
    }
  }
}
