import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { check, close, icon } from '../../shared/icons.ts';
import { asChatError } from '../connection.ts';
import { channelSkeletons } from '../list/channel-list.view.ts';
import { nameOf, type ChatUser } from '../model.ts';
import { ActiveOption } from '../search/active-option.ts';
import { pieces } from '../search/match.ts';
import type { PeopleCalls } from './people-calls.ts';
import type { PeopleWords } from './words.ts';
import { person } from './person.view.ts';

/** ms without a keystroke after which people are looked for. */
const pause = 300;
const mostFound = 20;

export interface PickerParts {
  calls: () => Promise<PeopleCalls>;
  /** Who is not offered: they are there already. */
  without: () => readonly string[];
  words: () => PeopleWords;
}

/** Finds people by their names, and keeps who was chosen. It draws the field with its chips, and the people found. */
export class PeoplePicker implements ReactiveController {
  readonly #host: LitElement;
  readonly #parts: PickerParts;
  readonly #active: ActiveOption;
  #chosen: readonly ChatUser[] = [];
  #found: readonly ChatUser[] = [];
  #state: 'unasked' | 'loading' | 'ready' | 'failed' | 'forbidden' = 'unasked';
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, parts: PickerParts) {
    this.#host = host;
    this.#parts = parts;
    this.#active = new ActiveOption(host);
    host.addController(this);
  }

  get chosen(): readonly ChatUser[] {
    return this.#chosen;
  }

  /** Begins anew, with nobody chosen. */
  clear(): void {
    this.#chosen = [];
    this.#text = '';
    this.#look('');
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  render(): TemplateResult {
    const { t } = this.#parts.words();
    return html`<div class="field">
        ${this.#chosen.map((user) => this.#chip(user))}
        <input
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded="true"
          aria-controls="people"
          aria-activedescendant=${this.#active.id ?? nothing}
          aria-label=${t('chat.people.find')}
          placeholder=${this.#chosen.length === 0 ? t('chat.people.find') : nothing}
          autocomplete="off"
          dir="auto"
          .value=${this.#text}
          @input=${this.#typed}
          @keydown=${this.#key}
        />
      </div>
      <div class="pane-body" aria-busy=${this.#state === 'loading'}>
        <div id="people" role="listbox" aria-multiselectable="true" aria-label=${t('chat.people.found')}>
          ${this.#offered().map((user) => this.#option(user))}
        </div>
        ${this.#standIn()}
      </div>`;
  }

  #offered(): ChatUser[] {
    const without = this.#parts.without();
    return this.#found.filter(({ id }) => !without.includes(id));
  }

  #standIn(): TemplateResult | typeof nothing {
    const { t } = this.#parts.words();
    switch (this.#state) {
      case 'loading':
        return this.#found.length === 0 ? channelSkeletons(3) : nothing;
      case 'forbidden':
        return html`<p class="note" role="alert">${t('chat.people.find-forbidden')}</p>`;
      case 'failed':
        return html`<p class="note" role="alert">
          ${t('chat.people.find-failed')}
          <button class="link" type="button" @click=${() => this.#look(this.#text)}>${t('retry')}</button>
        </p>`;
      case 'ready':
        if (this.#offered().length > 0) return nothing;
        return html`<p class="note" role="status">${t('chat.people.nobody')}</p>`;
      case 'unasked':
        return nothing;
    }
  }

  #chip(user: ChatUser): TemplateResult {
    const { t } = this.#parts.words();
    const name = nameOf(user);
    return html`<button
      class="chip"
      type="button"
      aria-label=${t('chat.people.unchoose', { name })}
      @click=${() => this.#choose(user)}
    >
      <span dir="auto">${name}</span>${icon(close)}
    </button>`;
  }

  #option(user: ChatUser): TemplateResult {
    const id = `option-${user.id}`;
    const chosen = this.#isChosen(user);
    const name = pieces(nameOf(user), this.#text).map((piece) =>
      piece.hit ? html`<mark>${piece.text}</mark>` : piece.text,
    );
    return html`<button
      id=${id}
      type="button"
      tabindex="-1"
      class="person ${this.#active.id === id ? 'active' : ''}"
      role="option"
      aria-selected=${chosen}
      @click=${() => this.#choose(user)}
    >
      ${person(user, name, nothing, html`<span class="tick">${icon(check)}</span>`)}
    </button>`;
  }

  #isChosen({ id }: ChatUser): boolean {
    return this.#chosen.some((user) => user.id === id);
  }

  #choose(user: ChatUser): void {
    const chosen = this.#isChosen(user);
    this.#chosen = chosen ? this.#chosen.filter(({ id }) => id !== user.id) : [...this.#chosen, user];
    if (!chosen && this.#text !== '') {
      this.#text = '';
      this.#look('');
    }
    this.#host.requestUpdate();
    this.#host.renderRoot.querySelector<HTMLElement>('[role=combobox]')?.focus();
  }

  readonly #typed = (event: InputEvent): void => {
    this.#text = (event.target as HTMLInputElement).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(this.#text), pause);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const last = this.#chosen.at(-1);
    if (event.key === 'Backspace' && this.#text === '' && last) this.#choose(last);
    else this.#active.key(event);
  };

  #look(text: string): void {
    this.#set('loading');
    void this.#parts
      .calls()
      .then((calls) => calls.find(text.trim(), mostFound))
      .then(
        (found) => {
          // An answer to what was typed before says nothing any more.
          if (text !== this.#text) return;
          this.#found = found;
          this.#set('ready');
        },
        (error: unknown) => {
          if (text === this.#text) {
            this.#found = [];
            this.#set(asChatError(error).kind === 'forbidden' ? 'forbidden' : 'failed');
          }
        },
      );
  }

  #set(state: 'loading' | 'ready' | 'failed' | 'forbidden'): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
