import { toProblem, WorkerError } from '../../session/problem.ts';

/** ms */
const longestWait = 30_000;

/**
 * Gets tokens for a vendor's SDK. The SDKs never ask again when their callback fails once, so this waits out every
 * failure that will pass, and fails only when the Worker says no or the keeper has ended. Askers at the same time
 * share one token.
 */
export class TokenKeeper<Token> {
  readonly #fetch: () => Promise<Token>;
  #asking: Promise<Token> | undefined;
  #ended = false;
  #wake: (() => void) | undefined;

  /** @param fetch answers a new token at each call */
  constructor(fetch: () => Promise<Token>) {
    this.#fetch = fetch;
  }

  /** A fresh token. Rejects with the Worker's refusal, or when the keeper has ended. */
  provide(): Promise<Token> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /**
   * Waits after a failure, longer after each, but not past the end.
   * @param asked for how many seconds the Worker asked
   */
  pause(failures: number, asked = 0): Promise<void> {
    return new Promise((resolve) => {
      const wait = Math.max(500 * 2 ** failures, asked * 1000);
      const timer = setTimeout(resolve, Math.min(longestWait, wait));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async #ask(): Promise<Token> {
    for (let failures = 0; ; failures += 1) {
      if (this.#ended) throw new Error('The connection has ended.');
      try {
        return await this.#fetch();
      } catch (error) {
        if (!willPass(error)) throw error;
        await this.pause(failures, toProblem(error).retryAfter);
      }
    }
  }
}

/** No answer, a fault of the server's, too many requests: another moment may do. */
export function willPass(error: unknown): boolean {
  if (!(error instanceof WorkerError)) return false;
  const { code, status } = error.problem;
  return code === 'unreachable' || status === 429 || status >= 500;
}
