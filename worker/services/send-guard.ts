import type { Limiter, Take } from '../objects/limiter.ts';
import type { ConversionRule, PrefixRecord, Standing } from '../objects/prefix-record.ts';
import type { Channel } from '../objects/verification.ts';
import type { Log } from '../platform/log.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { BoundedCache } from './bounded-cache.ts';
import { challengeRequired, type Challenge } from './challenge.ts';
import type { AddressHasher, Recipient } from './recipient.ts';
import { sendScore, type Signals } from './send-score.ts';

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
  /** Whose asks are not counted. */
  readonly safeNetworks: readonly string[];
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
  /** Whom the site has named in it, if it has. */
  readonly userId?: string;
  readonly requestId: string;
  readonly now: number;
}

interface Ask {
  readonly channel: Channel;
  /** To a challenge. */
  readonly answer: string | undefined;
}

/** What an ask has shown before its send is counted. */
export interface Clearance {
  /** Whether a challenge was answered, and the answer was judged. */
  readonly answered: boolean;
  /** Its score so far, while a challenge may still be asked for: the range is looked at again as the send is counted. */
  readonly signals?: Signals;
}

type Limit = SitePolicy['verification']['perPhone'];

/** Shares of the day's budget at which the operator is told. */
const alarms = [0.5, 0.8, 1] as const;
const day = 86_400;
/** ms */
const SUSPECT = 5000;

/**
 * What stands between a request and a message that costs money. All of it is counted exactly and before the vendor is
 * asked. The narrowest limit comes first, so that who floods uses up their own budget before that of others.
 */
export class SendGuard {
  readonly #ports: Ports;
  readonly #rule: ConversionRule;
  readonly #suspects = new BoundedCache<Standing>();

  constructor(ports: Ports) {
    this.#ports = ports;
    const { window, after, atLeast, settled, block } = ports.policy.conversion;
    this.#rule = { window: window * 1000, after, atLeast, settled: settled * 1000, block: block * 1000 };
  }

  /**
   * Looks at a start before anything about its recipient is touched: asks for a challenge when it looks like an attack,
   * and counts it against its network and session. What is asked back for its range alone is not even counted: a flood
   * costs one read each. Nothing is to be sent that could not be checked any more.
   * @throws {ProblemError} verification_paused, too_many_sends, challenge_required, challenge_failed, vendor_unavailable
   */
  async meet(recipient: Recipient, { answer, channel }: Ask, asker: Asker): Promise<Clearance> {
    const { challenge, policy } = this.#ports;
    this.#checkSwitch(asker);
    if (!challenge || this.#isSafe(recipient)) {
      await this.#count(asker);
      this.#stop(await this.#lookAtChecks(recipient.address, false, asker), asker);
      return { answered: false };
    }
    const range = recipient.kind === 'phone' ? await this.#range(recipient, asker.now) : undefined;
    const calm = { channel, range, asks: 1, guesses: 0, country: 0, day: 0 };
    const looksBad = sendScore(calm, policy.challenge) >= 1;
    let asks = 0;
    if (!looksBad || answer !== undefined) {
      asks = await this.#count(asker);
      const [checks, spent] = await Promise.all([
        this.#lookAtChecks(recipient.address, false, asker),
        this.#spent(recipient, asker),
      ]);
      const signals = { ...calm, ...spent, asks, guesses: this.#guessesOf(checks) };
      if (!looksBad && sendScore(signals, policy.challenge) < 1) {
        this.#stop(checks, asker);
        return { answered: false, signals };
      }
    }
    let judged;
    try {
      judged = await challenge.check(answer, asker);
    } catch (error) {
      if (error instanceof ProblemError) this.#tell(error.code, asker.requestId);
      throw error;
    }
    // While nobody can judge, it is as if there were no challenge.
    if (!judged && asks > this.#alone) this.#refuse('network', asker.requestId, policy.perNetwork.window);
    this.#stop(await this.#lookAtChecks(recipient.address, judged, asker), asker);
    return { answered: judged };
  }

  /**
   * Looks at a resend, and counts it. It has no answer to a challenge with it: where one is asked for, and the start was
   * not behind one, it is to be begun anew. While nobody can judge one, it is as if there were none.
   * @param answered whether it was begun behind a challenge that was answered
   * @throws {ProblemError} verification_paused, too_many_sends, too_many_checks, challenge_required
   */
  async meetAgain(
    recipient: Recipient,
    { answered, channel }: { answered: boolean; channel: Channel },
    asker: Asker,
  ): Promise<Clearance> {
    const { challenge, policy } = this.#ports;
    const asks = await this.#count(asker);
    if (challenge?.isDown(asker.now) && asks > this.#alone)
      this.#refuse('network', asker.requestId, policy.perNetwork.window);
    const checks = await this.#lookAtChecks(recipient.address, answered, asker);
    let signals: Signals | undefined;
    if (challenge && !answered && !challenge.isWaived(asker.now) && !this.#isSafe(recipient)) {
      const range = recipient.kind === 'phone' ? await this.#range(recipient, asker.now) : undefined;
      signals = { channel, range, asks: 1, guesses: this.#guessesOf(checks), country: 0, day: 0 };
      if (sendScore(signals, policy.challenge) >= 1) this.#askBack(asker);
    }
    if (!checks.allowed) this.#refuseCheck(checks, asker);
    return { answered, ...(signals && { signals }) };
  }

  /**
   * Counts an ask against its network and session.
   * @returns how many of the network there were in its window, with this one
   * @throws {ProblemError} verification_paused, too_many_sends
   */
  async #count(asker: Asker): Promise<number> {
    const { challenge, hasher, policy, safeNetworks } = this.#ports;
    this.#checkSwitch(asker);
    const { sends, window } = policy.perNetwork;
    const limit = { sends: challenge ? sends : this.#alone, window };
    const asks = safeNetworks.includes(asker.network)
      ? 1
      : await this.#take('network', await hasher.networkKey(asker.network), limit, asker);
    if (asker.sessionId !== undefined) await this.#take('session', asker.sessionId, policy.perSession, asker);
    return asks;
  }

  /**
   * Lets a send pass, and counts it. `mute`: nothing may be sent there, and nobody may learn that: it is counted all the
   * same. A send that fails then is to be taken back.
   * @throws {ProblemError} too_many_sends, challenge_required
   */
  async admit(
    recipient: Recipient,
    channel: Channel,
    { signals }: Clearance,
    asker: Asker,
  ): Promise<'send' | 'mute'> {
    const range = await this.#reserve(recipient, asker.now);
    try {
      // Others may have come since it was met: however many ask at once, each is counted before the next is looked at.
      if (signals && sendScore({ ...signals, range }, this.#ports.policy.challenge) >= 1)
        this.#askBack(asker);
      await this.#spend(recipient, asker);
    } catch (error) {
      await this.takeBack(recipient.address, asker.now);
      throw error;
    }
    const muted = this.#isSafe(recipient) ? undefined : whyMuted(recipient, channel, range);
    if (muted === undefined) return 'send';
    this.#tell(muted, asker.requestId);
    return 'mute';
  }

  /** Counts a send against all that it may cost, and tells the operator how far the day's budget is. */
  async #spend(recipient: Recipient, asker: Asker): Promise<void> {
    const { hasher, log, policy } = this.#ports;
    const key = await hasher.limitKey(recipient.address);
    if (recipient.kind === 'email') {
      await this.#take('email', key, policy.perEmail, asker);
    } else {
      await this.#take('phone', key, policy.perPhone, asker);
      if (!this.#isSafe(recipient)) {
        await this.#take('prefix', await this.#prefix(recipient), policy.perPrefix, asker);
        await this.#take('country', recipient.country, policy.perCountry, asker);
      }
    }
    const budget = this.#budget(recipient);
    const spent = await this.#take(...budget, asker);
    for (const share of alarms) {
      if (spent === Math.ceil(budget[2].sends * share))
        log({ event: 'send_budget', requestId: asker.requestId, limit: budget[0], share });
    }
  }

  /**
   * Counts a check of a code against its address. Who has answered a challenge has tries that are nobody else's.
   * @throws {ProblemError} too_many_checks
   */
  async check(address: string, answered: boolean, asker: Asker): Promise<void> {
    const [limiter, limit] = await this.#checks(address, answered);
    const take = await limiter.take(limit, asker.now);
    if (!take.allowed) this.#refuseCheck(take, asker);
  }

  /** A check that was counted was no guess: the code was right, or was never judged. */
  async returnCheck(address: string, answered: boolean, { now }: Asker): Promise<void> {
    const [limiter, limit] = await this.#checks(address, answered);
    await limiter.giveBack(limit, now);
  }

  /** What was admitted was not sent after all: a failure of the vendor is held against no range. */
  async takeBack(address: string, now: number): Promise<void> {
    if (address.includes('@')) return;
    await this.#record(await this.#ports.hasher.prefixKey(address)).takeBack(now);
  }

  /** A code that was sent has come back. */
  async approved(address: string, now: number): Promise<void> {
    if (address.includes('@')) return;
    await this.#record(await this.#ports.hasher.prefixKey(address)).approved(this.#rule, now);
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

  /** How the range of a number stands. One that looks bad is not asked about again for some seconds: it may be flooded. */
  async #range(recipient: Recipient, now: number): Promise<Standing> {
    const prefix = await this.#prefix(recipient);
    const suspect = this.#suspects.get(prefix, now);
    if (suspect) return suspect;
    const standing = await this.#record(prefix).look(this.#rule, now);
    const alone: Signals = { channel: 'sms', asks: 1, guesses: 0, country: 0, day: 0, range: standing };
    if (sendScore(alone, this.#ports.policy.challenge) >= 1)
      this.#suspects.set(prefix, standing, now + SUSPECT);
    return standing;
  }

  /** Counts a send against the range of its number. @returns how that stood before; undefined for an e-mail address */
  async #reserve(recipient: Recipient, now: number): Promise<Standing | undefined> {
    if (recipient.kind === 'email') return undefined;
    return this.#record(await this.#prefix(recipient)).reserve(this.#rule, now);
  }

  /** What holds the checks of an address, and how many there may be. */
  async #checks(
    address: string,
    answered: boolean,
  ): Promise<[DurableObjectStub<Limiter>, { limit: number; window: number }]> {
    const { hasher, policy } = this.#ports;
    const { window, ...limits } = policy.checksPerAddress;
    const kind = answered ? 'answered checks' : 'checks';
    return [
      this.#limiter(kind, await hasher.limitKey(address)),
      { limit: answered ? limits.answered : limits.checks, window: window * 1000 },
    ];
  }

  async #lookAtChecks(address: string, answered: boolean, { now }: Asker): Promise<Take> {
    const [limiter, limit] = await this.#checks(address, answered);
    return limiter.look(limit, now);
  }

  #guessesOf(checks: Take): number {
    return checks.allowed ? checks.count - 1 : this.#ports.policy.checksPerAddress.checks;
  }

  /** Stops a start whose code could not be checked. */
  #stop(checks: Take, { requestId }: Asker): void {
    if (!checks.allowed) this.#refuse('checks', requestId, Math.ceil(checks.retryAfterMs / 1000));
  }

  #refuseCheck({ retryAfterMs }: Take & { allowed: false }, { requestId }: Asker): never {
    this.#ports.log({ event: 'check_refused', requestId, limit: 'checks' });
    throw new ProblemError('too_many_checks', 'Too many codes were tried; wait.', {
      checksLeft: 0,
      retryAfter: Math.ceil(retryAfterMs / 1000),
    });
  }

  #askBack({ requestId }: Asker): never {
    const problem = challengeRequired();
    this.#tell(problem.code, requestId);
    throw problem;
  }

  #checkSwitch({ requestId }: Asker): void {
    if (!this.#ports.paused) return;
    this.#tell('paused', requestId);
    throw new ProblemError('verification_paused', 'The site has switched it off for now.');
  }

  /** The used shares of what is not about the asker. */
  async #spent(recipient: Recipient, asker: Asker): Promise<{ country: number; day: number }> {
    const { perCountry } = this.#ports.policy;
    const [country, spent] = await Promise.all([
      recipient.kind === 'phone' ? this.#used('country', recipient.country, perCountry, asker) : 0,
      this.#used(...this.#budget(recipient), asker),
    ]);
    return { country, day: spent };
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
    return take.allowed ? take.count : this.#refuse(kind, requestId, Math.ceil(take.retryAfterMs / 1000));
  }

  /** @param retryAfter s */
  #refuse(limit: string, requestId: string, retryAfter: number): never {
    this.#tell(limit, requestId);
    throw new ProblemError('too_many_sends', 'Too many codes were sent; wait.', { retryAfter });
  }

  /** Asks of one network without a challenge before them. */
  get #alone(): number {
    const { alone, sends } = this.#ports.policy.perNetwork;
    return Math.min(alone ?? sends, sends);
  }

  #limiter(kind: string, key: string): DurableObjectStub<Limiter> {
    return this.#ports.limiters.getByName(`${kind} ${key}`);
  }

  /** Says which limit it was: the answer does not. */
  #tell(limit: string, requestId: string): void {
    this.#ports.log({ event: 'send_refused', requestId, limit });
  }
}

/** Why nothing may be sent there: the range has no code come back, or a landline would get a text. */
function whyMuted(
  recipient: Recipient,
  channel: Channel,
  range: Standing | undefined,
): 'prefix_blocked' | 'landline' | undefined {
  if (range && range.blockedFor > 0) return 'prefix_blocked';
  return recipient.kind === 'phone' && recipient.type === 'FIXED_LINE' && channel !== 'call'
    ? 'landline'
    : undefined;
}
