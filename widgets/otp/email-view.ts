import { html, nothing } from 'lit';
import type { AddressContext, Step } from './step-form.ts';

/** The first step when it asks for an e-mail address. It is sent as it was typed: a typo is nobody's to guess. */
export function emailStep({ state, store, t, required, disabled }: AddressContext): Step {
  const wrong = state.fault === 'email' || /^(email|body)_/.test(state.problem?.code ?? '');
  return {
    label: t('otp.email'),
    field: html`<div class="field phone" dir="ltr" part="field">
      <input
        id="field"
        type="email"
        inputmode="email"
        autocomplete="email"
        autocapitalize="none"
        spellcheck="false"
        maxlength="254"
        enterkeyhint="send"
        aria-describedby="message"
        aria-invalid=${wrong ? 'true' : nothing}
        ?required=${required}
        ?disabled=${disabled}
        @input=${({ currentTarget }: Event) => store.editEmail((currentTarget as HTMLInputElement).value)}
      />
    </div>`,
  };
}
