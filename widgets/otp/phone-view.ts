import { html, nothing, type TemplateResult } from 'lit';
import { chevronDown, icon } from '../shared/icons.ts';
import type { Country } from './countries.ts';
import { dialCodes } from './dial-codes.ts';
import type { EditKind } from './phone-number.ts';
import { edited, stepForm, type AddressContext, type Step } from './step-form.ts';

export interface PhoneContext extends AddressContext {
  countries: readonly Country[];
}

/** The first step. @param step what it asks for */
export function addressView(context: AddressContext, step: Step): TemplateResult {
  const { state, store, t, disabled, aside } = context;
  const { busy, by, channels, challenge, problem } = state;
  const { ways } = store;
  const other = by === 'phone' ? 'email' : 'phone';
  // The way that was tried first does not reach this number.
  const others = problem?.code === 'channel_not_supported' ? ways.slice(1) : [];
  return stepForm(context, {
    ...step,
    button: t(`otp.send.${ways[0] ?? 'sms'}`),
    waiting: challenge ? t('otp.checking') : busy && t('otp.sending'),
    submit: () => challenge || void store.send(),
    before: challenge && aside?.challengeView(t),
    more: [
      others.map(
        (channel) =>
          html`<button type="button" class="secondary" @click=${() => store.send(channel)}>
            ${t(`otp.send.${channel}`)}
          </button>`,
      ),
      aside && ways.length < channels.length
        ? html`<div class="ways">
            <button type="button" ?disabled=${disabled} @click=${() => store.askFor(other)}>
              ${t(`otp.by.${other}`)}
            </button>
          </div>`
        : undefined,
    ],
  });
}

/** A number: its country, and the rest. */
export function phoneStep(context: PhoneContext): Step {
  return { label: context.t('otp.number'), field: phoneField(context) };
}

/** The country is a native select, drawn as its calling code. */
function phoneField({ state, store, t, countries, required, disabled }: PhoneContext): TemplateResult {
  const { country, fault, problem } = state;
  const wrong = (fault && fault !== 'challenge') || /^(phone|body)_/.test(problem?.code ?? '');
  return html`<div class="field phone" dir="ltr" part="field">
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
