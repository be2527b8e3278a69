import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { BelfryElement } from '../../shared/base-element.ts';
import { textInputStyles } from '../../shared/text-input.styles.ts';
import { define } from '../../shared/define.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { currentTone, found, recentEmoji, remember, setTone, spoken, toned, tones } from './emoji-choice.ts';
import { emojiGroups, emojiNames, type Emoji } from './emoji-names.ts';
import { emojiIn } from './emoji-words.ts';
import { emojiMessages } from './messages.en.ts';
import { pickerStyles } from './picker.styles.ts';

type Shown = {
  readonly group: 'recent' | (typeof emojiGroups)[number]['group'];
  readonly emoji: readonly Emoji[];
};

/** Somebody chose an emoji. */
export class PickEvent extends Event {
  readonly emoji: string;

  constructor(emoji: string) {
    super('pick');
    this.emoji = emoji;
  }
}

/**
 * All emoji, by kind and by name. Type to search, arrows go through them, Enter chooses.
 *
 * @fires pick - one was chosen
 */
export class EmojiPickerElement extends BelfryElement {
  static override styles = [BelfryElement.styles, textInputStyles, pickerStyles];

  readonly #locale = new LocaleController(this, emojiMessages);
  /** Those of before this picker was opened: nothing moves under the hand that chooses. */
  readonly #recent = recentEmoji();

  #language = '';
  #called: ReadonlyMap<string, Emoji> = new Map();

  @query('input') private field!: HTMLInputElement;
  @query('.all') private all!: HTMLElement;
  /** With their words in the visitor's language, once these are here. */
  @state() private emoji: readonly Emoji[] = emojiNames;
  @state() private wanted = '';
  @state() private tone = currentTone();
  @state() private current: Shown['group'] | undefined;
  /** What Tab leads to. */
  @state() private at = '';

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  override focus(): void {
    // A keyboard on the screen would cover what there is to choose from.
    const target = matchMedia('(pointer: coarse)').matches ? '.cells button' : 'input';
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(target)?.focus({ preventScroll: true }),
    );
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('wanted')) this.at = '';
    const { language } = this.#locale;
    if (language === this.#language) return;
    this.#language = language;
    void emojiIn(language).then((emoji) => {
      if (language !== this.#language) return;
      this.#called = new Map(emoji.map((one) => [one.emoji, one]));
      this.emoji = emoji;
    });
  }

  get #groups(): readonly Shown[] {
    const recent: Shown[] = this.#recent.length > 0 ? [{ group: 'recent', emoji: this.#recent }] : [];
    return [...recent, ...emojiGroups];
  }

  get #cells(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.cells button')];
  }

  readonly #key = (event: KeyboardEvent): void => {
    // Escape is for what it stands in, the rest for nobody else.
    if (event.key !== 'Escape') event.stopPropagation();
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const cells = this.#cells;
    const target = event.composedPath()[0];
    if (target === this.field) {
      // By what is written: the picture of it may be a moment behind.
      const [best] = found(this.field.value, this.emoji);
      if (event.key === 'Enter' && best) this.#pick(best);
      else if (event.key !== 'ArrowDown') return;
      else this.#go(cells[0]);
      event.preventDefault();
      return;
    }
    const index = cells.findIndex((cell) => cell === target);
    if (index < 0) return;
    const to = this.#to(event.key, cells, index);
    if (to === undefined) return;
    event.preventDefault();
    if (to) this.#go(to);
    else this.field.focus();
  };

  /** Where a key leads; null for out of the grid, undefined for nowhere. */
  #to(key: string, cells: readonly HTMLElement[], index: number): HTMLElement | null | undefined {
    const forward = this.matches(':dir(rtl)') ? -1 : 1;
    switch (key) {
      case 'ArrowRight':
        return cells[index + forward];
      case 'ArrowLeft':
        return cells[index - forward];
      case 'Home':
        return cells[0];
      case 'End':
        return cells.at(-1);
      case 'ArrowDown':
        return nextRow(cells.slice(index), 1);
      case 'ArrowUp':
        return nextRow(cells.slice(0, index + 1).reverse(), -1) ?? null;
      default:
        return undefined;
    }
  }

  #go(cell: HTMLElement | undefined): void {
    if (!cell) return;
    this.at = cell.dataset['at'] ?? '';
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest' });
  }

  #pick(emoji: Emoji): void {
    remember(emoji);
    this.dispatchEvent(new PickEvent(toned(emoji.emoji, this.tone)));
  }

  readonly #nextTone = (): void => {
    this.tone = tones[(tones.indexOf(this.tone) + 1) % tones.length] ?? '';
    setTone(this.tone);
  };

  #show(group: Shown['group']): void {
    this.current = group;
    const section = this.renderRoot.querySelector<HTMLElement>(`section[data-group="${group}"]`);
    section?.scrollIntoView({ block: 'start' });
  }

  readonly #scrolled = (): void => {
    const top = this.all.getBoundingClientRect().top + 8;
    const sections = [...this.renderRoot.querySelectorAll<HTMLElement>('section')];
    const shown = sections.findLast((section) => section.getBoundingClientRect().top <= top) ?? sections[0];
    const current = this.#groups.find(({ group }) => group === shown?.dataset['group'])?.group;
    if (current) this.current = current;
  };

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    const searched = this.wanted.trim() !== '';
    const results = found(this.wanted, this.emoji);
    return html`<div class="top" @keydown=${this.#key}>
        <input
          type="search"
          autocomplete="off"
          spellcheck="false"
          aria-label=${t('emoji.search')}
          placeholder=${t('emoji.search')}
          @input=${({ target }: InputEvent) => (this.wanted = (target as HTMLInputElement).value)}
        />
        <button
          class="tone"
          type="button"
          aria-label=${t('emoji.tone')}
          title=${t('emoji.tone')}
          @click=${this.#nextTone}
        >
          <span aria-hidden="true">${toned('✋', this.tone)}</span>
        </button>
      </div>
      <div class="visually-hidden" role="status">
        ${searched ? t('emoji.found', { count: results.length }) : ''}
      </div>
      ${searched ? nothing : this.#tabs()}
      <div class="all" @keydown=${this.#key} @scroll=${this.#scrolled}>
        ${
          searched
            ? results.length > 0
              ? this.#cellsOf('found', results, true)
              : html`<p class="none">${t('emoji.none')}</p>`
            : this.#groups.map(
                ({ group, emoji }, index) =>
                  html`<section data-group=${group}>
                    <div class="title" aria-hidden="true">${t(`emoji.${group}`)}</div>
                    ${this.#cellsOf(group, emoji, index === 0)}
                  </section>`,
              )
        }
      </div>`;
  }

  #tabs(): TemplateResult {
    const { t } = this.#locale;
    const groups = this.#groups;
    const current = this.current ?? groups[0]?.group;
    return html`<div class="groups" role="group" aria-label=${t('emoji.groups')} @keydown=${this.#key}>
      ${groups.map(
        ({ group, emoji: [first] }) =>
          html`<button
            type="button"
            aria-label=${t(`emoji.${group}`)}
            title=${t(`emoji.${group}`)}
            aria-current=${group === current}
            @click=${() => this.#show(group)}
          >
            <span aria-hidden="true">${group === 'recent' ? '🕘' : first?.emoji}</span>
          </button>`,
      )}
    </div>`;
  }

  #cellsOf(group: Shown['group'] | 'found', emoji: readonly Emoji[], first: boolean): TemplateResult {
    const { t } = this.#locale;
    const name = group === 'found' ? t('emoji.picker') : t(`emoji.${group}`);
    const called = (one: Emoji) => spoken(this.#called.get(one.emoji) ?? one);
    return html`<div class="cells" role="group" aria-label=${name}>
      ${repeat(
        emoji,
        (one) => one.emoji,
        (one, index) => {
          const at = `${group} ${one.emoji}`;
          const tabbable = this.at ? this.at === at : first && index === 0;
          return html`<button
            type="button"
            tabindex=${tabbable ? 0 : -1}
            data-at=${at}
            aria-label=${called(one)}
            title=${called(one)}
            @click=${() => this.#pick(one)}
          >
            <span aria-hidden="true">${toned(one.emoji, this.tone)}</span>
          </button>`;
        },
      )}
    </div>`;
  }
}

/** The one below or above the first of some cells, in the row that comes next. */
function nextRow(cells: readonly HTMLElement[], down: 1 | -1): HTMLElement | undefined {
  const boxes = cells.map((cell) => ({ cell, box: cell.getBoundingClientRect() }));
  const [from] = boxes;
  if (!from) return undefined;
  const beyond = boxes.filter(({ box }) => (box.top - from.box.top) * down > box.height / 2);
  const row = beyond.filter(({ box }) => Math.abs(box.top - (beyond[0]?.box.top ?? 0)) < 1);
  return row.sort(
    (one, other) => Math.abs(one.box.left - from.box.left) - Math.abs(other.box.left - from.box.left),
  )[0]?.cell;
}

define('belfry-chat-emoji-picker', EmojiPickerElement);

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-emoji-picker': EmojiPickerElement;
  }
}
