import type { Limiter } from '../objects/limiter.ts';
import type { ConversionRule, PrefixRecord } from '../objects/prefix-record.ts';
import type { Channel } from '../objects/verification.ts';
import type { Log } from '../platform/log.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import type { Challenge } from './challenge.ts';
import type { AddressHasher, Recipient } from './recipient.ts';
import { sendScore } from './send-score.ts';

interface Ports {
  readonly limiters: DurableObjectNamespace<Limiter>;
  readonly prefixes: DurableObjectNamespace<PrefixRecord>;
  readonly hasher: AddressHasher;
  readonly policy: SitePolicy['verification'];
  /** Undefined where the site has none: then limits stand alone. */
  readonly challenge: Challenge | undefined;
  /** The operator's switch: nothing is sent. */
  readonly paused: boolean;
  /** E.164: numbers that are never taken for an attack. */
  readonly safePhones: readonly string[];
  readonly log: Log;
}

/** Who asks for a send. `now` in ms. */
export interface Asker {
  readonly network: string;
  /** The IP address, where it is known. */
  readonly address?: string;
  readonly origin: string;
  /** The session that the request carries, if any. */
  readonly sessionId?: string;
  readonly requestId: string;
  readonly now: number;
}

type Limit = SitePolicy['verification']['perPhone'];

/** Shares of the day's budget at which the operator is told. */
const alarms = [0.5, 0.8, 1] as const;
const day = 86_400;

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
   * Looks at who asks, before anything about the recipient is touched: counts the ask against its network and session.
   * @returns how many asks of the network there were in its window, with this one
   * @throws {ProblemError} verification_paused, too_many_sends
   */
  async meet(asker: Asker): Promise<number> {
    const { policy, paused } = this.#ports;
    if (paused) {
      this.#tell('paused', asker.requestId);
      throw new ProblemError('verification_paused', 'The site has switched it off for now.');
    }
    const asks = await this.#take('network', asker.network, policy.perNetwork, asker);
    if (asker.sessionId !== undefined) await this.#take('session', asker.sessionId, policy.perSession, asker);
    return asks;
  }

  /**
   * Asks for a challenge when a start looks like an attack.
   * @throws {ProblemError} challenge_required, challenge_failed, vendor_unavailable
   */
  async challenge(
    recipient: Recipient,
    { asks, channel, answer }: { asks: number; channel: Channel; answer: string | undefined },
    asker: Asker,
  ): Promise<void> {
    const { challenge, policy } = this.#ports;
    if (!challenge || this.#isSafe(recipient)) return;
    const [range, country, spent] = await Promise.all([
      recipient.kind === 'phone'
        ? this.#record(await this.#prefix(recipient)).look(this.#rule, asker.now)
        : undefined,
      recipient.kind === 'phone' ? this.#used('country', recipient.country, policy.perCountry, asker) : 0,
      this.#used(...this.#budget(recipient), asker),
    ]);
    const score = sendScore({ asks, channel, range, country, day: spent }, policy.challenge);
    if (score < 1) return;
    try {
      await challenge.check(answer, asker);
    } catch (error) {
      if (error instanceof ProblemError) this.#tell(error.code, asker.requestId);
      throw error;
    }
  }

  /**
   * Lets a send pass, and counts it. `mute`: nothing may be sent there, and nobody may learn that; what the asker can see
   * is counted all the same.
   * @throws {ProblemError} verification_paused, too_many_sends
   */
  async admit(recipient: Recipient, channel: Channel, asker: Asker): Promise<'send' | 'mute'> {
    const { hasher, policy } = this.#ports;
    const key = await hasher.limitKey(recipient.address);
    if (recipient.kind === 'email') {
      await this.#take('email', key, policy.perEmail, asker);
    } else {
      await this.#take('phone', key, policy.perPhone, asker);
      if (!this.#isSafe(recipient)) {
        const prefix = await this.#prefix(recipient);
        await this.#take('prefix', prefix, policy.perPrefix, asker);
        const muted = await this.#muted(recipient, prefix, channel, asker);
        if (muted !== undefined) {
          this.#tell(muted, asker.requestId);
          return 'mute';
        }
        await this.#take('country', recipient.country, policy.perCountry, asker);
      }
    }
    const budget = this.#budget(recipient);
    const spent = await this.#take(...budget, asker);
    for (const share of alarms) {
      if (spent === Math.ceil(budget[2].sends * share))
        this.#ports.log({ event: 'send_budget', requestId: asker.requestId, limit: budget[0], share });
    }
    return 'send';
  }

  /**
   * Counts a check of a code against its address.
   * @throws {ProblemError} too_many_checks
   */
  async check(address: string, { now, requestId }: Pick<Asker, 'now' | 'requestId'>): Promise<void> {
    const { hasher, limiters, policy } = this.#ports;
    const { checks, window } = policy.checksPerAddress;
    const limiter = limiters.getByName(`checks ${await hasher.limitKey(address)}`);
    const take = await limiter.take({ limit: checks, window: window * 1000 }, now);
    if (take.allowed) return;
    this.#ports.log({ event: 'check_refused', requestId, limit: 'checks' });
    throw new ProblemError('too_many_checks', 'Too many codes were tried; wait.', {
      checksLeft: 0,
      retryAfter: Math.ceil(take.retryAfterMs / 1000),
    });
  }

  /** The vendor has taken it: a failure of the vendor is held against nobody. */
  async sent(address: string, now: number): Promise<void> {
    if (address.includes('@')) return;
    await this.#record(await this.#ports.hasher.prefixKey(address)).sent(this.#rule, now);
  }

  /** A code that was sent has come back. */
  async approved(address: string, now: number): Promise<void> {
    if (address.includes('@')) return;
    await this.#record(await this.#ports.hasher.prefixKey(address)).approved(this.#rule, now);
  }

  /** Why nothing may be sent there: the range has no code come back, or a landline would get a text. */
  async #muted(
    { type }: { type: unknown },
    prefix: string,
    channel: Channel,
    { now }: Asker,
  ): Promise<'prefix_blocked' | 'landline' | undefined> {
    if ((await this.#record(prefix).look(this.#rule, now)).blockedFor > 0) return 'prefix_blocked';
    return type === 'FIXED_LINE' && channel !== 'call' ? 'landline' : undefined;
  }

  #isSafe({ address }: Recipient): boolean {
    return this.#ports.safePhones.includes(address);
  }

  #prefix({ address }: Recipient): Promise<string> {
    return this.#ports.hasher.prefixKey(address);
  }

  #record(prefix: string): DurableObjectStub<PrefixRecord> {
    return this.#ports.prefixes.getByName(prefix);
  }

  #budget({ kind }: Recipient): [kind: string, key: string, limit: Limit] {
    const { emailsPerDay, perDay } = this.#ports.policy;
    return kind === 'email'
      ? ['emails of a day', '', { sends: emailsPerDay, window: day }]
      : ['day', '', { sends: perDay, window: day }];
  }

  /** The used share of a limit, counting nothing. */
  async #used(kind: string, key: string, { sends, window }: Limit, { now }: Asker): Promise<number> {
    return (await this.#limiter(kind, key).count({ window: window * 1000 }, now)) / sends;
  }

  /** @returns how many there were in the window, with this one */
  async #take(
    kind: string,
    key: string,
    { sends, window }: Limit,
    { now, requestId }: Asker,
  ): Promise<number> {
    const take = await this.#limiter(kind, key).take({ limit: sends, window: window * 1000 }, now);
    if (take.allowed) return take.count;
    this.#tell(kind, requestId);
    throw new ProblemError('too_many_sends', 'Too many codes were sent; wait.', {
      retryAfter: Math.ceil(take.retryAfterMs / 1000),
    });
  }

  #limiter(kind: string, key: string): DurableObjectStub<Limiter> {
    return this.#ports.limiters.getByName(`${kind} ${key}`);
  }

  /** Says which limit it was: the answer does not. */
  #tell(limit: string, requestId: string): void {
    this.#ports.log({ event: 'send_refused', requestId, limit });
  }
}
