import { html, type TemplateResult } from 'lit';
import type { Translate } from './step-form.ts';

/** Where the challenge is shown, above the main button. */
export function challengeView(t: Translate): TemplateResult {
  return html`<p class="note">${t('otp.challenge.text')}</p>
    <slot name="challenge"></slot>`;
}
