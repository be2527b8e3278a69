import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { BelfryElement } from '../../shared/base-element.ts';
import { textInputStyles } from '../../shared/text-input.styles.ts';
import { close, icon } from '../../shared/icons.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { pollFormMessages } from './messages.en.ts';
import type { NewPoll } from './poll-calls.ts';
import { faultOf, longestText, mostOptions, tidied, withRoom, type PollFault } from './poll-draft.ts';
import { pollFormStyles } from './poll-form.styles.ts';

const empty: NewPoll = {
  question: '',
  options: withRoom([]),
  multiple: false,
  anonymous: false,
  suggestions: false,
};

type Choice = 'multiple' | 'anonymous' | 'suggestions';
const choices: readonly Choice[] = ['multiple', 'anonymous', 'suggestions'];

/**
 * The form for a new poll, in a dialog of its own.
 *
 * @fires cancel - the visitor wants none
 */
export class PollFormElement extends BelfryElement {
  static override styles = [BelfryElement.styles, textInputStyles, pollFormStyles];

  #locale = new LocaleController(this, pollFormMessages);

  @query('dialog') private dialog!: HTMLDialogElement;

  @state() private poll = empty;
  @state() private fault: PollFault | 'failed' | undefined;
  @state() private busy = false;

  /** Makes the poll and sends it; resolves with whether that was done. */
  @property({ attribute: false }) create: (poll: NewPoll) => Promise<boolean> = () => Promise.resolve(false);

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.renderRoot.querySelector<HTMLElement>('input')?.focus();
  }

  #set(patch: Partial<NewPoll>): void {
    this.poll = { ...this.poll, ...patch };
    // A fault is told when it counts, and goes as soon as it is mended.
    if (this.fault && this.fault !== faultOf(tidied(this.poll))) this.fault = undefined;
  }

  #option(at: number, text: string): void {
    this.#set({ options: withRoom(this.poll.options.with(at, text)) });
  }

  /** Enter goes on to the next option; at an empty one there is nothing to go on to. */
  #key(event: KeyboardEvent, at: number): void {
    if (event.key !== 'Enter' || event.isComposing || !this.poll.options[at]?.trim()) return;
    const next = this.#fields()[at + 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  #remove(at: number): void {
    this.#set({ options: withRoom(this.poll.options.toSpliced(at, 1)) });
    void this.updateComplete.then(() => this.#fields()[at]?.focus());
  }

  #fields(): HTMLInputElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLInputElement>('.option input')];
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const poll = tidied(this.poll);
    this.fault = faultOf(poll);
    if (this.fault) {
      const missing = this.fault === 'no-question' ? 0 : 1 + poll.options.length;
      const fields = [...this.renderRoot.querySelectorAll<HTMLInputElement>('input[type=text]')];
      (fields[missing] ?? fields.at(-1))?.focus();
      return;
    }
    this.busy = true;
    const done = await this.create(poll);
    this.busy = false;
    if (!done) this.fault = 'failed';
  };

  readonly #cancel = (): void => {
    this.dispatchEvent(new Event('cancel'));
  };

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    const { fault } = this;
    return html`<dialog
      aria-labelledby="title"
      @cancel=${(event: Event) => {
        event.preventDefault();
        event.stopPropagation();
        this.#cancel();
      }}
    >
      <form @submit=${this.#submit} novalidate>
        <header>
          <h2 id="title">${t('poll-form.title')}</h2>
          <button
            class="icon-button"
            type="button"
            aria-label=${t('poll-form.cancel')}
            @click=${this.#cancel}
          >
            ${icon(close)}
          </button>
        </header>
        <label>
          <span>${t('poll-form.question')}</span>
          <input
            type="text"
            dir="auto"
            maxlength=${longestText}
            .value=${this.poll.question}
            aria-invalid=${fault === 'no-question'}
            aria-describedby="fault"
            @input=${(event: Event) => this.#set({ question: (event.target as HTMLInputElement).value })}
          />
        </label>
        <fieldset>
          <legend>${t('poll-form.options')}</legend>
          <ol>
            ${this.poll.options.map((option, at) => this.#optionField(option, at))}
          </ol>
        </fieldset>
        <div class="choices">
          ${choices.map(
            (choice) =>
              html`<label class="choice">
                <input
                  type="checkbox"
                  .checked=${this.poll[choice]}
                  aria-describedby="${choice}-hint"
                  @change=${(event: Event) =>
                    this.#set({ [choice]: (event.target as HTMLInputElement).checked })}
                />
                <span>${t(`poll-form.${choice}`)}</span>
                <small id="${choice}-hint">${t(`poll-form.${choice}-hint`)}</small>
              </label>`,
          )}
        </div>
        <footer>
          <p id="fault" role="alert">${fault ? t(`poll-form.${fault}`) : nothing}</p>
          <button type="button" @click=${this.#cancel}>${t('poll-form.cancel')}</button>
          <button class="primary" type="submit" ?disabled=${this.busy}>${t('poll-form.send')}</button>
        </footer>
      </form>
    </dialog>`;
  }

  #optionField(option: string, at: number): TemplateResult {
    const { t } = this.#locale;
    const last = at === this.poll.options.length - 1 && at < mostOptions - 1 && at > 1;
    return html`<li class="option">
      <input
        type="text"
        dir="auto"
        maxlength=${longestText}
        aria-label=${t('poll-form.option', { count: at + 1 })}
        placeholder=${t(last ? 'poll-form.add-option' : 'poll-form.option', { count: at + 1 })}
        .value=${option}
        aria-invalid=${this.fault === 'few-options' || this.fault === 'same-options'}
        aria-describedby="fault"
        @input=${(event: Event) => this.#option(at, (event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.#key(event, at)}
      />
      <button
        class="icon-button"
        type="button"
        aria-label=${t('poll-form.remove-option', { count: at + 1 })}
        ?hidden=${!option}
        @click=${() => this.#remove(at)}
      >
        ${icon(close)}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-poll-form': PollFormElement;
  }
}
