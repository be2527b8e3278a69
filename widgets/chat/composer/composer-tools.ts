import { html, nothing, type TemplateResult } from 'lit';
import { close, icon, pencil, reply } from '../../shared/icons.ts';
import { nameOf } from '../model.ts';
import { summaryOf, type Words } from '../words.ts';
import { textsOf, type Texts } from './composer-texts.ts';
import type { Composer } from './composer.ts';

export { composerToolsStyles as styles } from './composer-tools.styles.ts';

/** What a composer can do beyond text: fetched when the visitor begins to write. */
export class ComposerTools {
  readonly #composer: Composer;

  constructor(composer: Composer) {
    this.#composer = composer;
  }

  /** What stands over the field. */
  above(words: Words): TemplateResult {
    return html`${this.#subject(words, textsOf(words))}`;
  }

  /** The message that is being edited or answered. */
  #subject(words: Words, t: Texts): TemplateResult | typeof nothing {
    const { editing, quoted } = this.#composer;
    const message = editing ?? quoted;
    if (!message) return nothing;
    return html`<div class="subject">
      ${icon(editing ? pencil : reply)}
      <p>
        <strong
          >${editing ? t('composer.editing') : t('composer.quoting', { name: nameOf(message.user) })}</strong
        >
        <span dir="auto">${summaryOf(words, message)}</span>
      </p>
      <button
        class="icon-button"
        type="button"
        aria-label=${editing ? words.t('chat.cancel') : t('composer.unquote')}
        @click=${() => this.#composer.cancel()}
      >
        ${icon(close)}
      </button>
    </div>`;
  }
}
