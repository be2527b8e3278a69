import type { FeedToken } from '../../worker/contract/index.ts';
import type { TokenKeeper } from '../shared/vendor/token-keeper.ts';
import { lifeOf } from '../shared/vendor/token-life.ts';
import { FeedError } from './connection.ts';

/** Where Knock is, unless the Worker says otherwise. */
const production = 'https://api.knock.app';
/** ms after which a request, its repetitions included, counts as unanswered; a vendor that asks for more gets none. */
const patience = 15_000;
/** Times that a request is sent in all when the vendor does not answer or is busy. */
const attempts = 4;
/** ms before the first repetition, twice as long before each further one. */
const pause = 200;

export interface KnockRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the host, its parts encoded. */
  path: string;
  query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  data?: object;
}

/**
 * Knock's REST API as the visitor. The token is replaced before it ends, and when it is refused although it was taken
 * before: after a sleep it has ended early.
 */
export class KnockApi {
  readonly #tokens: TokenKeeper<FeedToken>;
  readonly #ended: (error: unknown) => void;
  readonly #end = new AbortController();
  #token: FeedToken;
  /** ms since the page's start at which the token should be replaced, and at which it ends. */
  #due = 0;
  #until = 0;
  /** Whether the token was ever taken: only then is a refusal the end of it. */
  #proven = false;

  /** @param ended told when there are no more tokens */
  constructor(tokens: TokenKeeper<FeedToken>, token: FeedToken, ended: (error: unknown) => void) {
    this.#tokens = tokens;
    this.#ended = ended;
    this.#token = token;
    this.#take(token);
  }

  get userId(): string {
    return this.#token.userId;
  }

  get feedId(): string {
    return this.#token.feedId;
  }

  /** Where the vendor is. */
  get host(): string {
    return this.#token.host ?? production;
  }

  /** A token that lives. Rejects when there are no more. */
  async token(): Promise<FeedToken> {
    const now = performance.now();
    if (now >= this.#until) await this.renew();
    // While the present one lives nobody waits for the next.
    else if (now >= this.#due) this.renew().catch(() => undefined);
    return this.#token;
  }

  /** Replaces the token. Rejects when there are no more. */
  async renew(): Promise<void> {
    try {
      this.#take(await this.#tokens.provide());
    } catch (error) {
      if (!this.#end.signal.aborted) this.#ended(error);
      throw new FeedError('forbidden', 'There is no token.', { cause: error });
    }
  }

  /**
   * Resolves with the body of the answer; undefined if it has none.
   * @throws FeedError
   */
  request(request: KnockRequest): Promise<unknown> {
    // One signal of its own: browsers that are a few years old cannot join several.
    const given = new AbortController();
    const giveUp = () => given.abort();
    const late = new Promise<never>((_, reject) => {
      given.signal.onabort = () => reject(new FeedError('unreachable', 'The feed did not answer in time.'));
    });
    const { signal } = this.#end;
    const timer = setTimeout(giveUp, patience);
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
    return Promise.race([this.#send(request, given.signal), late]).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    });
  }

  /** Ends it: what is under way is given up. */
  end(): void {
    this.#tokens.end();
    this.#end.abort();
  }

  async #send({ method, path, query = {}, data }: KnockRequest, signal: AbortSignal): Promise<unknown> {
    const url = new URL(path, this.host);
    for (const [key, value] of Object.entries(query))
      for (const one of [value ?? []].flat()) url.searchParams.append(key, String(one));
    const started = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      const { publicKey, token } = await this.token();
      const headers = {
        authorization: `Bearer ${publicKey}`,
        'x-knock-user-token': token,
        'content-type': 'application/json',
      };
      const body = data && JSON.stringify(data);
      const response = await fetch(url, {
        method,
        headers,
        signal,
        keepalive: method !== 'GET',
        ...(body && { body }),
      }).catch(() => undefined);
      if (response?.ok) {
        this.#proven = true;
        return bodyOf(response);
      }
      const error = errorOf(response?.status ?? 0);
      const asked = Number(response?.headers.get('retry-after')) * 1000 || 0;
      const wait = Math.max(asked, pause * 2 ** (attempt - 1));
      if (error.kind === 'forbidden' && this.#proven) await this.renew();
      else if (
        error.kind === 'refused' ||
        error.kind === 'forbidden' ||
        attempt === attempts ||
        signal.aborted ||
        // It would not be answered in time: said now, the visitor can still do something else.
        performance.now() + wait > started + patience
      )
        throw error;
      else await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  #take(token: FeedToken): void {
    const { due, life } = lifeOf(token);
    const now = performance.now();
    this.#token = token;
    this.#due = now + due;
    this.#until = now + life;
    this.#proven = false;
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    throw new FeedError('failed', 'The feed’s answer could not be read.');
  }
}

function errorOf(status: number): FeedError {
  const message = `The feed answered ${status}.`;
  if (status === 0) return new FeedError('unreachable', 'The feed did not answer.');
  if (status === 401 || status === 403) return new FeedError('forbidden', message);
  const passing = status >= 500 || status === 408 || status === 429;
  return new FeedError(passing ? 'failed' : 'refused', message);
}
