import type { ChatToken } from '../../worker/contract/index.ts';
import { WorkerError } from '../session/problem.ts';

/** ms before its end at which a token is renewed; of a short-lived one, half of its life. */
const lead = 60_000;
/** ms; a token that is asked for again so soon, and before it is due, was refused. */
const refusedWithin = 5_000;
const mostRefusals = 5;
const longestWait = 30_000;

/**
 * Hands tokens to the vendor's SDK. The SDK gives up for good when its provider fails once while it reconnects, and
 * asks without end while it is handed tokens that are refused. So this waits out failures that will pass, hands out
 * the present token as long as it lives, and fails only when the Worker says no, or when tokens are refused in a row.
 */
export class TokenSource {
  #fetch: () => Promise<ChatToken>;
  #current: { token: string; until: number; since: number } | undefined;
  #refusals = 0;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(fetch: () => Promise<ChatToken>) {
    this.#fetch = fetch;
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
      await this.#pause(this.#refusals);
    } else this.#refusals = 0;
    for (let failures = 0; ; failures += 1) {
      if (this.#ended) throw new Error('The connection has ended.');
      try {
        return this.#accept(await this.#fetch());
      } catch (error) {
        if (!willPass(error)) throw error;
        if (this.#current && this.#current.until > Date.now()) return this.#current.token;
        await this.#pause(failures);
      }
    }
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** The visitor's clock may be wrong: a token lives as long as it says, from when it came. */
  #accept({ token, expiresAt }: ChatToken): string {
    const since = Date.now();
    this.#current = { token, since, until: since + (lifeOf(token) ?? Date.parse(expiresAt) - since) };
    return token;
  }

  #pause(failures: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(longestWait, 500 * 2 ** failures));
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
