import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { SeenTokens } from '../../platform/seen-tokens.ts';
import { StreamError, authError } from '../errors.ts';

const headerSchema = z.object({ alg: z.literal('HS256') });
const payloadSchema = z.object({
  user_id: z.string().optional(),
  server: z.boolean().optional(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
});

export type Identity =
  | { readonly server: true }
  /** `anonymous`: nobody vouches for the id. */
  | { readonly server: false; readonly userId: string; readonly anonymous?: true };

/** What the app says of its tokens, asked at each call. */
export interface TokenPolicy {
  /** Whether tokens for development are taken, which nobody signed. */
  takesDevTokens(): boolean;
  /** Before when (ms) a user's tokens are revoked, if they are. */
  revokedBefore(userId: string): number | undefined;
}

/** Checks keys and tokens: JWS HS256 with the app's secret, `exp`, `nbf` and `iat` by the sandbox's clock. */
export class Auth {
  readonly #apiKey: string;
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #policy: TokenPolicy;
  readonly #seen = new SeenTokens();

  constructor(credentials: { apiKey: string; apiSecret: string }, clock: Clock, policy: TokenPolicy) {
    this.#apiKey = credentials.apiKey;
    this.#secret = credentials.apiSecret;
    this.#clock = clock;
    this.#policy = policy;
  }

  /** A token for a user, as a backend would sign it. */
  issue(userId: string): string {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ user_id: userId })}`;
    return `${signed}.${this.#sign(signed).toString('base64url')}`;
  }

  /** @throws StreamError 2 */
  checkKey(key: string | null): void {
    if (key === this.#apiKey) return;
    throw new StreamError(2, 401, key ? 'api_key not valid' : 'api_key not found');
  }

  /**
   * Who a token stands for.
   * @param claimedId whom somebody anonymous calls itself
   * @throws StreamError 5 (missing or broken), 40 (expired or revoked), 41 (not yet valid), 42 (issued later), 43 (signature)
   */
  identify(token: string | null, authType: string | null, claimedId: string | null): Identity {
    if (authType === 'anonymous') return { server: false, userId: claimedId ?? '', anonymous: true };
    if (authType !== 'jwt') throw authError('stream-auth-type missing or invalid');
    if (!token || token === 'undefined') throw authError('Authorization header missing');
    const [header, payload, signature, rest] = token.split('.');
    if (!header || !payload || !signature || rest !== undefined)
      throw authError('JWTAuth error: malformed token');
    if (!headerSchema.safeParse(parsePart(header)).success) {
      throw authError('JWTAuth error: signing method is not supported');
    }
    const isDev = signature === 'devtoken' && this.#policy.takesDevTokens();
    if (!isDev) this.#checkSignature(`${header}.${payload}`, signature);
    const claims = payloadSchema.safeParse(parsePart(payload));
    if (!claims.success) throw authError('JWTAuth error: malformed claims');
    const { exp, nbf, iat, server, user_id: userId } = claims.data;
    const now = this.#clock.seconds();
    if (this.#seen.isExpired(token) || (exp !== undefined && exp <= now)) {
      throw new StreamError(40, 401, 'JWTAuth error: token is expired');
    }
    if (nbf !== undefined && nbf > now) throw new StreamError(41, 401, 'JWTAuth error: token not valid yet');
    if (iat !== undefined && iat > now)
      throw new StreamError(42, 401, 'JWTAuth error: token used before issue at (iat)');
    if (server) {
      if (isDev) throw authError('JWTAuth error: a token for development is for users only');
      return { server: true };
    }
    if (!userId) throw authError('JWTAuth error: user_id is missing in the token');
    const revokedBefore = this.#policy.revokedBefore(userId);
    if (revokedBefore !== undefined && (iat === undefined || iat * 1000 < revokedBefore)) {
      throw new StreamError(40, 401, 'JWTAuth error: token has been revoked');
    }
    this.#seen.add(token);
    return { server: false, userId };
  }

  /** Every user token seen so far is expired from now on. A server token has no end at the vendor, and none here. */
  expireSeen(): void {
    this.#seen.expireAll();
  }

  reset(): void {
    this.#seen.clear();
  }

  #sign(signed: string): Buffer {
    return createHmac('sha256', this.#secret).update(signed).digest();
  }

  #checkSignature(signed: string, signature: string): void {
    const expected = this.#sign(signed);
    const given = Buffer.from(signature, 'base64url');
    if (given.length === expected.length && timingSafeEqual(given, expected)) return;
    throw new StreamError(43, 401, 'JWTAuth error: signature is not valid');
  }
}

function parsePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    throw authError('JWTAuth error: malformed token');
  }
}
