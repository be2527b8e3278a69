import type { Config, Verification } from '../../../worker/contract/index.ts';
import { clientProblem, WorkerError, type Problem } from '../../session/problem.ts';
import type { SessionState } from '../../session/session.ts';
import type { WorkerCall } from '../../session/worker-client.ts';
import type { OtpObserver } from '../otp-state.ts';
import { OtpStore } from '../otp.store.ts';

export interface MemorySettings {
  channels?: Config['verification']['channels'];
  codeLength?: number;
  off?: boolean;
  /** Asks each start for the answer `human`. */
  challenge?: boolean;
}

/** What is on its way to one address. Times in ms, by the Worker's clock. */
interface Round {
  to: string;
  channel: Verification['channel'];
  sendsLeft: number;
  checksLeft: number;
  resendAt: number;
  expiresAt: number;
}

/** ms */
const lifetime = 600_000;
const wait = 30_000;

/** The Worker's verifications in memory, by its rules, for tests of the store alone. The clock is moved by hand. */
export class MemoryVerify {
  now: number;
  /** Whether requests get no answer. */
  offline = false;
  readonly code: string;
  readonly wrong: string;
  /** ms that the Worker's clock is behind the visitor's. */
  behind = 0;
  /** The page's session: another `era` is another visitor. */
  snapshot: SessionState = { status: 'ready', user: undefined, problem: undefined, era: 0 };
  readonly calls: { path: string; body: unknown }[] = [];
  /** Codes in the order they were tried. */
  readonly checked: string[] = [];
  /** When a request arrives, and when its answer does. */
  delay: (step: string) => Promise<void> = () => Promise.resolve();
  #settings: MemorySettings;
  /** By address, and by all ids that were given for it. */
  #rounds = new Map<string, Round>();
  #ids = new Map<string, Round | undefined>();
  #refusal: Problem | undefined;
  #answers: Promise<unknown>[] = [];

  constructor(settings: MemorySettings, now: number) {
    this.#settings = settings;
    this.now = now;
    const length = settings.codeLength ?? 6;
    this.code = '1234567890'.slice(0, length);
    this.wrong = '0987654321'.slice(0, length);
  }

  store(observer: Partial<OtpObserver>): OtpStore {
    const ignore = () => undefined;
    return new OtpStore(
      () => this,
      { sent: ignore, verified: ignore, failed: ignore, ...observer },
      () => this.now,
    );
  }

  /** Refuses the next request. */
  refuse(code: Problem['code'], status: number, more: Partial<Problem> = {}): void {
    this.#refusal = problem(code, status, more);
  }

  /** Resolves when every request made so far has its answer, and the store has taken it. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#answers);
    await new Promise((resolve) => setTimeout(resolve));
  }

  config = (): Promise<Config> => {
    if (this.offline) return Promise.reject(new WorkerError(clientProblem('unreachable', 'offline')));
    return Promise.resolve({
      features: { chat: true, feed: true, preferences: true, verification: !this.#settings.off },
      guests: true,
      locales: ['en'],
      verification: {
        channels: this.#settings.channels ?? ['sms', 'call', 'whatsapp', 'email'],
        countries: ['US', 'GB', 'DE'],
        codeLength: this.#settings.codeLength ?? 6,
        defaultCountry: 'GB',
        ...(this.#settings.challenge && {
          challenge: { siteKey: 'site', script: 'https://challenge.example/api.js', action: 'verification' },
        }),
      },
    });
  };

  publicRequest = <Answer>({ path, body, heard }: Omit<WorkerCall, 'accessToken'>): Promise<Answer> => {
    this.calls.push({ path, body });
    const answer = this.#answer(path, body as Record<string, string>).finally(() => heard?.(this.#time));
    this.#answers.push(answer);
    return answer as Promise<Answer>;
  };

  get #time(): number {
    return this.now - this.behind;
  }

  async #answer(path: string, body: Record<string, string>): Promise<unknown> {
    const { offline } = this;
    const refusal = this.#refusal;
    this.#refusal = undefined;
    await this.delay(`${path} arrives`);
    if (offline) throw new WorkerError(clientProblem('unreachable', 'offline'));
    if (refusal) throw new WorkerError(refusal);
    let answer: unknown;
    try {
      answer = this.#serve(path, body);
    } finally {
      await this.delay(`${path} is answered`);
    }
    return answer;
  }

  #serve(path: string, body: Record<string, string>): unknown {
    const [, , , id, action] = path.split('/');
    if (!id) {
      if (this.#settings.challenge && body['challenge'] !== 'human') {
        const code = body['challenge'] ? 'challenge_failed' : 'challenge_required';
        throw new WorkerError(problem(code, 403));
      }
      return this.#open(body['to'] ?? '', body['channel']);
    }
    const round = this.#ids.get(id);
    if (!round) throw new WorkerError(problem('verification_not_found', 404));
    if (round.expiresAt <= this.#time) throw new WorkerError(problem('verification_expired', 410));
    return action === 'send'
      ? this.#resend(round, id, body['channel'])
      : this.#check(round, body['code'] ?? '');
  }

  /** What lives is good for a new start, too, and gives nothing back that it has counted. */
  #open(to: string, channel: string | undefined): Verification {
    const living = this.#rounds.get(to);
    const id = `v${this.#ids.size + 1}`;
    let round: Round;
    if (living && living.expiresAt > this.#time) {
      round = living;
      if (round.checksLeft === 0 || round.sendsLeft === 0) {
        throw new WorkerError(
          problem('too_many_sends', 429, { retryAfter: this.#secondsTo(round.expiresAt) }),
        );
      }
      if (round.resendAt <= this.#time) this.#send(round, channel);
    } else {
      round = {
        to,
        channel: 'sms',
        sendsLeft: 5,
        checksLeft: 5,
        resendAt: 0,
        expiresAt: this.#time + lifetime,
      };
      this.#send(round, channel);
      this.#rounds.set(to, round);
    }
    this.#ids.set(id, round);
    return present(id, round);
  }

  #resend(round: Round, id: string, channel: string | undefined): Verification {
    const { checksLeft, expiresAt, resendAt, sendsLeft } = round;
    const left = { checksLeft, sendsLeft };
    const refused = (code: Problem['code'], then: number) =>
      new WorkerError(problem(code, 429, { ...left, retryAfter: this.#secondsTo(then) }));
    if (checksLeft === 0) throw refused('too_many_checks', expiresAt);
    if (sendsLeft === 0) throw refused('too_many_sends', expiresAt);
    if (resendAt > this.#time) throw refused('send_too_early', resendAt);
    this.#send(round, channel);
    return present(id, round);
  }

  #send(round: Round, channel: string | undefined): void {
    round.sendsLeft -= 1;
    round.resendAt = this.#time + wait;
    if (channel) round.channel = channel as Verification['channel'];
  }

  #check(round: Round, code: string): unknown {
    this.checked.push(code);
    const retryAfter = this.#secondsTo(round.expiresAt);
    if (round.checksLeft === 0) {
      throw new WorkerError(problem('too_many_checks', 429, { checksLeft: 0, retryAfter }));
    }
    round.checksLeft -= 1;
    const { checksLeft, sendsLeft } = round;
    if (code !== this.code) {
      const more = { checksLeft, sendsLeft, ...(checksLeft === 0 && { retryAfter }) };
      throw new WorkerError(problem('code_incorrect', 422, more));
    }
    // Approved once: no id of it is good for anything any more.
    this.#rounds.delete(round.to);
    for (const [id, own] of this.#ids) if (own === round) this.#ids.set(id, undefined);
    const user = { id: 'tel-1', kind: 'phone' };
    const session = { accessToken: 'phone session', expiresAt: '', user };
    return { status: 'approved', session, proof: proofFor(600) };
  }

  #secondsTo(then: number): number {
    return Math.max(Math.ceil((then - this.#time) / 1000), 1);
  }
}

function present(id: string, round: Round): Verification {
  const { channel, expiresAt, resendAt, sendsLeft, checksLeft, to } = round;
  return {
    id,
    channel,
    to: to.includes('@') ? 'a…@e….org' : `+44 ••••••••${to.slice(-2)}`,
    expiresAt: new Date(expiresAt).toISOString(),
    resendAt: new Date(resendAt).toISOString(),
    sendsLeft,
    checksLeft,
  };
}

/** What looks like a proof. @param life s */
export function proofFor(life: number): string {
  return ['e30', btoa(JSON.stringify({ iat: 1_000, exp: 1_000 + life })), 'c2lnbmVk'].join('.');
}

/** Types a number into a store's field, all at once. */
export function typePhone(store: OtpStore, number: string): void {
  store.editNumber(number, number.length, 'typed');
}

function problem(code: Problem['code'], status: number, more: Partial<Problem> = {}): Problem {
  return { type: 'about:blank', title: code, detail: code, requestId: 'r', status, code, ...more };
}
