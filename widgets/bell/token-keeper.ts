import type { FeedToken } from '../../worker/contract/index.ts';
import { WorkerError } from '../session/problem.ts';

const longestWait = 30_000;

/**
 * Gets tokens for the vendor's SDK. The SDK never asks again when its callback fails once, so this waits out every
 * failure that will pass, and fails only when the Worker says no or the keeper has ended. Askers at the same time
 * share one token.
 */
export class TokenKeeper {
  readonly #fetch: () => Promise<FeedToken>;
  #asking: Promise<FeedToken> | undefined;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(fetch: () => Promise<FeedToken>) {
    this.#fetch = fetch;
  }

  /** A fresh token. Rejects with the Worker's refusal, or when the keeper has ended. */
  provide(): Promise<FeedToken> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async #ask(): Promise<FeedToken> {
    for (let failures = 0; ; failures += 1) {
      if (this.#ended) throw new Error('The connection has ended.');
      try {
        return await this.#fetch();
      } catch (error) {
        if (!willPass(error)) throw error;
        await this.#pause(Math.min(longestWait, 500 * 2 ** failures));
      }
    }
  }

  /** @param duration ms */
  #pause(duration: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, duration);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** No answer, a fault of the server's, too many requests: another moment may do. */
function willPass(error: unknown): boolean {
  if (!(error instanceof WorkerError)) return false;
  const { code, status } = error.problem;
  return code === 'unreachable' || status === 429 || status >= 500;
}
