import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { cssVars } from '../shared/css-vars.ts';
import { codeStyles } from './code-step.styles.ts';
import { editCode } from './code-edit.ts';
import { FieldSelection } from './field-selection.ts';
import { phoneChannel, type OtpState, type PhoneChannel } from './otp-state.ts';
import { submit } from './phone-view.ts';
import { clock, type Translate } from './problem-text.ts';

/** A whole message may be pasted or filled in; engines cut what is longer than the field takes. */
const longest = 400;

export interface CodeContext {
  state: OtpState;
  t: Translate;
  language: string;
  message: string;
  /** s until the code may be sent again. */
  resendIn: number;
  disabled: boolean;
  edit(code: string): void;
  confirm(): void;
  resend(channel?: PhoneChannel): void;
  changeNumber(): void;
}

/**
 * The second step: one real text field over drawn cells, so that autofill, paste, selection and screen readers meet
 * what they know. The cells are a picture of it. A module of its own: it comes while the number is being typed.
 */
export class CodeStep {
  #selection: FieldSelection;

  constructor(host: LitElement) {
    this.#selection = new FieldSelection(host);
    const { styleSheet } = codeStyles;
    if (styleSheet) host.shadowRoot?.adoptedStyleSheets.push(styleSheet);
  }

  render(context: CodeContext): TemplateResult {
    return codeView(context, this.#selection);
  }

  /** To be called when the step has been rendered: a caret moves also where a value is set. */
  rendered(field: HTMLInputElement): void {
    this.#selection.follow(field);
  }

  /** A refused code: a short shake, and the field is ready for the next try. */
  refuse(field: HTMLInputElement): void {
    field.focus();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const shifts = [0, -6, 6, -4, 4, -2, 0].map((shift) => ({ transform: `translateX(${shift}px)` }));
    field.parentElement?.animate(shifts, { duration: 320, easing: 'ease-out' });
  }
}

function codeView(context: CodeContext, selection: FieldSelection): TemplateResult {
  const { state, t, disabled } = context;
  const { verification, codeLength, busy, ended } = state;
  const channel = verification ? phoneChannel(verification) : 'sms';
  // The number reads from left to right in any text, and on one line.
  const to = `\u2066${verification?.to.replace(' ', '\u00a0') ?? ''}\u2069`;
  return html`<form novalidate @submit=${submit(context.confirm)}>
    <label for="code">${t('otp.code', { count: codeLength })}</label>
    <p class="note" id="sent">
      ${t(`otp.sent.${channel}`, { to })}
      <button type="button" class="link" @click=${context.changeNumber}>${t('otp.change')}</button>
    </p>
    ${codeField(context, selection)}
    <p id="message" class="message" role="alert">${context.message}</p>
    ${
      ended
        ? html`<button
            type="button"
            class="primary"
            part="button"
            ?disabled=${disabled}
            aria-busy=${busy === 'send'}
            @click=${() => context.resend()}
          >
            ${t(busy === 'send' ? 'otp.sending' : 'otp.resend-new')}
          </button>`
        : html`<button
              type="submit"
              class="primary"
              part="button"
              ?disabled=${disabled}
              aria-busy=${busy === 'check'}
            >
              ${t(busy === 'check' ? 'otp.checking' : 'otp.confirm')}
            </button>
            ${ways(context)}`
    }
  </form>`;
}

function codeField({ state, edit, disabled }: CodeContext, selection: FieldSelection): TemplateResult {
  const { code, codeLength, ended, problem } = state;
  const { read } = selection;
  return html`<div class="code" dir="ltr" part="field" ${cssVars({ '--_cells': String(codeLength) })}>
    <div class="cells" aria-hidden="true">
      ${Array.from({ length: codeLength }, (_, cell) => {
        const active = selection.covers(cell, codeLength);
        return html`<span
          class="cell ${active ? 'active' : ''} ${active && !code[cell] ? 'caret' : ''}"
          part="cell"
          >${code[cell]}</span
        >`;
      })}
    </div>
    <input
      id="code"
      type="text"
      inputmode="numeric"
      autocomplete="one-time-code"
      pattern="\\d{${codeLength}}"
      maxlength=${longest}
      enterkeyhint="done"
      autocapitalize="none"
      spellcheck="false"
      translate="no"
      aria-describedby="sent message"
      aria-invalid=${problem?.code === 'code_incorrect' && code === '' ? 'true' : nothing}
      ?disabled=${disabled || ended}
      .value=${live(code)}
      @input=${(event: InputEvent) => {
        edited(event, state, edit);
        read(event);
      }}
      @selectionchange=${read}
      @select=${read}
      @keyup=${read}
      @pointerup=${read}
      @focus=${read}
      @blur=${read}
    />
  </div>`;
}

/** How else a code may come: again, and after the first time again by another channel. */
function ways({ state, t, language, resendIn, resend, disabled }: CodeContext): TemplateResult {
  const { verification, channels, sends, busy } = state;
  if (verification?.sendsLeft === 0) return html`<p class="note ways">${t('otp.no-sends')}</p>`;
  const waiting = resendIn > 0 || busy !== undefined || disabled;
  const others = sends > 1 ? channels.filter((channel) => channel !== verification?.channel) : [];
  return html`<div class="ways">
    <button type="button" class="quiet" ?disabled=${waiting} @click=${() => resend()}>
      ${
        busy === 'send'
          ? t('otp.sending')
          : resendIn > 0
            ? t('otp.resend-in', { time: clock(resendIn, language) })
            : t('otp.resend')
      }
    </button>
    ${others.map(
      (channel) =>
        html`<button type="button" class="quiet" ?disabled=${waiting} @click=${() => resend(channel)}>
          ${t(`otp.instead.${channel}`)}
        </button>`,
    )}
  </div>`;
}

function edited(event: InputEvent, { code, codeLength }: OtpState, edit: (code: string) => void): void {
  const input = event.currentTarget as HTMLInputElement;
  const { value, caret } = editCode(
    code,
    input.value,
    input.selectionStart ?? input.value.length,
    codeLength,
  );
  input.value = value;
  input.setSelectionRange(caret, caret);
  edit(value);
}
