import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Session as SessionAnswer, Verification } from '../../worker/contract/index.ts';
import type { Problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';
import { Announcer } from '../shared/announcer.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { alert, circleCheck, icon, lock } from '../shared/icons.ts';
import { sharedMessages } from '../shared/locale/en.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { StoreController } from '../shared/store-controller.ts';
import { stateView } from '../shared/views.ts';
import type { CodeStep } from './code-step.ts';
import { Countdown } from './countdown.ts';
import { countriesIn, type Country } from './countries.ts';
import { digitsOf } from './digits.ts';
import { FormControl } from './form-control.ts';
import { BelfrySentEvent, BelfryVerifiedEvent } from './events.ts';
import { otpMessages } from './messages.en.ts';
import { phoneChannel, type OtpState } from './otp-state.ts';
import { OtpStore } from './otp.store.ts';
import { otpStyles } from './otp.styles.ts';
import type { PhoneFormat } from './phone-number.ts';
import { phoneView } from './phone-view.ts';
import { problemText, type Translate } from './problem-text.ts';
import { receiveCode } from './web-otp.ts';

const steps = ['phone', 'code', 'verified'] as const;

/**
 * `<belfry-otp>`: proves a phone by a code that is sent to it. A form control: once the phone is verified, it submits
 * the verification's id under its `name`; before, it has no value, and with `required` the form waits for it.
 *
 * @summary Phone verification: number, code, done.
 * @slot verified - in place of the words when the number is verified
 * @slot footer - below each step, such as the terms of a text message
 * @fires {BelfrySentEvent} belfry-sent - a code is on its way
 * @fires {BelfryVerifiedEvent} belfry-verified - the phone is verified
 * @fires {BelfryErrorEvent} belfry-error - the Worker refused, or could not be reached
 * @csspart field - the number's or the code's field
 * @csspart cell - one drawn digit of the code
 * @csspart button - the step's main button
 * @cssstate phone - the number is asked for
 * @cssstate code - the code is asked for
 * @cssstate verified - done
 * @cssstate busy - a request is on its way
 */
export class BelfryOtpElement extends FormControl {
  static override shadowRootOptions = { ...FormControl.shadowRootOptions, delegatesFocus: true };
  static override styles = [FormControl.styles, otpStyles];

  @query('#number') private numberField!: HTMLInputElement | null;
  @query('#country') private countryField!: HTMLSelectElement | null;
  @query('#code') private codeField!: HTMLInputElement | null;
  @query('.verified') private done!: HTMLElement | null;

  /** The second step, once it has loaded. */
  @state() private codeStep?: CodeStep;
  @state() private codeStepFailed = false;

  /** ISO 3166-1 alpha-2 code of the country to begin with. */
  @property() country?: string;

  /** Ways a code may come, first the one to begin with: `sms call whatsapp`. Default: those of the site. */
  @property() channels?: string;

  /** A number to begin with. */
  @property() phone?: string;

  /** Makes the page's session that of the verified phone. */
  @property({ type: Boolean }) signin = false;

  #locale = new LocaleController(this, { ...sharedMessages, ...otpMessages });
  #announcer = new Announcer(this);
  #state = new StoreController<OtpState>(this);
  #store: OtpStore | undefined;
  #language = 'en';
  #names: { codes: readonly string[]; language: string; countries: readonly Country[] } = {
    codes: [],
    language: '',
    countries: [],
  };
  #format: PhoneFormat | undefined;
  #loadingFormat: Promise<void> | undefined;
  #loadingCode: Promise<void> | undefined;
  #message: AbortController | undefined;
  #shown: OtpState | undefined;
  #hadFocus = false;
  #focusWanted = false;

  constructor() {
    super();
    new Countdown(this, () => (this.#state.snapshot?.step === 'code' ? (this.#store?.resendIn ?? 0) : 0));
    // A label of the page sends its click here; the field to type in is not the first one.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this) this.focus();
    });
  }

  /** The verification's id once the phone is verified, else empty. */
  override get value(): string {
    const { step, verification } = this.#state.snapshot ?? {};
    return (step === 'verified' && verification?.id) || '';
  }

  override focus(options?: FocusOptions): void {
    const target = this.codeField ?? this.numberField ?? this.done;
    if (target) target.focus(options);
    else super.focus(options);
  }

  formResetCallback(): void {
    this.#store?.reset();
  }

  /** The number comes back with the page, a proof does not. */
  formStateRestoreCallback(restored: string | File | FormData | null): void {
    if (typeof restored !== 'string') return;
    const [country, ...number] = restored.split(' ');
    if (country) this.#store?.restore(number.join(' '), country);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#message?.abort();
  }

  protected override sessionJoined(session: Session): void {
    this.#locale.prefer(session.options.locale);
    // An answer to what was asked in another session is nobody's here.
    this.#store?.reset();
    this.#store = new OtpStore(session, {
      sent: (verification) => this.#sent(verification),
      verified: (verification, answer) => this.#verified(verification, answer),
      failed: (problem: Problem) => void this.dispatchEvent(new BelfryErrorEvent(problem)),
    });
    if (this.#format) this.#store.useFormat(this.#format);
    this.#configure();
    this.#state.follow(this.#store);
    void this.#store.load();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.shadowRoot?.activeElement !== null;
    const given = changed.has('country') || changed.has('phone') || changed.has('channels');
    if (given || this.#language !== this.#locale.language) this.#configure();
    const { step, busy } = this.#state.snapshot ?? {};
    if (step === 'code' && !this.codeStepFailed) this.#loadCode();
    for (const name of steps) this.setState(name, name === step);
    this.setState('busy', busy !== undefined);
  }

  protected override updated(): void {
    const state = this.#state.snapshot;
    if (!state) return;
    const before = this.#shown;
    this.#shown = state;
    if (this.countryField) this.countryField.value = state.country;
    if (before && before.step !== state.step) this.#focusWanted = this.#hadFocus;
    const field = state.step === 'code' ? this.codeField : (this.numberField ?? this.done);
    if (field && this.#focusWanted) {
      this.#focusWanted = false;
      field.focus();
    }
    if (before && before.fault !== state.fault && state.fault) this.numberField?.focus();
    if (this.codeField && this.codeStep) {
      if (before && state.refusals > before.refusals) this.codeStep.refuse(this.codeField);
      this.codeStep.rendered(this.codeField);
    }
    if (state.step !== 'code') this.#message?.abort();
    this.#tellForm(state);
  }

  #configure(): void {
    this.#language = this.#locale.language;
    this.#store?.configure({
      country: this.country,
      phone: this.phone,
      channels: this.channels?.split(/[\s,]+/) ?? [],
      languages: navigator.languages,
      locale: this.#language,
    });
  }

  #tellForm({ country, number }: OtpState): void {
    this.tellForm(`${country} ${number}`, this.#t('otp.required'), this.codeField ?? this.numberField);
  }

  #sent(verification: Verification): void {
    this.dispatchEvent(new BelfrySentEvent(verification));
    this.#announcer.say(this.#t(`otp.sent.${phoneChannel(verification)}`, { to: verification.to }));
    this.#message?.abort();
    if (verification.channel !== 'sms') return;
    this.#message = new AbortController();
    void receiveCode(this.#message.signal).then((code) => {
      if (code) this.#store?.editCode(digitsOf(code));
    });
  }

  #verified(verification: Verification, answer: SessionAnswer): void {
    if (this.signin) this.session.adopt(answer);
    this.#announcer.say(this.#t('otp.verified'));
    if (this.#store) this.#tellForm(this.#store.snapshot);
    this.dispatchEvent(new BelfryVerifiedEvent(verification));
  }

  /** Fetches what will be needed next. Phone metadata is a help only: without it the field works all the same. */
  #prepare = (): void => {
    this.#loadingFormat ??= import('./phone-format.ts').then(
      ({ phoneFormat }) => {
        this.#format = phoneFormat;
        this.#store?.useFormat(phoneFormat);
      },
      () => (this.#loadingFormat = undefined),
    );
    this.#loadCode();
  };

  #loadCode = (): void => {
    if (this.codeStep) return;
    this.codeStepFailed = false;
    this.#loadingCode ??= import('./code-step.ts').then(
      ({ CodeStep }) => {
        this.codeStep = new CodeStep(this);
      },
      () => {
        this.codeStepFailed = true;
        this.#loadingCode = undefined;
      },
    );
  };

  #t: Translate = (key, parameters) => this.#locale.t(key, parameters);

  #countries(codes: readonly string[]): readonly Country[] {
    if (this.#names.codes !== codes || this.#names.language !== this.#language) {
      this.#names = { codes, language: this.#language, countries: countriesIn(this.#language, codes) };
    }
    return this.#names.countries;
  }

  protected override render(): TemplateResult {
    const state = this.#state.snapshot;
    return html`${state ? this.#body(state) : nothing}
      <slot name="footer"></slot>
      ${this.#announcer.region()}`;
  }

  #body(state: OtpState): TemplateResult {
    switch (state.status) {
      case 'loading':
        return this.#skeleton();
      case 'off':
        return stateView({ icon: lock, heading: this.#t('forbidden.heading') });
      case 'error':
        return this.#failure(problemText(state, this.#t, this.#language), () => void this.#store?.load());
      case 'ready':
        return this.#step(state);
    }
  }

  #step(state: OtpState): TemplateResult {
    const store = this.#store;
    const common = {
      state,
      t: this.#t,
      language: this.#language,
      message: problemText(state, this.#t, this.#language),
      disabled: this.disabledByForm,
    };
    if (state.step === 'verified') return this.#verifiedView(state);
    if (state.step === 'code') {
      if (this.codeStepFailed) return this.#failure(this.#t('error.network'), this.#loadCode);
      if (!this.codeStep) return this.#skeleton();
      return this.codeStep.render({
        ...common,
        resendIn: store?.resendIn ?? 0,
        edit: (code) => store?.editCode(code),
        confirm: () => this.#confirm(),
        resend: (channel) => void store?.resend(channel),
        changeNumber: () => store?.changeNumber(),
      });
    }
    return phoneView({
      ...common,
      countries: this.#countries(state.countries),
      required: this.required,
      prepare: this.#prepare,
      chooseCountry: (country) => store?.chooseCountry(country),
      edit: (text, caret, kind) => store?.editNumber(text, caret, kind) ?? { text, caret },
      leave: () => store?.settleNumber(),
      send: (channel) => void store?.send(channel),
    });
  }

  #confirm(): void {
    const { code = '', codeLength = 0 } = this.#state.snapshot ?? {};
    if (code.length < codeLength) this.codeField?.focus();
    else void this.#store?.check();
  }

  #verifiedView({ verification }: OtpState): TemplateResult {
    return html`<div class="verified" tabindex="-1">
      <slot name="verified"
        >${icon(circleCheck)}
        <span>${this.#t('otp.verified')} <bdi class="note" dir="ltr">${verification?.to}</bdi></span></slot
      >
      <button
        type="button"
        class="link"
        ?disabled=${this.disabledByForm}
        @click=${() => this.#store?.changeNumber()}
      >
        ${this.#t('otp.another')}
      </button>
    </div>`;
  }

  #failure(text: string, run: () => void): TemplateResult {
    const action = { label: this.#t('retry'), run };
    return stateView({ icon: alert, heading: this.#t('error.heading'), text, action, urgent: true });
  }

  #skeleton(): TemplateResult {
    return html`<div aria-busy="true">
      <span class="visually-hidden">${this.#t('loading')}</span>
      <div class="placeholder" aria-hidden="true">
        <span class="skeleton"></span><span class="skeleton"></span><span class="skeleton"></span>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-otp': BelfryOtpElement;
  }
}
