import type { Config, VerificationApproval } from '../../worker/contract/index.ts';
import { toProblem, type Problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../shared/store.ts';
import { digitsOf } from './digits.ts';
import {
  blank,
  type OtpObserver,
  type OtpOptions,
  type OtpState,
  type PhoneChannel,
  type PhoneVerification,
} from './otp-state.ts';
import {
  editPhone,
  firstCountry,
  toInternational,
  type EditKind,
  type PhoneFormat,
  type Typed,
} from './phone-number.ts';

type OtpSession = Pick<Session, 'config' | 'publicRequest'>;

/** After these a verification takes no more codes. */
const endings: readonly Problem['code'][] = [
  'verification_expired',
  'verification_not_found',
  'too_many_checks',
];

/**
 * A phone's verification: phone → code → verified. One request at a time; an answer that comes after the visitor went
 * back to the number, or started over, counts for nothing. What was typed is only ever cleared by a refused code.
 */
export class OtpStore extends Store<OtpState> {
  #session: () => OtpSession;
  #observer: OtpObserver;
  #now: () => number;
  #options: OtpOptions = {};
  #settings: Config['verification'] | undefined;
  #format: PhoneFormat | undefined;
  /** Whether the visitor has typed or chosen; from then on options leave number and country alone. */
  #touched = false;
  /** The number a code was last sent to, and its verification while that lives: kept when the visitor goes back. */
  #to = '';
  #alive: { verification: PhoneVerification; sends: number } | undefined;
  /** The last code that was checked: it is not tried again by itself. */
  #tried = '';
  /** Counts starts over: an answer to an earlier one is dropped. */
  #era = 0;

  /**
   * @param session the session that the element stands in at the moment
   * @param now ms since the epoch
   */
  constructor(session: () => OtpSession, observer: OtpObserver, now: () => number = Date.now) {
    super({
      ...blank,
      status: 'loading',
      countries: [],
      channels: [],
      codeLength: 6,
      country: '',
      number: '',
    });
    this.#session = session;
    this.#observer = observer;
    this.#now = now;
  }

  /** Asks what the site offers; again after a failure, and in another session. */
  async load(): Promise<void> {
    const session = this.#session();
    this.set({ status: 'loading', problem: undefined });
    const outcome = await session.config().catch(toProblem);
    if (session !== this.#session()) return;
    if ('features' in outcome) {
      const { features, verification } = outcome;
      this.#settings = verification;
      this.set({ status: features.verification ? 'ready' : 'off', codeLength: verification.codeLength });
      this.#apply();
    } else {
      this.set({ status: 'error' });
      this.#fail(outcome);
    }
  }

  configure(options: OtpOptions): void {
    this.#options = options;
    this.#apply();
  }

  /** Phone metadata has loaded: numbers are grouped and their length is judged from now on. */
  useFormat(format: PhoneFormat): void {
    this.#format = format;
  }

  /** s until a code may be sent again; 0 when it may. */
  get resendIn(): number {
    return Math.max(0, Math.ceil((this.snapshot.resendAt - this.#now()) / 1000));
  }

  chooseCountry(country: string): void {
    this.#touched = true;
    this.set({ country, fault: undefined, problem: undefined });
  }

  /** The number field was edited; returns what it shows now, and where its caret goes. */
  editNumber(text: string, caret: number, kind: EditKind): Typed {
    this.#touched = true;
    this.set({ fault: undefined, problem: undefined });
    return this.#write(text, caret, kind);
  }

  /** The number field was left: a number with its country code gets its form at home. */
  settleNumber(): void {
    this.#write(this.snapshot.number, 0, 'given');
  }

  /** Sends a code to the number, by the first channel unless another is named. */
  async send(channel: PhoneChannel | undefined = this.snapshot.channels[0]): Promise<void> {
    const { step, busy, status, number, country } = this.snapshot;
    if (step !== 'phone' || busy || status !== 'ready' || !channel) return;
    const to = toInternational(number, country);
    const fault = digitsOf(number) ? this.#format?.fault(to) : 'missing';
    const alive = to === this.#to ? this.#alive : undefined;
    if (fault) {
      this.set({ fault });
    } else if (alive?.verification.channel === channel && this.resendIn > 0) {
      // A code is on its way to this very number.
      this.#enterCode(alive.verification, alive.sends);
    } else {
      await this.#start(to, channel);
    }
  }

  /** Sends the code again, or by another channel; after its end, a new one. Nothing happens before `resendAt`. */
  async resend(channel?: PhoneChannel): Promise<void> {
    const { step, busy, verification, sends, ended } = this.snapshot;
    if (step !== 'code' || busy || !verification) return;
    if (ended) {
      await this.#start(this.#to, channel ?? verification.channel);
    } else if (this.resendIn === 0) {
      await this.#request(
        'send',
        `/${verification.id}/send`,
        channel ? { channel } : {},
        (answer: PhoneVerification) => this.#sent(answer, sends + 1),
      );
    }
  }

  /** The code's digits so far. A full code is checked at once. */
  editCode(code: string): void {
    if (this.snapshot.step !== 'code' || code === this.snapshot.code) return;
    this.set({ code });
    this.#checkWhenFull();
  }

  /** Checks what was typed; also again what was typed before a failure. */
  async check(): Promise<void> {
    const { step, busy, verification, code, codeLength, ended } = this.snapshot;
    if (step !== 'code' || busy || !verification || ended || code.length !== codeLength) return;
    this.#tried = code;
    await this.#request(
      'check',
      `/${verification.id}/check`,
      { code },
      ({ session }: VerificationApproval) => {
        this.#alive = undefined;
        this.set({ step: 'verified', code: '' });
        this.#observer.verified(verification, session);
      },
    );
  }

  /** Back to the number, which stays as it was typed. */
  changeNumber(): void {
    this.#era += 1;
    this.set({ ...blank, resendAt: this.snapshot.resendAt });
  }

  /** Back to the beginning, with what the element was given. */
  reset(): void {
    this.#era += 1;
    this.#touched = false;
    this.#alive = undefined;
    this.set({ ...blank, number: '' });
    this.#apply();
  }

  /** Takes a number over that was typed before, such as on a page the visitor comes back to. */
  restore(number: string, country: string): void {
    this.#touched = true;
    this.set({ number, country });
    this.#apply();
  }

  #apply(): void {
    if (!this.#settings) return;
    const { countries, channels, defaultCountry } = this.#settings;
    const offered = channels.filter((channel) => channel !== 'email');
    const named = this.#options.channels?.flatMap((name) => offered.filter((channel) => channel === name));
    this.set({ countries, channels: named?.length ? named : offered });
    if (this.#touched && countries.includes(this.snapshot.country)) return;
    const { country, phone, languages } = this.#options;
    this.set({ country: firstCountry(countries, [country, defaultCountry], languages ?? []) ?? '' });
    if (!this.#touched) this.#write(phone ?? '', 0, 'given');
  }

  #write(text: string, caret: number, kind: EditKind): Typed {
    const { country, countries } = this.snapshot;
    const typed = editPhone({ text, caret, kind, country }, countries, this.#format);
    this.set({ number: typed.text, country: typed.country });
    return typed;
  }

  async #start(to: string, channel: PhoneChannel): Promise<void> {
    const { locale } = this.#options;
    await this.#request(
      'send',
      '',
      { to, channel, ...(locale && { locale }) },
      (answer: PhoneVerification) => {
        this.#to = to;
        this.#sent(answer, 1);
      },
    );
  }

  #sent(verification: PhoneVerification, sends: number): void {
    this.#alive = { verification, sends };
    this.#enterCode(verification, sends);
    this.#observer.sent(verification);
  }

  #enterCode(verification: PhoneVerification, sends: number): void {
    const same = this.snapshot.verification?.id === verification.id;
    if (!same) this.#tried = '';
    this.set({
      step: 'code',
      verification,
      sends,
      // Codes that were sent before stay good, and so does what was typed of them.
      code: same ? this.snapshot.code : '',
      ended: false,
      resendAt: Date.parse(verification.resendAt),
      problem: undefined,
    });
  }

  #checkWhenFull(): void {
    if (this.snapshot.code !== this.#tried) void this.check();
  }

  /** One request about a verification; its answer counts unless the visitor has started over meanwhile. */
  async #request<Answer>(
    busy: 'send' | 'check',
    path: string,
    body: object,
    accept: (answer: Answer) => void,
  ): Promise<void> {
    const era = this.#era;
    this.set({ busy, problem: undefined });
    const outcome = await this.#session()
      .publicRequest<Answer>({ method: 'POST', path: `/v1/verifications${path}`, body })
      .then((answer) => ({ answer }), toProblem);
    if (era !== this.#era) return;
    this.set({ busy: undefined });
    if ('answer' in outcome) accept(outcome.answer);
    else this.#fail(outcome);
    // What was completed meanwhile has its turn now.
    this.#checkWhenFull();
  }

  #fail(problem: Problem): void {
    const { verification, code, refusals } = this.snapshot;
    const { checksLeft, sendsLeft, retryAfter = 0 } = problem;
    this.set({
      problem,
      verification: verification && {
        ...verification,
        checksLeft: checksLeft ?? verification.checksLeft,
        sendsLeft: sendsLeft ?? verification.sendsLeft,
      },
    });
    if (problem.code === 'code_incorrect') {
      // Cleared for the next try, unless the visitor is typing that already.
      this.set({ refusals: refusals + 1, code: code === this.#tried ? '' : code });
      this.#tried = '';
    }
    if (problem.code === 'send_too_early') this.set({ resendAt: this.#now() + retryAfter * 1000 });
    if (endings.includes(problem.code) || checksLeft === 0) {
      this.#alive = undefined;
      this.set({ ended: true, code: '' });
    }
    this.#observer.failed(problem);
  }
}
