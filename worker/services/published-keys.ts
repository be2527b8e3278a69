import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  jwksCache,
  type ExportedJWKSCache,
  type JWTVerifyGetKey,
} from 'jose';
import { ProblemError } from '../platform/problem.ts';

/** Bytes: of a key set. */
const LARGEST = 65_536;
/** ms: until a key set is read again, and between two reads for a `kid` that is in none. */
const FRESH = 600_000;
const COOL_DOWN = 30_000;
/** ms: for so long, keys that were read before stand in where the site does not answer. */
const STALE = 86_400_000;
/** ms. */
const PATIENCE = 5_000;

/**
 * The keys that the site's backend publishes. They are read from the one address that the operator has set, without
 * following it elsewhere; a flood of unknown `kid`s reads them once in 30 s.
 */
export class PublishedKeys {
  readonly #remote: ReturnType<typeof createRemoteJWKSet>;
  readonly #kept: ExportedJWKSCache | Record<string, never> = {};
  #failedAt = -Infinity;

  constructor(url: string) {
    this.#remote = createRemoteJWKSet(new URL(url), {
      cacheMaxAge: FRESH,
      cooldownDuration: COOL_DOWN,
      timeoutDuration: PATIENCE,
      [customFetch]: readKeySet,
      [jwksCache]: this.#kept,
    });
  }

  /**
   * The key of a token.
   * @throws {ProblemError} identity_unavailable, where the site does not answer and never has
   * @throws {errors.JWKSNoMatchingKey | errors.JWKSMultipleMatchingKeys}
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (Date.now() - this.#failedAt < COOL_DOWN) return this.#findKept(header, token);
    try {
      return await this.#remote(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      this.#failedAt = Date.now();
      return this.#findKept(header, token);
    }
  };

  readonly #findKept: JWTVerifyGetKey = (header, token) => {
    const { jwks, uat = 0 } = this.#kept;
    if (!jwks || Date.now() - uat > STALE)
      throw new ProblemError('identity_unavailable', 'Try again soon.', { retryAfter: COOL_DOWN / 1000 });
    return createLocalJWKSet(jwks)(header, token);
  };
}

/** As much as a key set may be, and no more. @throws {Error} when it is larger, or somewhere else */
async function readKeySet(url: string, { headers, signal }: RequestInit): Promise<Response> {
  const init = { redirect: 'manual', ...(headers && { headers }), ...(signal && { signal }) } as const;
  const answer = await fetch(url, init);
  if (answer.status !== 200 || !answer.body) throw new Error(`The key set answers with ${answer.status}.`);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body) {
    length += part.length;
    if (length > LARGEST) throw new Error('The key set is larger than 64 kB.');
    parts.push(part);
  }
  return new Response(new Blob(parts));
}
