import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { chevronDown, icon } from '../shared/icons.ts';
import type { Country } from './countries.ts';
import type { OtpState, PhoneChannel } from './otp-state.ts';
import { dialCode, type EditKind } from './phone-number.ts';
import { numberIsWrong, type Translate } from './problem-text.ts';

export interface PhoneContext {
  state: OtpState;
  t: Translate;
  countries: readonly Country[];
  message: string;
  required: boolean;
  disabled: boolean;
  /** The field is about to be used: time to fetch what helps with it. */
  prepare(): void;
  chooseCountry(country: string): void;
  /** Returns what the field shows now, and where its caret goes. */
  edit(text: string, caret: number, kind: EditKind): { text: string; caret: number };
  leave(): void;
  send(channel?: PhoneChannel): void;
}

/** The first step: country and number. The country is a native select, drawn as its calling code. */
export function phoneView(context: PhoneContext): TemplateResult {
  const { state, t, disabled } = context;
  const wrong = numberIsWrong(state);
  return html`<form novalidate @submit=${submit(() => context.send())} @focusin=${context.prepare}>
    <label for="number">${t('otp.number')}</label>
    <div class="phone" dir="ltr" part="field">
      <span class="country">
        <span class="dial" aria-hidden="true"
          >${state.country} +${dialCode(state.country)}${icon(chevronDown)}</span
        >
        <select
          id="country"
          aria-label=${t('otp.country')}
          autocomplete="country"
          ?disabled=${disabled}
          @change=${(event: Event) => context.chooseCountry((event.currentTarget as HTMLSelectElement).value)}
        >
          ${context.countries.map(
            ({ code, name, dialCode: dial }) =>
              html`<option value=${code} ?selected=${code === state.country}>
                ${t('otp.country-option', { country: name, code: dial })}
              </option>`,
          )}
        </select>
      </span>
      <input
        id="number"
        type="tel"
        inputmode="tel"
        autocomplete="tel-national"
        enterkeyhint="send"
        aria-describedby="message"
        aria-invalid=${wrong ? 'true' : nothing}
        ?required=${context.required}
        ?disabled=${disabled}
        .value=${live(state.number)}
        @input=${(event: InputEvent) => edited(event, context)}
        @change=${context.leave}
      />
    </div>
    <p id="message" class="message" role="alert">${context.message}</p>
    <button
      type="submit"
      class="primary"
      part="button"
      ?disabled=${disabled}
      aria-busy=${state.busy === 'send'}
    >
      ${t(state.busy === 'send' ? 'otp.sending' : `otp.send.${state.channels[0] ?? 'sms'}`)}
    </button>
    ${
      state.problem?.code === 'channel_not_supported' || state.problem?.code === 'phone_not_supported'
        ? state.channels
            .slice(1)
            .map(
              (channel) =>
                html`<button type="button" class="secondary" @click=${() => context.send(channel)}>
                  ${t(`otp.send.${channel}`)}
                </button>`,
            )
        : nothing
    }
  </form>`;
}

/** Handles a form's submission here: nothing is to leave the page. */
export function submit(handle: () => void): (event: SubmitEvent) => void {
  return (event) => {
    event.preventDefault();
    handle();
  };
}

function edited(event: InputEvent, context: PhoneContext): void {
  const input = event.currentTarget as HTMLInputElement;
  const { text, caret } = context.edit(
    input.value,
    input.selectionStart ?? input.value.length,
    kindOf(event),
  );
  input.value = text;
  input.setSelectionRange(caret, caret);
}

// Autofill comes without an input type in some engines, and never as typed text.
function kindOf({ inputType }: InputEvent): EditKind {
  if (inputType === 'insertText' || inputType === 'insertCompositionText') return 'typed';
  return inputType?.startsWith('delete') ? 'deleted' : 'given';
}
