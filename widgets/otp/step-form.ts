import { html, type TemplateResult } from 'lit';
import { problemText, type Translate } from './problem-text.ts';
import type { OtpMessage } from './messages.en.ts';
import type { OtpState } from './otp-state.ts';
import type { OtpStore } from './otp.store.ts';

/** What the view of a step is made from. */
export interface StepContext {
  state: OtpState;
  store: OtpStore;
  t: Translate;
  language: string;
  disabled: boolean;
}

/** What a step has of its own. */
export interface Step {
  label: string;
  /** With the text field in it, whose id is `field`. */
  field: TemplateResult;
  /** What the main button says, and what while its request is on its way. */
  button: OtpMessage;
  waiting: OtpMessage | false | undefined;
  submit(): void;
  /** Between label and field. */
  note?: TemplateResult;
  /** Below the main button. */
  more: TemplateResult | TemplateResult[] | undefined;
}

/** A step as both are laid out: label, field, what is wrong, the one main button. */
export function stepForm({ state, t, language, disabled }: StepContext, step: Step): TemplateResult {
  return html`<form
    novalidate
    @submit=${(event: SubmitEvent) => {
      // Nothing is to leave the page.
      event.preventDefault();
      step.submit();
    }}
  >
    <label for="field">${step.label}</label>
    ${step.note} ${step.field}
    <p id="message" class="message" role="alert">${problemText(state, t, language)}</p>
    <button
      type="submit"
      class="primary"
      part="button"
      ?disabled=${disabled}
      aria-busy=${Boolean(step.waiting)}
    >
      ${t(step.waiting || step.button)}
    </button>
    ${step.more}
  </form>`;
}

/** Puts what an edit made of a field's text back into the field, and the caret where it belongs. */
export function edited(
  { currentTarget }: Event,
  edit: (text: string, caret: number) => { text: string; caret: number },
): void {
  const input = currentTarget as HTMLInputElement;
  const { text, caret } = edit(input.value, input.selectionStart ?? input.value.length);
  input.value = text;
  input.setSelectionRange(caret, caret);
}
