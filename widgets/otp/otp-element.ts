import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Session as SessionAnswer } from '../../worker/contract/index.ts';
import type { Session } from '../session/session.ts';
import { Announcer } from '../shared/announcer.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { alert, circleCheck, icon, lock } from '../shared/icons.ts';
import { sharedMessages } from '../shared/locale/en.ts';
import { LocaleController } from '../shared/locale/locale-controller.ts';
import { StoreController } from '../shared/store-controller.ts';
import { stateView } from '../shared/views.ts';
import { codeView, drawCaret } from './code-view.ts';
import { Countdown } from './countdown.ts';
import { countriesIn, type Country } from './countries.ts';
import { digitsOf } from './digits.ts';
import { FormControl } from './form-control.ts';
import { BelfrySentEvent, BelfryVerifiedEvent } from './events.ts';
import { otpMessages } from './messages.en.ts';
import type { OtpState, PhoneVerification } from './otp-state.ts';
import { OtpStore } from './otp.store.ts';
import { otpStyles } from './otp.styles.ts';
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

  /** The number's or the code's. */
  @query('input') private field!: HTMLInputElement | null;
  @query('select') private select!: HTMLSelectElement | null;

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
  #store = new OtpStore(() => this.session, {
    sent: (verification) => this.#sent(verification),
    verified: (verification, answer) => this.#verified(verification, answer),
    failed: (problem) => void this.dispatchEvent(new BelfryErrorEvent(problem)),
  });
  #language = '';
  /** Those on offer, in the language. */
  #countries: readonly Country[] = [];
  #format: Promise<void> | undefined;
  #message: AbortController | undefined;
  #shown: OtpState | undefined;
  #hadFocus = false;

  constructor() {
    super();
    new StoreController<OtpState>(this).follow(this.#store);
    new Countdown(this, () => (this.#store.snapshot.step === 'code' ? this.#store.resendIn : 0));
    // A label of the page sends its click here; the field to type in is not the first one.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this) this.focus();
    });
  }

  /** The verification's id once the phone is verified, else empty. */
  override get value(): string {
    const { step, verification } = this.#store.snapshot;
    return (step === 'verified' && verification?.id) || '';
  }

  override focus(options?: FocusOptions): void {
    if (this.field) this.field.focus(options);
    else super.focus(options);
  }

  formResetCallback(): void {
    this.#store.reset();
  }

  /** The number comes back with the page, behind the two letters of its country; a proof does not. */
  formStateRestoreCallback(restored: string | File | FormData | null): void {
    if (!restored || typeof restored !== 'string') return;
    this.#store.restore(restored.slice(2), restored.slice(0, 2));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#message?.abort();
  }

  protected override sessionJoined(session: Session): void {
    this.#locale.prefer(session.options.locale);
    // An answer to what was asked in another session is nobody's here.
    this.#store.reset();
    void this.#store.load();
  }

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
      });
    }
    const { step, busy, countries } = this.#store.snapshot;
    if (spoken || countries !== this.#shown?.countries) {
      this.#countries = countriesIn(language, countries);
    }
    for (const name of steps) this.setState(name, name === step);
    this.setState('busy', busy !== undefined);
  }

  protected override updated(): void {
    const before = this.#shown;
    const { snapshot } = this.#store;
    const { step, country, number, code, fault, refusals } = snapshot;
    this.#shown = snapshot;
    if (this.select) this.select.value = country;
    if (this.field) this.field.value = step === 'code' ? code : number;
    const moved = before && before.step !== step && this.#hadFocus;
    const refused = before && before.refusals < refusals;
    if (moved || refused || (fault && before?.fault !== fault)) this.focus();
    if (this.field && step === 'code') drawCaret(this.field);
    else this.#message?.abort();
    this.#tellForm();
  }

  #tellForm(): void {
    const { country, number } = this.#store.snapshot;
    this.tellForm(country + number, this.#t('otp.required'), this.field);
  }

  #sent(verification: PhoneVerification): void {
    this.dispatchEvent(new BelfrySentEvent(verification));
    this.#announcer.say(this.#t(`otp.sent.${verification.channel}`, { to: verification.to }));
    this.#message?.abort();
    if (verification.channel !== 'sms') return;
    this.#message = new AbortController();
    void receiveCode(this.#message.signal).then((code) => {
      if (code) this.#store.editCode(digitsOf(code));
    });
  }

  #verified(verification: PhoneVerification, answer: SessionAnswer): void {
    if (this.signin) this.session.adopt(answer);
    this.#announcer.say(this.#t('otp.verified'));
    this.#tellForm();
    this.dispatchEvent(new BelfryVerifiedEvent(verification));
  }

  /** Fetches phone metadata before it is needed. It is a help only: without it the field works all the same. */
  #prepare = (): void => {
    this.#format ??= import('./phone-format.ts').then(
      ({ phoneFormat }) => this.#store.useFormat(phoneFormat),
      () => (this.#format = undefined),
    );
  };

  #t: Translate = (key, parameters) => this.#locale.t(key, parameters);

  protected override render(): TemplateResult {
    return html`${this.#body()}
      <slot name="footer"></slot>
      ${this.#announcer.region()}`;
  }

  #body(): TemplateResult {
    const state = this.#store.snapshot;
    const { status, step, verification } = state;
    if (status === 'loading') return this.#skeleton();
    if (status === 'off') return stateView({ icon: lock, heading: this.#t('forbidden.heading') });
    if (status === 'error') return this.#failure(state);
    const context = {
      state,
      store: this.#store,
      t: this.#t,
      language: this.#language,
      disabled: this.matches(':disabled'),
    };
    if (!verification) {
      return phoneView({
        ...context,
        countries: this.#countries,
        required: this.required,
        prepare: this.#prepare,
      });
    }
    return step === 'code'
      ? codeView(context, verification, this.#confirm)
      : this.#verifiedView(verification);
  }

  #confirm = (): void => {
    const { code, codeLength } = this.#store.snapshot;
    if (code.length < codeLength) this.focus();
    else void this.#store.check();
  };

  #verifiedView({ to }: PhoneVerification): TemplateResult {
    return html`<div class="verified" tabindex="-1">
      <slot name="verified"
        >${icon(circleCheck)}
        <span>${this.#t('otp.verified')}<br /><bdi class="note" dir="ltr">${to}</bdi></span></slot
      >
      <button
        type="button"
        class="link"
        ?disabled=${this.matches(':disabled')}
        @click=${() => this.#store.changeNumber()}
      >
        ${this.#t('otp.another')}
      </button>
    </div>`;
  }

  #failure(state: OtpState): TemplateResult {
    return stateView({
      icon: alert,
      heading: this.#t('error.heading'),
      text: problemText(state, this.#t, this.#language),
      action: { label: this.#t('retry'), run: () => void this.#store.load() },
      urgent: true,
    });
  }

  #skeleton(): TemplateResult {
    return html`<div class="placeholder" aria-busy="true">
      <span class="visually-hidden">${this.#t('loading')}</span>
      <span class="skeleton"></span><span class="skeleton"></span><span class="skeleton"></span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-otp': BelfryOtpElement;
  }
}
