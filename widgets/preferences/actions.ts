import { css, html, nothing, type TemplateResult } from 'lit';
import type { preferencesMessages } from './messages.en.ts';

type T = (
  key: keyof typeof preferencesMessages,
  parameters?: Readonly<Record<string, string | number>>,
) => string;

/** What not every visit needs: the bar of what waits to be saved, the question before a reset. */
export const styles = css`
  .unsaved {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
    margin-block-start: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .unsaved p {
    flex: 1 1 12em;
    min-inline-size: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .unsaved div {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    margin-inline-start: auto;
  }

  dialog {
    inline-size: min(26em, 100vw - 2em);
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  dialog h3,
  dialog p {
    margin: 0;
  }

  dialog h3 {
    font-size: 1em;
    font-weight: var(--_strong);
  }

  dialog p {
    margin-block-start: calc(var(--_space) * 2);
    color: var(--_muted);
  }

  dialog form {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: calc(var(--_space) * 2);
    margin-block-start: calc(var(--_space) * 5);
  }
`;

/** What waits, by name, with what saves it and what takes it back. */
export function unsavedBar(context: {
  t: T;
  names: string;
  saving: boolean;
  save: () => void;
  discard: () => void;
}): TemplateResult {
  const { t, names, saving } = context;
  return html`<div class="unsaved" part="unsaved">
    <p>${t('preferences.unsaved-list', { names })}</p>
    <div>
      <button type="button" class="secondary" aria-disabled=${saving} @click=${context.discard}>
        ${t('preferences.discard')}
      </button>
      <button type="button" class="primary" aria-disabled=${saving} @click=${context.save}>
        ${saving ? t('preferences.saving') : t('preferences.save')}
      </button>
    </div>
  </div>`;
}

/** The question before a reset: closed until it is shown, Escape keeps all. */
export function resetQuestion(t: T, reset: () => void): TemplateResult {
  return html`<dialog
    aria-labelledby="reset-heading"
    aria-describedby="reset-text"
    @close=${(event: Event) => {
      const dialog = event.currentTarget as HTMLDialogElement;
      if (dialog.returnValue === 'reset') reset();
      dialog.returnValue = '';
    }}
  >
    <h3 id="reset-heading">${t('preferences.reset.heading')}</h3>
    <p id="reset-text">${t('preferences.reset.text')}</p>
    <form method="dialog">
      <button class="secondary" value="">${t('preferences.reset.keep')}</button>
      <button class="primary" value="reset">${t('preferences.reset.confirm')}</button>
    </form>
  </dialog>`;
}

/** What a reset did, and the way back. */
export function resetNotice(t: T, undo: (() => void) | undefined): TemplateResult | typeof nothing {
  if (!undo) return nothing;
  return html`<div class="unsaved">
    <p>${t('preferences.reset.done')}</p>
    <div>
      <button type="button" class="secondary" @click=${undo}>${t('preferences.reset.undo')}</button>
    </div>
  </div>`;
}
