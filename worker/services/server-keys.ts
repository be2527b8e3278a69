import { utf8 } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SecretKey } from '../platform/settings.ts';

/** The keys by which the site's backend shows itself. Several, while one takes the place of another. */
export class ServerKeys {
  readonly #digests: readonly Promise<ArrayBuffer>[];

  constructor(keys: readonly SecretKey[]) {
    this.#digests = keys.map(({ secret }) => digest(secret));
  }

  /**
   * Compared by digests, each of them, in constant time: how long it takes tells neither how much of a key was right
   * nor which one it was.
   * @throws {ProblemError} server_key_invalid
   */
  async check(authorization: string | undefined): Promise<void> {
    const given = await digest(/^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1] ?? '');
    let known = false;
    for (const expected of await Promise.all(this.#digests)) {
      known = crypto.subtle.timingSafeEqual(given, expected) || known;
    }
    if (!known) throw new ProblemError('server_key_invalid', 'Send a server key as a bearer token.');
  }
}

const digest = (text: string): Promise<ArrayBuffer> => crypto.subtle.digest('SHA-256', utf8(text));
