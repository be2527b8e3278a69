import { credentials } from '../../credentials.ts';
import { KnockError } from '../errors.ts';
import type { Action } from './grants.ts';
import type { TokenHolder, UserTokens } from './user-tokens.ts';

/** How a caller proved who they are: the site's backend, a browser with a user token, or one with the public key alone. */
type Proof = { readonly by: 'secret key' } | { readonly by: 'public key'; readonly holder?: TokenHolder };

/** Who calls: the site's backend by its secret key, or a browser by the public key and, as a rule, a user token. */
export class Caller {
  #proof: Proof;

  private constructor(proof: Proof) {
    this.#proof = proof;
  }

  /**
   * From a request's headers; throws the vendor's 401. Under enhanced security the public key alone opens nothing;
   * without it, it reads and writes for every user, but a token that is sent along still counts.
   */
  static async of(headers: Headers, tokens: UserTokens, enhancedSecurity: boolean): Promise<Caller> {
    const authorization = headers.get('authorization');
    if (!authorization) throw KnockError.keyAbsent();
    const key = /^Bearer (.+)$/.exec(authorization)?.[1];
    if (key === credentials.knock.secretKey) return new Caller({ by: 'secret key' });
    if (key !== credentials.knock.publicKey) throw KnockError.keyInvalid();
    const token = headers.get('x-knock-user-token');
    if (token) return new Caller({ by: 'public key', holder: await tokens.verify(token) });
    if (enhancedSecurity) throw KnockError.userTokenMissing();
    return new Caller({ by: 'public key' });
  }

  /** The user whom a token speaks for; nobody, where a key alone was sent. */
  get user(): string | undefined {
    return this.#proof.by === 'public key' ? this.#proof.holder?.user : undefined;
  }

  may(action: Action, user: string, tenant?: string | null): boolean {
    if (this.#proof.by === 'secret key' || !this.#proof.holder) return true;
    const { holder } = this.#proof;
    return holder.user === user && holder.grants.allow(action, tenant);
  }

  /** Throws the vendor's 403 unless the caller may do this for this user. */
  require(action: Action, user: string, tenant?: string | null): void {
    if (!this.may(action, user, tenant)) throw KnockError.forbidden();
  }

  /** Throws the vendor's 403 unless this is the site's backend. */
  requireSecretKey(): void {
    if (this.#proof.by !== 'secret key') throw KnockError.forbidden();
  }
}
