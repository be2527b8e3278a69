import { html, type TemplateResult } from 'lit';
import type { sharedMessages } from '../shared/locale/en.ts';
import type { Parameters } from '../shared/locale/messages.ts';
import type * as asideChunk from './aside.ts';
import type { AsideMessage } from './aside-messages.en.ts';
import type { OtpMessage } from './messages.en.ts';
import type { OtpState } from './otp-state.ts';
import type { OtpStore } from './otp.store.ts';

/** A text of the element, in its language; one of those aside only once they have loaded. */
export type Translate = (
  key: OtpMessage | AsideMessage | keyof typeof sharedMessages,
  parameters?: Parameters,
) => string;

/** What the view of a step is made from. */
export interface StepContext {
  state: OtpState;
  store: OtpStore;
  t: Translate;
  language: string;
  disabled: boolean;
  /** What is beside the straight way, once it has loaded. */
  aside: typeof asideChunk | undefined;
  /** What is wrong, in words; empty when nothing is. */
  trouble: string;
}

/** What the view of the first step is made from besides. */
export interface AddressContext extends StepContext {
  required: boolean;
}

/** What a step has of its own. */
export interface Step {
  label: string;
  /** With the text field in it, whose id is `field`. */
  field: TemplateResult;
}

/** What is below a step's field. */
export interface StepFoot {
  /** What the main button says, and what while its request is on its way. */
  button: string;
  waiting: string | false | undefined;
  /** Whether it cannot be pressed yet. */
  early?: boolean;
  submit(): void;
  /** Between label and field. */
  note?: TemplateResult;
  /** Above the main button. */
  before?: TemplateResult | undefined;
  /** Below it. */
  more: unknown;
}

/** A step as both are laid out: label, field, what is wrong, the one main button. */
export function stepForm({ disabled, trouble }: StepContext, step: Step & StepFoot): TemplateResult {
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
    <p id="message" class="message" role="alert">${trouble}</p>
    ${step.before}
    <button
      type="submit"
      class="primary"
      part="button"
      ?disabled=${disabled || step.early}
      aria-busy=${Boolean(step.waiting)}
    >
      ${step.waiting || step.button}
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
