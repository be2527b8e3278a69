import type { Config, Verification, VerificationChannel } from '../../worker/contract/index.ts';
import { toProblem, type Problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../shared/store.ts';
import { digitsOf } from './digits.ts';
import {
  blank,
  type AddressKind,
  type Approval,
  type Fault,
  type OtpObserver,
  type OtpOptions,
  type OtpState,
  type Underway,
} from './otp-state.ts';
import {
  firstCountry,
  toInternational,
  type EditKind,
  type PhoneFormat,
  type Typed,
} from './phone-number.ts';

type OtpSession = Pick<Session, 'config' | 'publicRequest' | 'snapshot'>;

/** After these a verification takes no more codes. */
const endings: readonly Problem['code'][] = [
  'verification_expired',
  'verification_not_found',
  'too_many_checks',
];

/** What a new edit does away with. */
const unfaulted = { fault: undefined, problem: undefined } as const;

const kindOf = (channel: VerificationChannel): AddressKind => (channel === 'email' ? 'email' : 'phone');

/**
 * The verification of a phone or an e-mail address: address → code → verified. One request at a time; an answer that
 * comes after the visitor went back, or started over, counts for nothing. What was typed is only ever cleared by a
 * refused code.
 */
export class OtpStore extends Store<OtpState> {
  #session: () => OtpSession;
  #observer: OtpObserver;
  #now: () => number;
  /** ms that this machine's clock is ahead of the Worker's. */
  #ahead = 0;
  #options: OtpOptions = {};
  #settings: Config['verification'] | undefined;
  #format: Pick<PhoneFormat, 'international'> & Partial<PhoneFormat> = { international: toInternational };
  /** Whether the visitor has typed or chosen; from then on options leave the address alone. */
  #touched = false;
  /** The address a code was last sent to, and its verification while that lives: kept when the visitor goes back. */
  #to = '';
  #alive: Underway | undefined;
  /** The channel that waits for the answer to a challenge. */
  #asked: VerificationChannel | undefined;
  /** The last code that was checked: it is not tried again by itself. */
  #tried = '';
  /** ms since the epoch, by this machine, at which the proof ends. */
  #lapsesAt = 0;
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
      by: 'phone',
      country: '',
      number: '',
      email: '',
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

  /** Phone metadata has loaded: numbers are read, grouped and judged by their length from now on. */
  useFormat(format: PhoneFormat): void {
    this.#format = format;
    this.#write(this.snapshot.number, 0, 'found');
  }

  /** s until a code may be sent again; 0 when it may. */
  get resendIn(): number {
    return Math.max(0, Math.ceil((this.snapshot.resendAt + this.#ahead - this.#now()) / 1000));
  }

  /** The proof is good for so many ms from now on. */
  endProof(life: number): void {
    this.#lapsesAt = this.#now() + life;
  }

  /** ms until the proof ends; 0 without one. Once they are over, it is gone. */
  get lapsesIn(): number {
    const left = this.snapshot.proof ? this.#lapsesAt - this.#now() : 1;
    if (left <= 0) this.set({ proof: '', lapsed: true });
    return this.snapshot.proof ? left : 0;
  }

  /** The ways to reach what the first step asks for. */
  get ways(): VerificationChannel[] {
    const { channels, by } = this.snapshot;
    return channels.filter((channel) => kindOf(channel) === by);
  }

  /** From the number to an e-mail address, or back. */
  askFor(by: AddressKind): void {
    this.#touched = true;
    this.set({ by, ...unfaulted, challenge: undefined });
  }

  chooseCountry(country: string): void {
    this.#touched = true;
    this.set({ country, ...unfaulted });
  }

  /** The number field was edited; returns what it shows now, and where its caret goes. */
  editNumber(text: string, caret: number, kind: EditKind): Typed {
    this.#touched = true;
    this.set(unfaulted);
    return this.#write(text, caret, kind);
  }

  editEmail(email: string): void {
    this.#touched = true;
    this.set({ email, ...unfaulted });
  }

  /** The number field was left: a number with its country code gets its form at home. */
  settleNumber(): void {
    this.#write(this.snapshot.number, 0, 'given');
  }

  /** Sends a code to the address, by the first way unless another is named. @param answer to the challenge */
  async send(channel: VerificationChannel | undefined = this.ways[0], answer?: string): Promise<void> {
    const { step, busy, status, number, country, by, email } = this.snapshot;
    if (step !== 'phone' || busy || status !== 'ready' || !channel) return;
    const to = by === 'email' ? email.trim() : this.#format.international(number, country);
    const fault = this.#faultOf(to);
    const alive = to === this.#to ? this.#alive : undefined;
    if (fault) {
      this.set({ fault, problem: undefined });
    } else if (alive?.verification.channel === channel && this.resendIn > 0) {
      // A code is on its way there.
      this.#enterCode(alive);
    } else {
      await this.#start(to, channel, answer);
    }
  }

  /** The challenge has its answer: what was asked for goes on. */
  answer(token: string): void {
    void this.send(this.#asked, token);
  }

  /** The challenge cannot be shown, or nobody answered it in time. */
  giveUpChallenge(): void {
    this.set({ challenge: undefined, fault: 'challenge' });
  }

  /** Sends the code again, or by another channel; after its end, a new one. Nothing happens before `resendAt`. */
  async resend(channel?: VerificationChannel): Promise<void> {
    const { step, busy, verification, sends, ended } = this.snapshot;
    if (step !== 'code' || busy || !verification || this.resendIn > 0) return;
    if (ended) {
      // Where it went is not kept over a reload.
      if (this.#to) await this.#start(this.#to, channel ?? verification.channel);
      else this.changeAddress();
    } else {
      this.#asked = channel ?? verification.channel;
      await this.#request(
        'send',
        `/${verification.id}/send`,
        channel ? { channel } : {},
        (answer: Verification) => this.#sent(answer, sends + 1),
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
    const { signin } = this.#options;
    await this.#request(
      'check',
      `/${verification.id}/check`,
      { code, ...(signin && { signin }) },
      ({ session, proof }: Approval) => {
        this.#alive = undefined;
        this.#lapsesAt = Infinity;
        this.set({ step: 'verified', code: '', proof });
        this.#observer.verified(verification, session);
      },
    );
  }

  /** Back to the address, which stays as it was typed. */
  changeAddress(): void {
    this.#era += 1;
    this.set({ ...blank, resendAt: this.snapshot.resendAt });
  }

  /** Back to the beginning, with what the element was given. */
  reset(): void {
    this.#touched = false;
    this.#alive = undefined;
    this.changeAddress();
    this.set({ resendAt: 0, number: '', email: '' });
    this.#apply();
  }

  /** Goes on with a verification that was under way before the page was loaded again. */
  resume(underway: Underway): void {
    const { step, status } = this.snapshot;
    if (step !== 'phone' || status !== 'ready') return;
    if (Date.parse(underway.verification.expiresAt) + this.#ahead > this.#now()) this.#enterCode(underway);
  }

  /** Takes an address over that was typed before, such as on a page the visitor comes back to. */
  restore(address: string, country: string): void {
    this.#touched = true;
    this.set(address.includes('@') ? { by: 'email', email: address } : { number: address, country });
    this.#apply();
  }

  #apply(): void {
    if (!this.#settings) return;
    const { countries, channels, defaultCountry } = this.#settings;
    const named = this.#options.channels?.flatMap((name) => channels.filter((channel) => channel === name));
    const offered = named?.length ? named : channels;
    this.set({ countries, channels: offered });
    const [first] = offered;
    // The way that comes first, unless the visitor has chosen the other.
    if (first && (!this.#touched || this.ways.length === 0)) this.set({ by: kindOf(first) });
    if (this.#touched && countries.includes(this.snapshot.country)) return;
    const { country, phone, languages } = this.#options;
    this.set({ country: firstCountry(countries, country, languages ?? [], defaultCountry) ?? '' });
    if (!this.#touched) this.#write(phone ?? '', 0, 'given');
  }

  #write(text: string, caret: number, kind: EditKind): Typed {
    const { country, countries } = this.snapshot;
    const edit = { text, caret, kind, country };
    const typed = this.#format.edit?.(edit, countries) ?? edit;
    this.set({ number: typed.text, country: typed.country });
    return typed;
  }

  #faultOf(to: string): Fault | undefined {
    const { by, number } = this.snapshot;
    if (by === 'email') return /^\S+@\S+\.\S+$/.test(to) ? undefined : 'email';
    return digitsOf(number) ? this.#format.fault?.(to) : 'missing';
  }

  async #start(to: string, channel: VerificationChannel, challenge?: string): Promise<void> {
    const { locale } = this.#options;
    this.#asked = channel;
    await this.#request(
      'send',
      '',
      { to, channel, ...(locale && { locale }), ...(challenge && { challenge }) },
      (answer: Verification) => {
        this.#to = to;
        this.#sent(answer, 1);
      },
    );
  }

  #sent(verification: Verification, sends: number): void {
    this.#alive = { verification, sends };
    this.#enterCode(this.#alive);
    this.#observer.sent(verification);
  }

  #enterCode(underway: Underway): void {
    const { verification, sends } = underway;
    const same = this.snapshot.verification?.id === verification.id;
    if (!same) this.#tried = '';
    this.set({
      step: 'code',
      verification,
      sends,
      // Codes that were sent before stay good, and so does what was typed of them.
      code: same ? this.snapshot.code : '',
      ended: false,
      challenge: undefined,
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
    const session = this.#session();
    const visitor = session.snapshot.era;
    this.set({ busy, ...unfaulted });
    const outcome = await session
      .publicRequest<Answer>({
        method: 'POST',
        path: `/v1/verifications${path}`,
        body,
        heard: (date) => (this.#ahead = this.#now() - date),
      })
      .then((answer) => ({ answer }), toProblem);
    // What one visitor began must not sign them in again once they have left.
    if (visitor !== session.snapshot.era) this.reset();
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
    const { challenge } = this.#settings ?? {};
    if (challenge && problem.code.startsWith('challenge_')) {
      // To be answered where the address is asked for. Being asked is no failure.
      this.set({ ...blank, challenge: { ...challenge } });
      if (problem.code === 'challenge_required') return;
    }
    this.set({
      problem,
      verification: this.snapshot.verification &&
        verification && {
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
    const ends = endings.includes(problem.code) || checksLeft === 0;
    if (ends) {
      this.#alive = undefined;
      this.set({ ended: true, code: '' });
    }
    if (ends || problem.code === 'send_too_early' || this.snapshot.ended) {
      this.set({ resendAt: this.#now() - this.#ahead + retryAfter * 1000 });
    }
    this.#observer.failed(problem);
  }
}
