import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { close, icon } from '../../shared/icons.ts';
import { Notice } from '../../shared/notice.ts';
import type { FeedStore } from '../feed.store.ts';
import { opposites, type BulkFilter, type BulkMark, type FeedItem, type Mark } from '../model.ts';
import { panelMessages } from '../words.ts';
import { texts } from '../../shared/locale/messages.ts';
import { markAll, untold } from './whole-list.ts';
import type { FeedHost, FeedParts } from './feed-parts.ts';
import { toolTexts } from './messages.en.ts';

/** ms for which something can be taken back, not counting those in which it is pointed at. */
const offered = 10_000;

/** Something that was done and can be taken back; undefined `undo`: it cannot. */
interface Offer {
  store: FeedStore;
  text: string;
  undo: (() => Promise<boolean | undefined>) | undefined;
}

/** Something that cannot be taken back, and has not been done. */
interface Question {
  store: FeedStore;
  count: number;
  filter: BulkFilter;
  mark: BulkMark;
}

/** What a visitor does to one item or to a whole list, and how they take it back. */
export class Deeds implements ReactiveController {
  readonly #host: FeedHost;
  readonly #parts: FeedParts;
  readonly #left: () => void;
  readonly #notice: Notice;
  #offer: Offer | undefined;
  #question: Question | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param left called when the button that was pressed goes out of reach */
  constructor(host: FeedHost, parts: FeedParts, left: () => void) {
    this.#host = host;
    this.#parts = parts;
    this.#left = left;
    this.#notice = new Notice(host);
    host.addController(this);
  }

  // Neither is for the next visitor.
  hostUpdate(): void {
    const store = this.#parts.store();
    if (this.#question?.store !== store) this.#question = undefined;
    if (this.#offer && this.#offer.store !== store) this.#end();
  }

  hostDisconnected(): void {
    this.#question = undefined;
    this.#end();
  }

  mark(item: FeedItem, mark: Mark): void {
    const store = this.#parts.store();
    if (!store) return;
    const t = toolTexts(this.#parts.words);
    const done = store.mark([item], mark);
    const back = opposites[mark];
    const offer =
      mark === 'archived' || mark === 'unarchived'
        ? this.#say(store, t(`bell.was-${mark}`), back && (() => store.mark([item], back)))
        : undefined;
    void done.then((taken) => {
      if (!taken) this.#failed('bell.mark-failed', store, offer);
    });
  }

  /** Marks all that a filter lists; asks first where that could not be taken back. */
  markAll(filter: BulkFilter, mark: BulkMark): void {
    const store = this.#parts.store();
    if (!store) return;
    const count = untold(store, filter, mark);
    if (count === 0) return this.#markAll(store, filter, mark, false);
    this.#end();
    this.#question = { store, count, filter, mark };
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector<HTMLElement>('.question .cancel')?.focus({ preventScroll: true }),
    );
  }

  #markAll(store: FeedStore, filter: BulkFilter, mark: BulkMark, whole: boolean): void {
    const back = opposites[mark];
    if (!back) return;
    const t = toolTexts(this.#parts.words);
    const changed = markAll(store, filter, mark, whole);
    const undo = async () => {
      const items = await changed;
      return items && store.mark(items, back);
    };
    const text = t(mark === 'read' ? 'bell.all-marked' : 'bell.all-archived');
    const offer = this.#say(store, text, whole ? undefined : undo);
    void changed.then((items) => {
      if (!items) this.#failed('bell.all-failed', store, offer);
      else if (this.#offer === offer) {
        if (items.length === 0) offer.undo = undefined;
        else if (mark === 'archived') offer.text = t('bell.archived-many', { count: items.length });
        this.#host.requestUpdate();
      }
    });
  }

  /** Takes the last thing back. @returns whether there was any */
  readonly undo = (): boolean => {
    const offer = this.#offer;
    if (!offer?.undo) return false;
    const { announce, words } = this.#parts;
    const t = toolTexts(words);
    this.#end();
    this.#left();
    void offer.undo().then((done) => {
      if (!this.#isFor(offer.store)) return;
      if (done) return announce(t('bell.undone'));
      // What was not done in the first place has been told.
      if (done === undefined) return;
      this.#notice.say(t('bell.undo-failed'));
      // It may be a part of many that is not taken back. It can be tried again, unless something else was done since.
      this.#offer ??= offer;
      this.#wait();
    });
    return true;
  };

  /** What has failed, and what can be taken back, at the foot of the list. */
  view(): TemplateResult {
    const { text } = this.#notice;
    return html`${text ? html`<div class="notice" role="alert">${text}</div>` : nothing}${this.#bar()}`;
  }

  #bar(): TemplateResult | typeof nothing {
    const { words } = this.#parts;
    const t = toolTexts(words);
    if (this.#question) return this.#asking(this.#question);
    if (!this.#offer) return nothing;
    const { text, undo } = this.#offer;
    return html`<div
      class="offer"
      @pointerenter=${this.#hold}
      @pointerleave=${this.#wait}
      @focusin=${this.#hold}
      @focusout=${this.#wait}
    >
      <span>${text}</span>
      ${
        undo
          ? html`<button type="button" class="quiet undo" aria-keyshortcuts="Control+Z" @click=${this.undo}>
              ${t('bell.undo')}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="icon-button"
        aria-label=${texts(words.language, panelMessages)('close')}
        @click=${this.#dismiss}
      >
        ${icon(close)}
      </button>
    </div>`;
  }

  #asking({ store, count, filter, mark }: Question): TemplateResult {
    const { words } = this.#parts;
    const t = toolTexts(words);
    const answer = (run?: () => void) => () => {
      this.#question = undefined;
      this.#host.requestUpdate();
      this.#left();
      run?.();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // The panel that the list stands in stays open.
      event.stopPropagation();
      event.preventDefault();
      answer()();
    };
    return html`<div class="offer question" role="alertdialog" aria-labelledby="question" @keydown=${key}>
      <span id="question">${t('bell.too-many', { count })}</span>
      <button type="button" class="quiet cancel" @click=${answer()}>${t('bell.cancel')}</button>
      <button
        type="button"
        class="secondary"
        @click=${answer(() => this.#markAll(store, filter, mark, true))}
      >
        ${t(mark === 'read' ? 'bell.mark-all-read' : `bell.archive-${filter}`)}
      </button>
    </div>`;
  }

  #say(store: FeedStore, text: string, undo: Offer['undo']): Offer {
    const offer = { store, text, undo };
    this.#question = undefined;
    this.#offer = offer;
    this.#wait();
    this.#host.requestUpdate();
    this.#parts.announce(undo ? `${text}. ${toolTexts(this.#parts.words)('bell.undo-hint')}` : text);
    return offer;
  }

  #failed(key: 'bell.mark-failed' | 'bell.all-failed', store: FeedStore, offer: Offer | undefined): void {
    if (!this.#isFor(store)) return;
    if (offer && this.#offer === offer) this.#end();
    this.#notice.say(toolTexts(this.#parts.words)(key));
  }

  /** Whether what was done with a store is still told: not to the next visitor, nor where the list is gone. */
  #isFor(store: FeedStore): boolean {
    return this.#host.isConnected && store === this.#parts.store();
  }

  readonly #dismiss = (): void => {
    this.#end();
    this.#left();
  };

  readonly #hold = (): void => clearTimeout(this.#timer);

  readonly #wait = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), offered);
  };

  #end(): void {
    clearTimeout(this.#timer);
    this.#offer = undefined;
    this.#host.requestUpdate();
  }
}
