import type { ReactiveController, ReactiveControllerHost } from 'lit';
import './log-overlay.ts';
import { PaneEvent } from '../panes/pane-event.ts';
import type { ChannelState, Target } from '../store/channel-state.ts';
import type { ChatStore } from '../store/chat.store.ts';

/** px from the end that still count as being there. */
const slack = 24;
/** ms for which a message that was jumped to is marked. */
const marking = 2_500;

interface Parts {
  /** What scrolls. */
  log: () => HTMLElement | null;
  /** What is in it; its children are the rows. */
  rows: () => HTMLElement | null;
  store: () => ChatStore;
  state: () => ChannelState | undefined;
  /** Whether the visitor has scrolled already. */
  moved: boolean;
  /** Called when a message that is to be shown is not there. */
  missing: () => void;
}

type Host = ReactiveControllerHost & { readonly shadowRoot: ShadowRoot | null };

/**
 * Keeps the place in a list that grows at both ends. At the end it stays at the end; anywhere else the row at the top
 * stays where it is, whatever comes above it. WebKit has no scroll anchoring of its own, so none is used. It asks for
 * more where little is left, and brings before the visitor's eyes what they want to see.
 */
export class LogReader implements ReactiveController {
  /** To stand over the log. */
  readonly overlay = document.createElement('belfry-chat-log-overlay');
  readonly #host: Host;
  readonly #parts: Parts;
  readonly #sizes: ResizeObserver | undefined = globalThis.ResizeObserver
    ? new ResizeObserver(() => this.#settle())
    : undefined;
  #scroller: HTMLElement | undefined;
  #anchor: { row: Element; top: number } | undefined;
  #atEnd = true;
  /** The conversation whose messages have been brought into their first place. */
  #placed: string | undefined;
  #target: Target | undefined;
  #messages: ChannelState['messages'] | undefined;
  #marked: ReturnType<typeof setTimeout> | undefined;
  /** Where it was scrolled to, and how high its content was, when that was last known. */
  #lastTop = 0;
  #lastHeight = 0;

  constructor(host: Host, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
    this.overlay.addEventListener('jump', () => {
      const { channel } = parts.state() ?? {};
      if (channel) void parts.store().jumpToUnread(channel.cid);
    });
    this.hostUpdated();
    host.requestUpdate();
  }

  get atEnd(): boolean {
    const { hasNewer, busy } = this.#parts.state() ?? {};
    // What is being caught up with ends where it ended; elsewhere more comes behind the last row.
    return this.#atEnd && (!hasNewer || busy === 'catching-up');
  }

  /** Goes to the newest row and stays there. */
  toEnd(): void {
    this.#setAtEnd(true);
    this.#lastTop = this.#scroller?.scrollTop ?? 0;
    this.#settle();
  }

  /** Brings a row into view, a little below the top, unless the end shows it too. */
  #toRow(row: Element | null): void {
    this.toEnd();
    const scroller = this.#scroller;
    if (!row || !scroller) return;
    const above =
      row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight / 4;
    if (above >= 0) return;
    scroller.scrollTop += above;
    this.#settle();
  }

  /** Brings a row into the middle. */
  #toMiddle(row: Element): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const { top, height } = row.getBoundingClientRect();
    scroller.scrollTop += top - this.#top(scroller) - (scroller.clientHeight - height) / 2;
    this.#setAtEnd(this.#distance(scroller) <= slack);
    this.#remember(scroller);
  }

  hostUpdated(): void {
    this.#attach();
    this.#place();
    this.#show();
    // Other messages may be just as high: no size tells of them.
    const messages = this.#parts.state()?.messages;
    if (messages !== this.#messages) this.#settle();
    this.#messages = messages;
  }

  #attach(): void {
    const scroller = this.#parts.log() ?? undefined;
    if (scroller === this.#scroller) return;
    this.hostDisconnected();
    const content = this.#parts.rows();
    if (!scroller || !content) return;
    this.#scroller = scroller;
    this.#atEnd = true;
    this.#lastTop = scroller.scrollTop;
    scroller.addEventListener('scroll', this.#settle, { passive: true });
    content.addEventListener('click', this.#press);
    this.#sizes?.observe(scroller);
    this.#sizes?.observe(content);
  }

  /** A conversation that has just opened shows where the visitor left off, else its end. */
  #place(): void {
    const state = this.#parts.state();
    const opened = state?.opened ? state.channel.cid : undefined;
    if (opened === this.#placed || !this.#scroller) return;
    this.#placed = opened;
    if (this.#parts.moved) {
      this.#parts.moved = false;
      this.#setAtEnd(this.#distance(this.#scroller) <= slack);
      this.#remember(this.#scroller);
    } else if (opened !== undefined) this.#toRow(this.#scroller.querySelector('.unread-line'));
  }

  /** Brings before the visitor's eyes what was asked for, and marks it for a moment. */
  #show(): void {
    const target = this.#parts.state()?.target;
    if (target === this.#target || target?.state === 'coming') return;
    this.#target = target;
    if (!target) return;
    const row = this.#scroller?.querySelector(`[data-row="${CSS.escape(target.messageId ?? '')}"]`);
    if (!(row instanceof HTMLElement)) {
      this.#parts.missing();
      return;
    }
    this.#toMiddle(row);
    if (this.#host.shadowRoot?.activeElement) row.focus({ preventScroll: true });
    row.toggleAttribute('data-target', true);
    clearTimeout(this.#marked);
    this.#marked = setTimeout(() => row.removeAttribute('data-target'), marking);
  }

  hostDisconnected(): void {
    this.#scroller?.removeEventListener('scroll', this.#settle);
    this.#sizes?.disconnect();
    this.#scroller = undefined;
    this.#anchor = undefined;
    clearTimeout(this.#marked);
  }

  /**
   * After the sizes have changed and before they are painted, and after each scroll. Both may have happened in one
   * frame, in either order: what the visitor scrolled is told from what moved under them.
   */
  readonly #settle = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    const scrolled = scroller.scrollTop - this.#lastTop;
    // Content that shrinks for a moment makes the browser itself scroll a little.
    const still = scroller.scrollHeight === this.#lastHeight;
    const byVisitor = Math.abs(scrolled) > (still ? 1 : scroller.clientHeight / 4);
    if (this.atEnd && (!byVisitor || this.#distance(scroller) <= slack)) {
      scroller.scrollTop = scroller.scrollHeight;
    } else {
      if (this.#anchor?.row.isConnected) {
        const { row, top } = this.#anchor;
        const grown = row.getBoundingClientRect().top - this.#top(scroller) - top + scrolled;
        if (Math.abs(grown) >= 1) scroller.scrollTop += grown;
      }
      if (byVisitor) this.#setAtEnd(this.#distance(scroller) <= slack);
    }
    this.#remember(scroller, byVisitor);
  };

  /** Who wrote something is known by a press on their picture. By keyboard that is said among the members. */
  readonly #press = ({ target }: Event): void => {
    const picture = target instanceof Element ? target.closest('.side .avatar') : null;
    const key = picture?.closest('.row')?.getAttribute('data-row');
    const author = this.#parts.state()?.messages.find(({ id }) => id === key)?.user;
    if (author) picture?.dispatchEvent(new PaneEvent('profile', { userId: author.id }));
  };

  #distance(scroller: HTMLElement): number {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  }

  #setAtEnd(atEnd: boolean): void {
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.#host.requestUpdate();
  }

  /** Notes the place, and asks for more where little is left above it. */
  #remember(scroller: HTMLElement, byVisitor = false): void {
    this.#lastTop = scroller.scrollTop;
    this.#lastHeight = scroller.scrollHeight;
    this.#findAnchor(scroller);
    const { state, store } = this.#parts;
    const now = state();
    if (now) this.overlay.look(scroller, this.#anchor?.row, now, byVisitor);
    const { channel, failure } = now ?? {};
    const near = scroller.clientHeight;
    // What has failed is asked for again when the visitor says so.
    if (!channel || failure || near === 0) return;
    if (scroller.scrollTop < near) void store().loadOlder(channel.cid);
    if (this.#distance(scroller) < near) void store().loadNewer(channel.cid);
  }

  /** The first row that is not wholly above: rows follow each other, so it is found by halving. */
  #findAnchor(scroller: HTMLElement): void {
    const rows = this.#parts.rows()?.children;
    if (!rows || rows.length === 0) return;
    const top = this.#top(scroller);
    let from = 0;
    let to = rows.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > top) to = middle;
      else from = middle + 1;
    }
    let row = rows[from];
    while (row && !row.matches('.row')) row = row.nextElementSibling ?? undefined;
    if (row) this.#anchor = { row, top: row.getBoundingClientRect().top - top };
  }

  #top(scroller: HTMLElement): number {
    return scroller.getBoundingClientRect().top;
  }
}
