import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Session as SessionAnswer, Verification } from '../../worker/contract/index.ts';
import { tabMemory } from '../session/memory.ts';
import type { Session } from '../session/session.ts';
import { Announcer } from '../shared/announcer.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { failedState } from '../shared/failure.ts';
import { alert, circleCheck, icon } from '../shared/icons.ts';
import { Lazy } from '../shared/lazy.ts';
import { sharedMessages } from '../shared/locale/en.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { StoreController } from '../shared/store-controller.ts';
import { stateView } from '../shared/views.ts';
import { codeView, drawCaret } from './code-view.ts';
import { countriesIn, type Country } from './countries.ts';
import { digitsOf } from './digits.ts';
import { FormControl } from './form-control.ts';
import { BelfrySentEvent, BelfryVerifiedEvent } from './events.ts';
import { otpMessages } from './messages.en.ts';
import type { Challenge, OtpState } from './otp-state.ts';
import { OtpStore } from './otp.store.ts';
import { otpStyles } from './otp.styles.ts';
import { addressView, phoneStep } from './phone-view.ts';
import type { Translate } from './step-form.ts';
import type { asideMessages } from './aside-messages.en.ts';

const steps = ['phone', 'code', 'verified'] as const;

/**
 * `<belfry-otp>`: proves a phone, or an e-mail address, by a code that is sent there. A form control: once that is
 * verified, it submits a signed proof for the site's backend under its `name`; before, and when the proof has run out,
 * it has no value, and with `required` the form waits for it.
 *
 * @summary Phone verification: number, code, done.
 * @slot verified - in place of the words when the address is verified
 * @slot footer - below each step, such as the terms of a text message
 * @slot challenge - taken by the element itself for the site's challenge
 * @fires {BelfrySentEvent} belfry-sent - a code is on its way
 * @fires {BelfryVerifiedEvent} belfry-verified - the address is verified
 * @fires {BelfryErrorEvent} belfry-error - the Worker refused, or could not be reached
 * @csspart field - the number's or the code's field
 * @csspart cell - one drawn digit of the code
 * @csspart button - the step's main button
 * @cssstate phone - the number or e-mail address is asked for
 * @cssstate code - the code is asked for
 * @cssstate verified - done
 * @cssstate busy - a request is on its way
 */
export class BelfryOtpElement extends FormControl {
  static override shadowRootOptions = { ...FormControl.shadowRootOptions, delegatesFocus: true };
  static override styles = [FormControl.styles, otpStyles];

  /** The number's or the code's. */
  @query('input') private field!: HTMLInputElement | null;
  @query('select') private select!: HTMLSelectElement | null;

  /** ISO 3166-1 alpha-2 code of the country to begin with. */
  @property() country?: string;

  /** Ways a code may come, first the one to begin with: `sms call whatsapp email`. Default: those of the site. */
  @property() channels?: string;

  /** A number to begin with. */
  @property() phone?: string;

  /** Makes the page's session that of the verified address; a session that the site has named keeps its user. */
  @property({ type: Boolean }) signin = false;

  /** Draws dots in place of the code's digits, for eyes beside the screen. */
  @property({ type: Boolean }) mask = false;

  /** Those aside are put in when they have loaded. */
  #english = { ...sharedMessages, ...otpMessages } as typeof sharedMessages &
    typeof otpMessages &
    typeof asideMessages;
  #locale = new LocaleController(this, this.#english);
  #announcer = new Announcer(this);
  #store = new OtpStore(() => this.session, {
    sent: (verification) => this.#sent(verification),
    verified: (verification, answer) => this.#verified(verification, answer),
    failed: (problem) => void this.dispatchEvent(new BelfryErrorEvent(problem)),
  });
  #language = '';
  /** Those on offer, in the language. */
  #countries: readonly Country[] = [];
  #format: Promise<void> | undefined;
  #aside = new Lazy(this, async () => {
    const aside = await import('./aside.ts');
    Object.assign(this.#english, aside.asideMessages);
    aside.keep(this, this.#store, this.#memory);
    new aside.Countdown(this, () =>
      this.#store.snapshot.step === 'code' ? Math.min(this.#store.resendIn, 1) * 1000 : this.#store.lapsesIn,
    );
    return aside;
  });
  /** Ends the wait for a text message, and the challenge that is shown. */
  #message: AbortController | undefined;
  #challenge: AbortController | undefined;
  #shown: OtpState | undefined;
  #hadFocus = false;

  constructor() {
    super();
    new StoreController<OtpState>(this).follow(this.#store);
    // A label of the page sends its click here; the field to type in is not the first one.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this) this.focus();
    });
  }

  /** The signed proof once the address is verified, for as long as it is good; else empty. */
  override get value(): string {
    return this.#store.lapsesIn > 0 ? this.#store.snapshot.proof : '';
  }

  /** Puts the focus into the field of the step: the number's, the address's or the code's. */
  override focus(options?: FocusOptions): void {
    if (this.field) this.field.focus(options);
    else super.focus(options);
  }

  formResetCallback(): void {
    this.#store.reset();
  }

  /** The address comes back with the page, a number behind the two letters of its country; a proof does not. */
  formStateRestoreCallback(restored: string | File | FormData | null): void {
    if (!restored || typeof restored !== 'string') return;
    if (restored.includes('@')) this.#store.restore(restored, '');
    else this.#store.restore(restored.slice(2), restored.slice(0, 2));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#message?.abort();
    this.#challenge?.abort();
  }

  protected override sessionJoined(session: Session): void {
    this.#locale.prefer(session);
    // An answer to what was asked in another session is nobody's here.
    if (this.#shown) this.#store.reset();
    void this.#begin();
  }

  async #begin(): Promise<void> {
    // The name tells the Worker, which the page may name only now.
    await this.session.config().catch(ignore);
    if (tabMemory(this.#memory()).read()) await this.#aside.load().catch(ignore);
    await this.#store.load();
  }

  /** Under which name a verification that is under way outlives a reload. */
  #memory = (): string => `otp:${this.session.options.worker} ${this.name ?? this.id}`;

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.shadowRoot?.activeElement !== null;
    const { language } = this.#locale;
    const spoken = language !== this.#language;
    this.#language = language;
    if (spoken || changed.size > 0) {
      this.#store.configure({
        country: this.country,
        phone: this.phone,
        channels: this.channels?.split(/[\s,]+/) ?? [],
        languages: navigator.languages,
        locale: language,
        signin: this.signin,
      });
    }
    if (this.phone) this.#prepare();
    const { step, busy, countries } = this.#store.snapshot;
    if (spoken || countries !== this.#shown?.countries) {
      this.#countries = countriesIn(language, countries);
    }
    for (const name of steps) this.setState(name, name === step);
    this.setState('busy', busy !== undefined);
  }

  protected override updated(): void {
    const { snapshot } = this.#store;
    const before = this.#shown ?? snapshot;
    const { step, by, country, number, email, code, fault, refusals, challenge } = snapshot;
    this.#shown = snapshot;
    if (this.select) this.select.value = country;
    const text = step === 'code' ? code : by === 'email' ? email : number;
    if (this.field && this.field.value !== text) this.field.value = text;
    const moved = (before.step !== step || before.by !== by) && this.#hadFocus;
    if (moved || before.refusals < refusals || (fault && before.fault !== fault)) this.focus();
    if (challenge !== before.challenge) this.#ask(challenge);
    if (this.field && step === 'code') drawCaret(this.field);
    else this.#message?.abort();
    this.#tellForm();
  }

  #tellForm(): void {
    const { by, country, number, email, lapsed } = this.#store.snapshot;
    const required = this.#t(`otp.required.${this.#aside.module ? by : 'phone'}`);
    // The end of a proof is known with the words for it.
    const gone = lapsed ? this.#t('otp.lapsed') : '';
    this.tellForm(by === 'email' ? email : country + number, required, gone, this.field);
  }

  #sent(verification: Verification): void {
    this.dispatchEvent(new BelfrySentEvent(verification));
    this.#announcer.say(this.#t(`otp.sent.${verification.channel}`, { to: verification.to }));
    this.#message?.abort();
    if (verification.channel !== 'sms' || !('OTPCredential' in globalThis)) return;
    const { signal } = (this.#message = new AbortController());
    void import('./web-otp.ts').then(async ({ receiveCode }) => {
      const code = await receiveCode(signal);
      if (code) this.#store.editCode(digitsOf(code));
    }, ignore);
  }

  #verified(verification: Verification, answer: SessionAnswer): void {
    if (this.signin) this.session.adopt(answer);
    this.#announcer.say(this.#t(`otp.verified.${kindOf(verification)}`));
    this.#tellForm();
    this.dispatchEvent(new BelfryVerifiedEvent(verification, this.value));
    const { value } = this;
    void this.#aside.load().then(({ lifeOf }) => {
      if (value === this.value) this.#store.endProof(lifeOf(value));
      this.requestUpdate();
    }, ignore);
  }

  /** Shows the challenge that a code waits for, or takes it away. */
  #ask(challenge: Challenge | undefined): void {
    this.#challenge?.abort();
    if (!challenge) return;
    const { signal } = (this.#challenge = new AbortController());
    const failed = () => this.#store.giveUpChallenge();
    Promise.all([import('./challenge.ts'), this.#aside.load()]).then(([{ showChallenge }]) => {
      this.#announcer.say(this.#t('otp.challenge.text'));
      showChallenge(this, challenge, {
        t: this.#t,
        language: this.#language,
        signal,
        answered: (token) => this.#store.answer(token),
        failed,
      });
    }, failed);
  }

  /** Fetches what helps before it is needed: phone metadata, and words for what goes wrong. */
  #prepare = (): void => {
    this.#aside.need();
    this.#format ??= import('./phone-format.ts').then(
      ({ phoneFormat }) => this.#store.useFormat(phoneFormat),
      () => (this.#format = undefined),
    );
  };

  // Nothing is said before its words have come.
  #t: Translate = (key, parameters) => (key in this.#english ? this.#locale.t(key, parameters) : '');

  protected override render(): TemplateResult {
    return html`<div @focusin=${this.#prepare}>${this.#body()}</div>
      <slot name="footer"></slot>
      ${this.#announcer.region()}`;
  }

  #body(): TemplateResult {
    const state = this.#store.snapshot;
    const { status, step, by, channels, verification, fault, problem, lapsed, challenge } = state;
    if (status === 'loading') return this.#skeleton();
    if (status === 'error') {
      const network = problem?.code === 'unreachable';
      return stateView(failedState(this.#t, () => void this.#store.load(), { network }));
    }
    const first = this.#store.ways[0];
    // Most sites, and most visitors, need nothing but a number and a text message.
    const straight = first === 'sms' && channels.length === 1 && step === 'phone';
    const off = status === 'off';
    if (off || !straight || fault || problem || challenge) this.#aside.need();
    const aside = this.#aside.module;
    if (!aside && (off || first !== 'sms')) return this.#skeleton();
    if (off && aside) return aside.offView(this.#t);
    const context = {
      state,
      store: this.#store,
      t: this.#t,
      language: this.#language,
      disabled: this.matches(':disabled'),
      aside,
      trouble: aside?.problemText(this.#store, this.#t, this.#language) ?? '',
      required: this.required,
      countries: this.#countries,
      mask: this.mask,
    };
    if (!verification) {
      return addressView(context, by === 'email' && aside ? aside.emailStep(context) : phoneStep(context));
    }
    return step === 'code'
      ? codeView(context, verification, this.#confirm)
      : this.#verifiedView(verification, aside && lapsed);
  }

  #confirm = (): void => {
    const { code, codeLength } = this.#store.snapshot;
    if (code.length < codeLength) this.focus();
    else void this.#store.check();
  };

  #verifiedView(verification: Verification, lapsed: boolean | undefined): TemplateResult {
    const kind = kindOf(verification);
    return html`<div class="verified" tabindex="-1">
      <slot name="verified"
        >${icon(lapsed ? alert : circleCheck)}
        <span
          >${this.#t(lapsed ? 'otp.lapsed' : `otp.verified.${kind}`)}<br /><bdi class="note" dir="ltr"
            >${verification.to}</bdi
          ></span
        ></slot
      >
      <button
        type="button"
        class="link"
        ?disabled=${this.matches(':disabled')}
        @click=${() => this.#store.changeAddress()}
      >
        ${this.#t(`otp.another.${kind}`)}
      </button>
    </div>`;
  }

  #skeleton(): TemplateResult {
    return html`<div class="placeholder" aria-busy="true">
      <span class="visually-hidden">${this.#t('loading')}</span>
      <span class="skeleton"></span><span class="skeleton"></span><span class="skeleton"></span>
    </div>`;
  }
}

const ignore = () => undefined;

const kindOf = ({ channel }: Verification) => (channel === 'email' ? 'email' : 'phone');

declare global {
  interface HTMLElementTagNameMap {
    'belfry-otp': BelfryOtpElement;
  }
}
