import { html, nothing, type TemplateResult } from 'lit';
import { chevronDown, icon } from '../shared/icons.ts';
import type { Country } from './countries.ts';
import { dialCodes } from './dial-codes.ts';
import type { EditKind } from './phone-number.ts';
import { edited, stepForm, type StepContext } from './step-form.ts';

export interface PhoneContext extends StepContext {
  countries: readonly Country[];
  required: boolean;
  /** The field is about to be used: time to fetch what helps with it. */
  prepare(): void;
}

/** The first step: country and number. */
export function phoneView(context: PhoneContext): TemplateResult {
  const { state, store, t } = context;
  const { busy, channels, problem } = state;
  const other = /_not_supported$/.test(problem?.code ?? '');
  return stepForm(context, {
    label: t('otp.number'),
    field: phoneField(context),
    button: `otp.send.${channels[0] ?? 'sms'}`,
    waiting: busy && 'otp.sending',
    submit: () => void store.send(),
    more: channels
      .slice(other ? 1 : channels.length)
      .map(
        (channel) =>
          html`<button type="button" class="secondary" @click=${() => store.send(channel)}>
            ${t(`otp.send.${channel}`)}
          </button>`,
      ),
  });
}

/** The country is a native select, drawn as its calling code. */
function phoneField({
  state,
  store,
  t,
  countries,
  required,
  prepare,
  disabled,
}: PhoneContext): TemplateResult {
  const { country, fault, problem } = state;
  const wrong = fault ?? /^(phone|body)_/.test(problem?.code ?? '');
  return html`<div class="field phone" dir="ltr" part="field" @focusin=${prepare}>
    <span class="country">
      <span aria-hidden="true">${country} +${dialCodes.get(country)}</span>${icon(chevronDown)}
      <select
        id="country"
        aria-label=${t('otp.country')}
        autocomplete="country"
        ?disabled=${disabled}
        @change=${(event: Event) => store.chooseCountry((event.currentTarget as HTMLSelectElement).value)}
      >
        ${countries.map(({ code, label }) => html`<option value=${code}>${label}</option>`)}
      </select>
    </span>
    <input
      id="field"
      type="tel"
      inputmode="tel"
      autocomplete="tel-national"
      enterkeyhint="send"
      aria-describedby="message"
      aria-invalid=${wrong ? 'true' : nothing}
      ?required=${required}
      ?disabled=${disabled}
      @input=${(event: InputEvent) =>
        edited(event, (text, caret) => store.editNumber(text, caret, kindOf(event)))}
      @change=${() => store.settleNumber()}
    />
  </div>`;
}

// Autofill comes without an input type in some engines, and never as typed text.
function kindOf({ inputType }: InputEvent): EditKind {
  if (/^insert(Composition)?Text$/.test(inputType)) return 'typed';
  return /^delete/.test(inputType) ? 'deleted' : 'given';
}
