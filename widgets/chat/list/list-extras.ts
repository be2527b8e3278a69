import { css, html, nothing, type LitElement, type TemplateResult } from 'lit';
import { sessionOf } from '../../session/page.ts';
import { archive, bell, icon, more, pencil, search } from '../../shared/icons.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { StoreController } from '../../shared/store-controller.ts';
import type { ChatChannel, ChatMessage, PendingMessage } from '../model.ts';
import type { Drafts } from '../outbox/drafts.ts';
import { opens } from '../panes/pane-event.ts';
import { isListed } from '../store/channel-state.ts';
import type { ChatStore } from '../store/chat.store.ts';
import { summaryOf } from '../summary.ts';
import type { Words } from '../words.ts';
import { archiveOf } from './archive.ts';
import { listMessages } from './messages.en.ts';

/** ms after which a finger's press is a long one. */
const longPress = 500;

const muted = `${bell}M2 2l20 20`;
/** Drawn for this size: a pin's head, its collar, its needle. */
const pinned = 'M8 3h8M9 3v6l-3 5h12l-3-5V3M12 14v7';

/** What a message has that waits to be sent, and does not say otherwise. */
const unconfirmed = { kind: 'regular', attachments: [], pollId: undefined, raw: {} } as const;

const all = new WeakMap<LitElement, ListExtras>();

/** What an element draws its lists of conversations with, once their rows stand. */
export function extrasFor(host: LitElement, words: Words): ListExtras {
  const extras = all.get(host) ?? new ListExtras(host);
  all.set(host, extras);
  extras.speak(words.language);
  return extras;
}

/** What a list of conversations has beyond its rows: its tools, its archive, and each row's marks and menu. */
export class ListExtras {
  readonly #host: LitElement;
  readonly #locale: LocaleController<typeof listMessages>;
  readonly #drafts: StoreController<Drafts['snapshot']>;
  /** By channel, what is shown of a draft. */
  readonly #drafted = new Map<string, string>();
  #store: ChatStore | undefined;
  #pressedAt = 0;

  constructor(host: LitElement) {
    this.#host = host;
    this.#locale = new LocaleController(host, listMessages);
    // What is written before the visitor's eyes changes with each key, and stands in no row.
    this.#drafts = new StoreController({
      addController: (controller) => host.addController(controller),
      removeController: (controller) => host.removeController(controller),
      requestUpdate: () => {
        if ([...this.#drafted].some(([cid, text]) => text !== this.#unsent(cid))) host.requestUpdate();
      },
      updateComplete: host.updateComplete,
    });
    const { renderRoot } = host;
    renderRoot.addEventListener('contextmenu', this.#openMenu);
    renderRoot.addEventListener('pointerdown', ({ timeStamp }) => (this.#pressedAt = timeStamp));
    renderRoot.addEventListener('click', this.#click, true);
  }

  speak(language: string): void {
    this.#locale.prefer({ options: { locale: language } });
  }

  /** Knows the archive of a store from now on. */
  follow(store: ChatStore): void {
    if (store === this.#store) return;
    this.#store = store;
    this.#drafts.follow(store.drafts);
    void archiveOf(store).more();
  }

  /** What stands over the list. A guest is shown nobody to write to. */
  head(): TemplateResult {
    const { t } = this.#locale;
    const guest = sessionOf(this.#host).snapshot.user?.kind === 'guest';
    return html`<button class="search" type="button" @click=${opens('search', {})}>
        ${icon(search)}${t('chat.list.search')}
      </button>
      ${
        guest
          ? nothing
          : html`<button
              class="icon-button new"
              type="button"
              aria-label=${t('chat.list.new')}
              title=${t('chat.list.new')}
              @click=${opens('create', {})}
            >
              ${icon(pencil)}
            </button>`
      }`;
  }

  /** The way into the archive, where there is one. */
  end(store: ChatStore): TemplateResult | typeof nothing {
    const count = store.snapshot.channels.filter((state) => !isListed(state)).length;
    if (count === 0) return nothing;
    return html`<button class="archived" type="button" @click=${opens('archived', {})}>
      ${icon(archive)}${this.#locale.t('chat.list.archived', { count })}
    </button>`;
  }

  /** What a row says of its conversation beside the number of unread messages. */
  marks({ muted: isMuted, pinnedAt }: ChatChannel): TemplateResult {
    const { t } = this.#locale;
    return html`${isMuted ? mark(muted, t('chat.list.muted')) : nothing}
    ${pinnedAt > 0 ? mark(pinned, t('chat.list.pinned')) : nothing}`;
  }

  /** The button of a row's menu. */
  options({ cid }: ChatChannel, tabIndex: number): TemplateResult {
    return html`<button
      class="icon-button options"
      type="button"
      tabindex=${tabIndex}
      aria-label=${this.#locale.t('chat.list.options')}
      aria-haspopup="menu"
      @click=${opens('row-menu', { channel: cid })}
    >
      ${icon(more)}
    </button>`;
  }

  /** What the visitor has begun to write in a conversation that they do not look at. */
  draft({ cid }: ChatChannel): TemplateResult | undefined {
    const text = this.#unsent(cid);
    this.#drafted.set(cid, text);
    if (!text) return undefined;
    return html`<em>${this.#locale.t('chat.list.draft', { text: '' })}</em><bdi>${text}</bdi>`;
  }

  /** What stands in a composer that the visitor does not look at: a change of a message before the draft beneath it. */
  #unsent(cid: string): string {
    const store = this.#store;
    if (!store || cid === store.snapshot.selected) return '';
    const draft = store.drafts.of(cid);
    const edit = draft.edits.findLast(({ text, message }) => text !== message.text);
    return (edit ?? draft).text.trim();
  }

  /** What a message says, or what it is, in one line. */
  summary(words: Words, any: ChatMessage | PendingMessage): string {
    const message = { ...unconfirmed, ...any };
    const says = message.kind === 'deleted' || message.text.trim() !== '';
    return (says && summaryOf(words, message)) || this.#kindOf(message);
  }

  #kindOf({ attachments, pollId, raw }: Pick<ChatMessage, 'attachments' | 'pollId' | 'raw'>): string {
    const [attachment] = attachments;
    const kind = pollId ? 'poll' : raw['shared_location'] ? 'location' : (attachment?.kind ?? 'unknown');
    const voice = attachment?.kind === 'audio' && attachment.waveform;
    return this.#locale.t(`chat.list.${voice ? 'voice' : kind}`);
  }

  /** The other button of a mouse, the menu's key, or a finger's long press: the row's own button opens its menu. */
  readonly #openMenu = (event: Event): void => {
    const row = event.target instanceof Element ? event.target.closest('li') : null;
    const button = row?.querySelector<HTMLElement>('.options');
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    button.click();
  };

  readonly #click = (event: Event): void => {
    const { pointerType } = event as PointerEvent;
    if (pointerType === 'touch' && event.timeStamp - this.#pressedAt > longPress) this.#openMenu(event);
  };
}

function mark(path: string, name: string): TemplateResult {
  return html`${icon(path)}<span class="visually-hidden">${name}</span>`;
}

export const styles = css`
  .options {
    position: absolute;
    inset-block-start: var(--_space);
    inset-inline-end: var(--_space);
    background: var(--_surface);
    opacity: 0;
  }

  li:hover > .options,
  .options:focus-visible {
    opacity: 1;
  }

  /* It stands in the time's place. */
  li:hover .time,
  li:has(> .options:focus-visible) .time {
    visibility: hidden;
  }

  @media (hover: none) {
    .options {
      pointer-events: none;
    }

    li:hover > .options:not(:focus-visible) {
      opacity: 0;
    }

    li:hover .time {
      visibility: visible;
    }
  }

  .preview em,
  .preview em + bdi {
    color: var(--_accent);
    font-style: normal;
  }

  .marks .icon {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .search,
  .archived {
    justify-content: start;
    color: var(--_muted);
  }

  .search {
    flex: 1;
    background: var(--_raised);
  }

  .archived {
    inline-size: 100%;
    padding-inline: calc(var(--_space) * 4);
  }
`;
