import type {
  Config,
  Verification,
  VerificationApproval,
  VerificationChannel,
} from '../../worker/contract/index.ts';
import { toProblem, type Problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../shared/store.ts';
import { digitsOf } from './digits.ts';
import {
  blank,
  type NumberFault,
  type OtpObserver,
  type OtpOptions,
  type OtpState,
  type PhoneChannel,
} from './otp-state.ts';
import { editPhone, firstCountry, toInternational, type EditKind, type PhoneFormat } from './phone-number.ts';

/** After these a verification takes no more codes. */
const endings: ReadonlySet<Problem['code']> = new Set([
  'verification_expired',
  'verification_not_found',
  'too_many_checks',
]);

/**
 * A phone's verification: phone → code → verified. One request at a time; an answer that comes after the visitor went
 * back to the number, or started over, counts for nothing. What was typed is only ever cleared by a refused code.
 */
export class OtpStore extends Store<OtpState> {
  #session: Pick<Session, 'config' | 'publicRequest'>;
  #observer: OtpObserver;
  #now: () => number;
  #options: OtpOptions = {};
  #settings: Config['verification'] | undefined;
  #format: PhoneFormat | undefined;
  /** Whether the visitor has typed or chosen; from then on options leave number and country alone. */
  #touched = false;
  /** The number a code was last sent to, and its verification while that lives: kept when the visitor goes back. */
  #last: { to: string; alive?: { verification: Verification; sends: number } } | undefined;
  /** The last code that was checked: it is not tried again by itself. */
  #tried = '';
  /** Counts starts over: an answer to an earlier one is dropped. */
  #era = 0;

  /** @param now ms since the epoch */
  constructor(
    session: Pick<Session, 'config' | 'publicRequest'>,
    observer: OtpObserver,
    now: () => number = Date.now,
  ) {
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

  /** Asks what the site offers; again after a failure. */
  async load(): Promise<void> {
    this.set({ status: 'loading', problem: undefined });
    try {
      const { features, verification } = await this.#session.config();
      this.#settings = verification;
      this.set({ status: features.verification ? 'ready' : 'off', codeLength: verification.codeLength });
      this.#apply();
    } catch (error) {
      this.set({ status: 'error' });
      this.#fail(toProblem(error));
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
  editNumber(text: string, caret: number, kind: EditKind): { text: string; caret: number } {
    this.#touched = true;
    const { country, countries } = this.snapshot;
    const typed = editPhone({ text, caret, kind, country }, countries, this.#format);
    this.set({ number: typed.text, country: typed.country, fault: undefined, problem: undefined });
    return typed;
  }

  /** The number field was left: a number with its country code gets its form at home. */
  settleNumber(): void {
    const { number, country, countries } = this.snapshot;
    const typed = editPhone(
      { text: number, caret: number.length, kind: 'given', country },
      countries,
      this.#format,
    );
    this.set({ number: typed.text, country: typed.country });
  }

  /** Sends a code to the number, by the first channel unless another is named. */
  async send(channel: PhoneChannel | undefined = this.snapshot.channels[0]): Promise<void> {
    const { step, busy, status } = this.snapshot;
    if (step !== 'phone' || busy || status !== 'ready' || !channel) return;
    const to = toInternational(this.snapshot.number, this.snapshot.country);
    const fault = this.#faultOf(to);
    if (fault) {
      this.set({ fault });
      return;
    }
    const alive = this.#last?.to === to ? this.#last.alive : undefined;
    if (alive?.verification.channel === channel && this.resendIn > 0) {
      // A code is on its way to this very number.
      this.#enterCode(alive.verification, alive.sends);
      return;
    }
    await this.#start(to, channel);
  }

  /** Sends the code again, or by another channel; after its end, a new one. Nothing happens before `resendAt`. */
  async resend(channel?: PhoneChannel): Promise<void> {
    const { step, busy, verification, ended } = this.snapshot;
    if (step !== 'code' || busy || !verification || !this.#last) return;
    const { to } = this.#last;
    if (ended) {
      await this.#start(to, channel ?? verification.channel);
      return;
    }
    if (this.resendIn > 0) return;
    await this.#request(
      'send',
      { path: `/v1/verifications/${verification.id}/send`, body: channel ? { channel } : {} },
      (answer: Verification) => this.#sent(to, answer, this.snapshot.sends + 1),
    );
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
      { path: `/v1/verifications/${verification.id}/check`, body: { code } },
      ({ session }: VerificationApproval) => {
        this.#last = undefined;
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
    this.#last = undefined;
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
    const offered = channels.filter((channel): channel is PhoneChannel => channel !== 'email');
    const wanted = (this.#options.channels ?? []).filter((channel): channel is PhoneChannel =>
      offered.some((known) => known === channel),
    );
    this.set({ countries, channels: wanted.length > 0 ? wanted : offered });
    if (this.#touched && countries.includes(this.snapshot.country)) return;
    const { country, phone, languages } = this.#options;
    this.set({ country: firstCountry(countries, [country, defaultCountry], languages ?? []) ?? '' });
    if (this.#touched) return;
    this.set({ number: phone ?? '' });
    this.settleNumber();
  }

  #faultOf(to: string): NumberFault | undefined {
    if (digitsOf(this.snapshot.number) === '') return 'missing';
    const length = this.#format?.length(to) ?? 'possible';
    return length === 'possible' ? undefined : length;
  }

  async #start(to: string, channel: VerificationChannel): Promise<void> {
    const { locale } = this.#options;
    await this.#request(
      'send',
      { path: '/v1/verifications', body: { to, channel, ...(locale ? { locale } : {}) } },
      (answer: Verification) => this.#sent(to, answer, 1),
    );
  }

  #sent(to: string, verification: Verification, sends: number): void {
    this.#last = { to, alive: { verification, sends } };
    this.#enterCode(verification, sends);
    this.#observer.sent(verification);
  }

  #enterCode(verification: Verification, sends: number): void {
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

  /** One request; its answer counts unless the visitor has started over meanwhile. */
  async #request<Answer>(
    busy: 'send' | 'check',
    call: { path: string; body: unknown },
    accept: (answer: Answer) => void,
  ): Promise<void> {
    const era = this.#era;
    this.set({ busy, problem: undefined });
    const outcome = await this.#session
      .publicRequest<Answer>({ method: 'POST', ...call })
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
    const { checksLeft, sendsLeft, retryAfter } = problem;
    const left = {
      ...(checksLeft !== undefined && { checksLeft }),
      ...(sendsLeft !== undefined && { sendsLeft }),
    };
    this.set({ problem, verification: verification && { ...verification, ...left } });
    if (problem.code === 'code_incorrect') {
      // Cleared for the next try, unless the visitor is typing that already.
      this.set({ refusals: refusals + 1, code: code === this.#tried ? '' : code });
      this.#tried = '';
    }
    if (problem.code === 'send_too_early') this.set({ resendAt: this.#now() + (retryAfter ?? 0) * 1000 });
    if (endings.has(problem.code) || checksLeft === 0) this.#end();
    this.#observer.failed(problem);
  }

  /** The verification takes no more codes. */
  #end(): void {
    if (this.#last) this.#last = { to: this.#last.to };
    this.set({ ended: true, code: '' });
  }
}
