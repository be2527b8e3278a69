import type { ChatToken } from '../../../worker/contract/index.ts';
import { TokenKeeper, willPass } from '../../shared/vendor/token-keeper.ts';
import { lifeOf, type TokenLife } from '../../shared/vendor/token-life.ts';

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
  #current: (TokenLife & { token: string; since: number }) | undefined;
  #refusals = 0;

  constructor(fetch: () => Promise<ChatToken>) {
    this.#keeper = new TokenKeeper(() => fetch().then(this.#accept, this.#makeDo));
  }

  /** ms from now until the present token should be replaced. */
  get renewIn(): number {
    return this.#current ? Math.max(0, this.#current.since + this.#current.due - Date.now()) : 0;
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

  readonly #accept = (answer: ChatToken): string => {
    this.#current = { ...lifeOf(answer), token: answer.token, since: Date.now() };
    return answer.token;
  };

  readonly #makeDo = (error: unknown): string => {
    const current = this.#current;
    if (willPass(error) && current && current.since + current.life > Date.now()) return current.token;
    throw error;
  };
}
