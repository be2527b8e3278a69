import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Clock } from '../../platform/clock.ts';
import { KnockError } from '../errors.ts';
import type { KnockEnv } from './app.ts';

/** The vendor remembers an answer for a day, by keys up to this length. */
const memoryMilliseconds = 24 * 60 * 60 * 1000;
const keyLimit = 255;

interface Answered {
  readonly params: string;
  readonly body: object;
  readonly requestId: string;
  readonly at: number;
}

/** Requests that came with an `Idempotency-Key` and were done: a second one gets the first's answer. */
export class Idempotency {
  #clock: Clock;
  #answered = new Map<string, Answered>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Answers with what `run` returns, or with what it returned for this key; other params for a key are refused. */
  answer(c: Context<KnockEnv>, params: unknown, run: () => object): Response {
    const key = c.req.header('idempotency-key');
    if (key === undefined) return c.json(run());
    if (key.length > keyLimit) throw refusal(`must not be longer than ${keyLimit} characters`);
    const hash = createHash('sha256').update(JSON.stringify(params)).digest('hex');
    const earlier = this.#answered.get(key);
    if (earlier && this.#clock.now() - earlier.at < memoryMilliseconds) {
      if (earlier.params !== hash) throw refusal('was used with other parameters');
      c.header('idempotent-replayed', 'true');
      c.header('original-x-request-id', earlier.requestId);
      return c.json(earlier.body);
    }
    const body = run();
    const requestId = c.res.headers.get('x-request-id') ?? '';
    this.#answered.set(key, { params: hash, body, requestId, at: this.#clock.now() });
    return c.json(body);
  }
}

function refusal(message: string): KnockError {
  return KnockError.invalidParams([{ field: 'Idempotency-Key', message, type: null }]);
}
