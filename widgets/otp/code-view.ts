import { html, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../shared/css-vars.ts';
import { editCode } from './code-edit.ts';
import type { Verification } from '../../worker/contract/index.ts';
import { edited, stepForm, type StepContext } from './step-form.ts';

export interface CodeContext extends StepContext {
  /** Whether the digits are drawn as dots. */
  mask: boolean;
}

/** The second step: the code, and how else it may come. */
export function codeView(
  context: CodeContext,
  verification: Verification,
  confirm: () => void,
): TemplateResult {
  const { state, store, t, aside } = context;
  const { codeLength, busy, ended } = state;
  // An address reads from left to right in any text, and on one line.
  const to = `\u2066${verification.to.replace(/ /g, '\u00a0').replace(/…/g, '…\u2060')}\u2069`;
  return stepForm(context, {
    label: t('otp.code', { count: codeLength }),
    note: html`<p class="note" id="sent">
      ${t(`otp.sent.${verification.channel}`, { to })}
      <button type="button" class="link" @click=${() => store.changeAddress()}>
        ${t(`otp.change.${verification.channel === 'email' ? 'email' : 'phone'}`)}
      </button>
    </p>`,
    field: codeField(context),
    ...(ended && aside
      ? aside.endedFoot(context, verification)
      : {
          button: t('otp.confirm'),
          waiting: busy === 'check' && t('otp.checking'),
          submit: confirm,
          more: aside?.resendView(context, verification),
        }),
  });
}

/**
 * One real text field over drawn cells, so that autofill, paste, selection and screen readers meet what they know. The
 * cells are a picture of it. A whole message may be pasted or filled in: engines cut what is longer than the field takes.
 */
function codeField({ state, store, disabled, mask }: CodeContext): TemplateResult {
  const { code, codeLength, ended, problem } = state;
  return html`<div class="field code" dir="ltr" part="field" ${cssVars({ '--_cells': String(codeLength) })}>
    <div class="cells" aria-hidden="true">
      ${Array.from(
        { length: codeLength },
        (_, cell) => html`<span class="cell" part="cell">${code[cell] && mask ? '•' : code[cell]}</span>`,
      )}
    </div>
    <input
      id="field"
      type="text"
      inputmode="numeric"
      autocomplete="one-time-code"
      pattern="\\d{${codeLength}}"
      maxlength="400"
      enterkeyhint="done"
      autocapitalize="none"
      spellcheck="false"
      translate="no"
      aria-describedby="sent message"
      aria-invalid=${problem?.code === 'code_incorrect' && code === '' ? 'true' : nothing}
      ?disabled=${disabled || ended}
      @input=${(event: Event) =>
        edited(event, (text, caret) => {
          const after = editCode(code, text, caret, codeLength);
          store.editCode(after.text);
          return after;
        })}
      @selectionchange=${drawn}
      @select=${drawn}
      @keyup=${drawn}
      @pointerup=${drawn}
    />
  </div>`;
}

// Whatever may move a caret: engines differ in when they say `selectionchange`.
const drawn = ({ currentTarget }: Event) => drawCaret(currentTarget as HTMLInputElement);

/** Marks the cells that the field's caret or selection is on. A full field's caret stands on the last cell. */
export function drawCaret(field: HTMLInputElement): void {
  const cells = [...(field.previousElementSibling?.children ?? [])];
  const { selectionStart, selectionEnd } = field;
  const first = Math.min(selectionStart ?? 0, cells.length - 1);
  const end = Math.max(selectionEnd ?? 0, first + 1);
  cells.forEach((cell, index) => cell.classList.toggle('active', index >= first && index < end));
}
