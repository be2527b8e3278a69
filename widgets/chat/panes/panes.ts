import { css, type LitElement, type ReactiveController } from 'lit';
import { define } from '../../shared/define.ts';
import type { ChatStore } from '../store/chat.store.ts';
import type { PaneElement } from './pane-element.ts';
import type { PaneEvent, PaneName } from './pane-event.ts';

/**
 * `nav`: in place of the list. `side`: beside the conversation, and over it where there is no room. `over`: at what opened
 * it, above all, until something else is pressed.
 */
type Place = 'nav' | 'side' | 'over';

/** Each pane is an element of its own, fetched when it is first opened. */
const kinds: Readonly<Record<PaneName, { place: Place; load: () => Promise<new () => PaneElement> }>> = {
  archived: {
    place: 'nav',
    load: async () => (await import('../list/archived-pane.ts')).ArchivedPaneElement,
  },
  create: {
    place: 'nav',
    load: async () => (await import('../people/create-pane.ts')).CreatePaneElement,
  },
  profile: {
    place: 'over',
    load: async () => (await import('../people/profile-element.ts')).ProfileElement,
  },
  'row-menu': {
    place: 'over',
    load: async () => (await import('../list/row-menu.ts')).RowMenuElement,
  },
  search: {
    place: 'nav',
    load: async () => (await import('../search/search-pane.ts')).SearchPaneElement,
  },
  members: {
    place: 'side',
    load: async () => (await import('../people/members-pane.ts')).MembersPaneElement,
  },
  thread: {
    place: 'side',
    load: async () => (await import('../thread/thread-pane.ts')).ThreadPaneElement,
  },
  threads: {
    place: 'nav',
    load: async () => (await import('../thread/threads-pane.ts')).ThreadsPaneElement,
  },
};

/** The panel. */
export interface PanesHost extends LitElement {
  readonly store: ChatStore | undefined;
  /** The public element. */
  readonly owner: HTMLElement;
  /** Whether one channel is shown alone, without a list. */
  readonly channel: string | undefined;
  /** Puts the focus where the visitor goes on. */
  takeFocus(): void;
  /** Opens a conversation, and goes there. */
  select(cid: string): void;
  /** Says for a moment what has failed. */
  say(text: string): void;
}

const all = new WeakMap<PanesHost, Panes>();

/**
 * Opens the pane that an event asks for.
 * @param opener what gets the focus back
 * @throws if the pane's code cannot be fetched
 */
export function openPane(host: PanesHost, event: PaneEvent, opener: EventTarget | undefined): Promise<void> {
  const panes = all.get(host) ?? new Panes(host);
  all.set(host, panes);
  return panes.open(event, opener);
}

/** The panes that are open in a panel's frame. The focus goes into one that opens, and back when it is closed. */
class Panes implements ReactiveController {
  readonly #host: PanesHost;
  readonly #open = new Map<Place, { element: PaneElement; opener: EventTarget | undefined }>();
  /** The last pane that was asked for: one that comes late does not open over it. */
  #asked: PaneEvent | undefined;

  constructor(host: PanesHost) {
    this.#host = host;
    host.addController(this);
  }

  async open(event: PaneEvent, opener: EventTarget | undefined): Promise<void> {
    this.#asked = event;
    const { place, load } = kinds[event.pane];
    const tag = `belfry-chat-${event.pane}`;
    define(tag, await load());
    const { store } = this.#host;
    if (this.#asked !== event || !store) return;
    const before = this.#open.get(place)?.element;
    const element = before?.localName === tag ? before : this.#make(tag, place);
    Object.assign(element, { store, panel: this.#host, opener, ...event.props });
    this.#open.set(place, { element, opener });
    if (element !== before) {
      before?.remove();
      const frame = this.#host.renderRoot.querySelector('.frame');
      if (place === 'nav') frame?.prepend(element);
      else frame?.append(element);
    }
    this.#host.requestUpdate();
    element.focus();
  }

  hostUpdated(): void {
    const { store, renderRoot } = this.#host;
    for (const [place, { element }] of this.#open) {
      // A pane ends with its connection, and with the channel that it belongs to.
      const { cid } = element;
      if (element.store !== store || (cid !== undefined && cid !== store.snapshot.selected)) {
        this.#close(place, false);
      }
    }
    // Whether it is covered decides whether it is being read.
    renderRoot.querySelector<LitElement>('belfry-chat-conversation')?.requestUpdate();
  }

  /** @param focus whether the focus was in it, and goes back */
  #close(place: Place, focus: boolean): void {
    const closed = this.#open.get(place);
    if (!closed) return;
    const { element, opener } = closed;
    this.#open.delete(place);
    element.remove();
    this.#host.requestUpdate();
    if (!focus) return;
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    if (!(opener instanceof HTMLElement && opener.matches(':focus'))) this.#host.takeFocus();
  }

  #make(tag: string, place: Place): PaneElement {
    const element = document.createElement(tag) as PaneElement;
    element.className = place === 'nav' ? 'list nav' : place;
    element.place = place;
    const close = () => this.#close(place, true);
    element.addEventListener('close', close);
    // The focus has gone elsewhere by itself.
    element.addEventListener('leave', () => this.#close(place, false));
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    });
    return element;
  }
}

/** Where panes stand in the panel's frame. What they cover keeps its scroll position, and is out of everybody's reach. */
export const styles = css`
  .frame > .list {
    grid-area: 1 / 1;
  }

  .frame > :is(.conversation, .side) {
    grid-area: 1 / -2;
  }

  .side {
    display: flex;
    min-block-size: 0;
    min-inline-size: 0;
    flex-direction: column;
  }

  .frame[data-pane='list'] > .side {
    display: none;
  }

  .frame:has(> .nav) > .list:not(.nav),
  .frame:has(> .side) > .conversation {
    visibility: hidden;
  }

  @container (inline-size >= 64em) {
    .frame:not([data-layout='single']):has(> .side) {
      grid-template-columns: minmax(16em, 26%) minmax(0, 1fr) minmax(18em, 26%);
    }

    .frame[data-alone]:has(> .side) {
      grid-template-columns: minmax(0, 1fr) minmax(18em, 30%);
    }

    .frame:is([data-alone], :not([data-layout='single'])):has(> .side) > .conversation {
      grid-column-start: -3;
      visibility: visible;
    }

    .frame:is([data-alone], :not([data-layout='single'])) > .side {
      border-inline-start: 1px solid var(--_border);
    }
  }
`;
