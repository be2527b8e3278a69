import type { ConversionRule, PrefixRecord } from '../objects/prefix-record.ts';
import type { Limiter } from '../objects/limiter.ts';
import type { Log } from '../platform/log.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { notSupported, type Phone, type PhoneHasher } from './phone.ts';

interface Ports {
  readonly limiters: DurableObjectNamespace<Limiter>;
  readonly prefixes: DurableObjectNamespace<PrefixRecord>;
  readonly hasher: PhoneHasher;
  readonly policy: SitePolicy['verification'];
  /** The operator's switch: nothing is sent. */
  readonly paused: boolean;
  /** E.164: numbers that are never taken for an attack. */
  readonly safePhones: readonly string[];
  readonly log: Log;
}

/** Who asks for a send. `now` in ms. */
interface Asker {
  readonly network: string;
  readonly requestId: string;
  readonly now: number;
}

/** Shares of the day's budget at which the operator is told. */
const alarms = [0.5, 0.8, 1] as const;
const day = 86_400_000;

/**
 * What stands between a request and a message that costs money. All of it is counted exactly and before the vendor is
 * asked. The narrowest limit comes first, so that who floods uses up their own budget before that of others.
 */
export class SendGuard {
  readonly #ports: Ports;
  readonly #rule: ConversionRule;

  constructor(ports: Ports) {
    this.#ports = ports;
    const { window, after, atLeast, settled, block } = ports.policy.conversion;
    this.#rule = { window: window * 1000, after, atLeast, settled: settled * 1000, block: block * 1000 };
  }

  /**
   * Lets a send pass, and counts it.
   * @throws {ProblemError} verification_paused, too_many_sends, phone_not_supported
   */
  async admit(phone: Phone, asker: Asker): Promise<void> {
    const { hasher, policy, paused } = this.#ports;
    const { requestId } = asker;
    if (paused) {
      this.#tell('paused', requestId);
      throw new ProblemError('verification_paused', 'The site has switched it off for now.');
    }
    await this.#take('network', asker.network, policy.perNetwork, asker);
    const prefix = await hasher.prefixKey(phone.e164);
    const isSafe = this.#ports.safePhones.includes(phone.e164);
    // No answer tells a range that is blocked from a number that was never served.
    if (!isSafe && (await this.#record(prefix).blockedFor(this.#rule, asker.now)) > 0) {
      this.#tell('prefix_blocked', requestId);
      throw notSupported();
    }
    await this.#take('phone', await hasher.limitKey(phone.e164), policy.perPhone, asker);
    if (!isSafe) {
      await this.#take('prefix', prefix, policy.perPrefix, asker);
      await this.#take('country', phone.country, policy.perCountry, asker);
    }
    const spent = await this.#take('day', '', { sends: policy.perDay, window: day / 1000 }, asker);
    for (const share of alarms) {
      if (spent === Math.ceil(policy.perDay * share))
        this.#ports.log({ event: 'send_budget', requestId, share });
    }
  }

  /** The vendor has taken it: a failure of the vendor is held against nobody. */
  async sent(e164: string, now: number): Promise<void> {
    await this.#record(await this.#ports.hasher.prefixKey(e164)).sent(this.#rule, now);
  }

  /** A code that was sent has come back. */
  async approved(e164: string, now: number): Promise<void> {
    await this.#record(await this.#ports.hasher.prefixKey(e164)).approved(this.#rule, now);
  }

  #record(prefix: string): DurableObjectStub<PrefixRecord> {
    return this.#ports.prefixes.getByName(prefix);
  }

  /** @returns how many there were in the window, with this one */
  async #take(
    kind: string,
    key: string,
    { sends, window }: { sends: number; window: number },
    { now, requestId }: Asker,
  ): Promise<number> {
    const limiter = this.#ports.limiters.getByName(`${kind} ${key}`);
    const take = await limiter.take({ limit: sends, window: window * 1000 }, now);
    if (take.allowed) return take.count;
    this.#tell(kind, requestId);
    throw new ProblemError('too_many_sends', 'Too many codes were sent; wait.', {
      retryAfter: Math.ceil(take.retryAfterMs / 1000),
    });
  }

  /** Says which limit it was: the answer does not. */
  #tell(limit: string, requestId: string): void {
    this.#ports.log({ event: 'send_refused', requestId, limit });
  }
}
