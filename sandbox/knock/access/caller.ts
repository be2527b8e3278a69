import { credentials } from '../../credentials.ts';
import { KnockError } from '../errors.ts';
import type { Action } from './grants.ts';
import type { TokenHolder, UserTokens } from './user-tokens.ts';

/** Who calls: the site's backend by its secret key, or a browser by the public key and a user token. */
export class Caller {
  #holder: TokenHolder | undefined;

  private constructor(holder: TokenHolder | undefined) {
    this.#holder = holder;
  }

  /** From a request's headers; throws the vendor's 401. Enhanced security is on: the public key alone opens nothing. */
  static async of(headers: Headers, tokens: UserTokens): Promise<Caller> {
    const authorization = headers.get('authorization');
    if (!authorization) throw KnockError.keyAbsent();
    const key = /^Bearer (.+)$/.exec(authorization)?.[1];
    if (key === credentials.knock.secretKey) return new Caller(undefined);
    if (key !== credentials.knock.publicKey) throw KnockError.keyInvalid();
    const token = headers.get('x-knock-user-token');
    if (!token) throw KnockError.userTokenMissing();
    return new Caller(await tokens.verify(token));
  }

  may(action: Action, user: string, tenant?: string | null): boolean {
    return !this.#holder || (this.#holder.user === user && this.#holder.grants.allow(action, tenant));
  }

  /** Throws the vendor's 403 unless the caller may do this for this user. */
  require(action: Action, user: string, tenant?: string | null): void {
    if (!this.may(action, user, tenant)) throw KnockError.forbidden();
  }

  /** Throws the vendor's 403 unless this is the site's backend. */
  requireSecretKey(): void {
    if (this.#holder) throw KnockError.forbidden();
  }
}
