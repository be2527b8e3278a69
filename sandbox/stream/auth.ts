import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../platform/clock.ts';
import { SeenTokens } from '../platform/seen-tokens.ts';
import { StreamError, authError } from './errors.ts';

const headerSchema = z.object({ alg: z.literal('HS256') });
const payloadSchema = z.object({
  user_id: z.string().optional(),
  server: z.boolean().optional(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
});

export type Identity = { readonly server: true } | { readonly server: false; readonly userId: string };

/** Checks keys and tokens: JWS HS256 with the app's secret, `exp`, `nbf` and `iat` by the sandbox's clock. */
export class Auth {
  readonly #apiKey: string;
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #seen = new SeenTokens();

  constructor(credentials: { apiKey: string; apiSecret: string }, clock: Clock) {
    this.#apiKey = credentials.apiKey;
    this.#secret = credentials.apiSecret;
    this.#clock = clock;
  }

  /** @throws StreamError 2 */
  checkKey(key: string | null): void {
    if (key === this.#apiKey) return;
    throw new StreamError(2, 401, key ? 'api_key not valid' : 'api_key not found');
  }

  /**
   * Who a token stands for.
   * @throws StreamError 5 (missing or broken), 40 (expired), 41 (not yet valid), 42 (issued later), 43 (signature)
   */
  identify(token: string | null, authType: string | null): Identity {
    if (authType !== 'jwt') throw authError('stream-auth-type missing or invalid');
    if (!token || token === 'undefined') throw authError('Authorization header missing');
    const [header, payload, signature, rest] = token.split('.');
    if (!header || !payload || !signature || rest !== undefined)
      throw authError('JWTAuth error: malformed token');
    if (!headerSchema.safeParse(parsePart(header)).success) {
      throw authError('JWTAuth error: signing method is not supported');
    }
    this.#checkSignature(`${header}.${payload}`, signature);
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
    if (server) return { server: true };
    if (!userId) throw authError('JWTAuth error: user_id is missing in the token');
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

  #checkSignature(signed: string, signature: string): void {
    const expected = createHmac('sha256', this.#secret).update(signed).digest();
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
