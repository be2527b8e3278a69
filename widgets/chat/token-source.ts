import type { ChatToken } from '../../worker/contract/index.ts';
import { TokenKeeper, willPass } from '../shared/vendor/token-keeper.ts';

/** ms before its end at which a token is renewed; of a short-lived one, half of its life. */
const lead = 60_000;
/** ms; a token that is asked for again so soon, and before it is due, was refused. */
const refusedWithin = 5_000;
const mostRefusals = 5;

/**
 * Hands tokens to the vendor's SDK, which stands still while it waits for one, and asks without end while it is handed
 * tokens that are refused. So this hands out the present token, as long as it lives, when a new one cannot be had, and
 * fails when tokens are refused in a row.
 */
export class TokenSource {
  readonly #keeper: TokenKeeper<string>;
  #current: { token: string; until: number; since: number } | undefined;
  #refusals = 0;

  constructor(fetch: () => Promise<ChatToken>) {
    this.#keeper = new TokenKeeper(() => fetch().then(this.#accept, this.#makeDo));
  }

  /** ms from now until the present token should be replaced. */
  get renewIn(): number {
    if (!this.#current) return 0;
    const life = this.#current.until - this.#current.since;
    return Math.max(0, this.#current.until - Math.min(lead, life / 2) - Date.now());
  }

  /** A token for the SDK. Rejects with the Worker's refusal, or when the source has ended. */
  async provide(): Promise<string> {
    if (this.#current && this.renewIn > 0 && Date.now() - this.#current.since < refusedWithin) {
      this.#refusals += 1;
      if (this.#refusals >= mostRefusals) throw new Error('The chat service refuses its tokens.');
      await this.#keeper.pause(this.#refusals);
    } else this.#refusals = 0;
    return this.#keeper.provide();
  }

  end(): void {
    this.#keeper.end();
  }

  /** The visitor's clock may be wrong: a token lives as long as it says, from when it came. */
  readonly #accept = ({ token, expiresAt }: ChatToken): string => {
    const since = Date.now();
    this.#current = { token, since, until: since + (lifeOf(token) ?? Date.parse(expiresAt) - since) };
    return token;
  };

  readonly #makeDo = (error: unknown): string => {
    if (willPass(error) && this.#current && this.#current.until > Date.now()) return this.#current.token;
    throw error;
  };
}

/** ms between a token's `iat` and `exp`, if it says both. */
function lifeOf(token: string): number | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const { iat, exp } = JSON.parse(atob(payload)) as { iat?: unknown; exp?: unknown };
    return typeof iat === 'number' && typeof exp === 'number' ? (exp - iat) * 1000 : undefined;
  } catch {
    return undefined;
  }
}
