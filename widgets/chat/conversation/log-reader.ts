import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isTyping } from '../../shared/page/typing-into.ts';
import { stepFocus } from '../../shared/step.ts';
import './log-overlay.ts';
import { PaneEvent } from '../panes/pane-event.ts';
import type { ChannelState, Target } from '../store/channel-state.ts';
import type { ChatStore } from '../store/chat.store.ts';
import { Drawn, type Side } from './drawn.ts';

export { readerStyles as styles } from './log-reader.styles.ts';

/** px from the end that still count as being there. */
const slack = 24;
/** ms for which a message that was jumped to is marked. */
const marking = 2_500;
/** Heights of the list that are drawn beyond what is seen of it: at least, at most, and after it was more. */
const reach = { least: 2, most: 4, kept: 3 };
/** What must not go while it is used, though nobody sees it: open tools, and what plays. */
const inUse = '.tools[open], [running]';

interface Parts {
  /** What scrolls. */
  log: () => HTMLElement | null;
  /** What is in it; its children are the rows. */
  rows: () => HTMLElement | null;
  store: () => ChatStore;
  state: () => ChannelState | undefined;
  /** Whether the visitor has scrolled already. */
  moved: boolean;
  /** Called with the key of the row that is pointed at or has come to the focus, or none. */
  activate: (key: string | undefined) => void;
  /** Called when a message that is to be shown is not there. */
  missing: () => void;
}

type Host = ReactiveControllerHost & { readonly shadowRoot: ShadowRoot | null };

/**
 * Keeps the place in a list that grows at both ends. At the end it stays at the end; anywhere else the row at the top
 * stays where it is, whatever comes above it or goes. WebKit has no scroll anchoring of its own, so none is used. It
 * draws what is near, asks for more where little is left, and brings before the visitor's eyes what they want to see.
 */
export class LogReader implements ReactiveController {
  /** To stand over the log. */
  readonly overlay = document.createElement('belfry-chat-log-overlay');
  readonly #host: Host;
  readonly #parts: Parts;
  readonly #sizes: ResizeObserver | undefined = globalThis.ResizeObserver
    ? new ResizeObserver(() => {
        this.#follow();
        // What is observed must not be changed while that is told.
        cancelAnimationFrame(this.#frame);
        this.#frame = requestAnimationFrame(() => this.#supply());
      })
    : undefined;
  readonly #drawn = new Drawn();
  #scroller: HTMLElement | undefined;
  #anchor: { row: Element; top: number } | undefined;
  #atEnd = true;
  /** The newest message when the end was left: not every channel counts what is unread. */
  #left: string | undefined;
  /** The conversation whose messages have been brought into their first place. */
  #placed: string | undefined;
  #target: Target | undefined;
  /** Those whose rows are there. */
  #messages: ChannelState['messages'] | undefined;
  #marked: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #listening: AbortController | undefined;
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

  /** The conversation as it is to be drawn. */
  drawn(state: ChannelState): ChannelState {
    return this.#drawn.of(state, this.#atEnd);
  }

  get #state(): ChannelState | undefined {
    const state = this.#parts.state();
    return state && this.drawn(state);
  }

  get atEnd(): boolean {
    const { hasNewer, busy } = this.#state ?? {};
    // What is being caught up with ends where it ended; elsewhere more comes behind the last row.
    return this.#atEnd && (!hasNewer || busy === 'catching-up');
  }

  /** How many messages of others have come since the visitor left the end, as far as they are here. */
  get news(): number {
    const { messages = [] } = this.#parts.state() ?? {};
    const at = messages.findIndex(({ id }) => id === this.#left);
    const ownId = this.#parts.store().user.id;
    return at < 0 ? 0 : messages.slice(at + 1).filter(({ user }) => user.id !== ownId).length;
  }

  /** Goes to the newest row and stays there. */
  toEnd(): void {
    this.#drawn.toEnd();
    this.#host.requestUpdate();
    this.#setAtEnd(true);
    this.#settle(0);
  }

  /** Brings a row into view, a little below the top, unless the end shows it too. */
  #toRow(row: Element | null): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    const above = row ? row.getBoundingClientRect().top - this.#top(scroller) - scroller.clientHeight / 4 : 0;
    if (above < 0) scroller.scrollTop += above;
    this.#setAtEnd(this.#distance(scroller) <= slack);
    this.#remember(scroller);
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

  /** What the visitor has scrolled until now is told from what their browser does when rows go. */
  hostUpdate(): void {
    if (this.#scroller && this.#scroller.scrollTop !== this.#lastTop) this.#follow();
  }

  hostUpdated(): void {
    this.#attach();
    // Other messages may be just as high: no size tells of them.
    const messages = this.#state?.messages;
    const changed = messages !== this.#messages;
    this.#messages = messages;
    this.#place();
    this.#show();
    if (!changed) return;
    this.#settle(0);
    this.#supply();
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
    this.#listen(scroller);
    this.#sizes?.observe(scroller);
    this.#sizes?.observe(content);
  }

  #listen(scroller: HTMLElement): void {
    const { signal } = (this.#listening = new AbortController());
    const { activate } = this.#parts;
    scroller.addEventListener('scroll', this.#scrolled, { passive: true, signal });
    scroller.addEventListener('keydown', moveFocus, { signal });
    scroller.addEventListener('click', this.#press, { signal });
    scroller.addEventListener('pointerover', (event) => activate(rowKeyOf(event)), { signal });
    scroller.addEventListener('pointerleave', () => activate(undefined), { signal });
    scroller.addEventListener('focusin', (event) => activate(rowKeyOf(event)), { signal });
    // What has been pointed at meanwhile, or has come to the focus.
    activate(scroller.querySelector<HTMLElement>('li.row:hover')?.dataset['row']);
  }

  /** A conversation that has just opened shows where the visitor left off, else its end. */
  #place(): void {
    const state = this.#state;
    const opened = state?.opened ? state.channel.cid : undefined;
    if (opened === this.#placed || !this.#scroller) return;
    this.#placed = opened;
    this.#left = state?.messages.at(-1)?.id;
    if (this.#parts.moved) {
      this.#parts.moved = false;
      this.#setAtEnd(this.#distance(this.#scroller) <= slack);
      this.#remember(this.#scroller);
    } else if (opened !== undefined) this.#toRow(this.#scroller.querySelector('.unread-line'));
  }

  /** Brings before the visitor's eyes what was asked for, and marks it for a moment. */
  #show(): void {
    const target = this.#state?.target;
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
    this.#listening?.abort();
    this.#sizes?.disconnect();
    this.#scroller = undefined;
    this.#anchor = undefined;
    clearTimeout(this.#marked);
    cancelAnimationFrame(this.#frame);
  }

  readonly #scrolled = (): void => {
    this.#follow();
    this.#supply();
  };

  /**
   * After the sizes have changed and before they are painted, and after each scroll. Both may have happened in one
   * frame, in either order: what the visitor scrolled is told from what moved under them.
   */
  #follow(): void {
    if (this.#scroller) this.#settle(this.#scroller.scrollTop - this.#lastTop);
  }

  /** @param scrolled px that the visitor has scrolled, it seems, since that was last known */
  #settle(scrolled: number): void {
    const scroller = this.#scroller;
    if (!scroller) return;
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
  }

  /** Who wrote something is known by a press on their picture. By keyboard that is said among the members. */
  readonly #press = ({ target }: Event): void => {
    const picture = target instanceof Element ? target.closest('.side .avatar') : null;
    const key = picture?.closest('.row')?.getAttribute('data-row');
    const author = this.#messages?.find(({ id }) => id === key)?.user;
    if (author) picture?.dispatchEvent(new PaneEvent('profile', { userId: author.id }));
  };

  #distance(scroller: HTMLElement): number {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  }

  #setAtEnd(atEnd: boolean): void {
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.#left = this.#parts.state()?.messages.at(-1)?.id;
    this.#host.requestUpdate();
  }

  /** @param byVisitor whether they have scrolled */
  #remember(scroller: HTMLElement, byVisitor = false): void {
    this.#lastTop = scroller.scrollTop;
    this.#lastHeight = scroller.scrollHeight;
    this.#findAnchor(scroller);
    const state = this.#parts.state();
    if (state) this.overlay.look(scroller, this.#anchor?.row, state, byVisitor);
  }

  /** Sees to it that there is enough on both sides of what is seen, and not too much. */
  #supply(): void {
    const scroller = this.#scroller;
    // Rows that are still to come or to go say nothing of how much there is.
    if (!scroller?.clientHeight || this.#state?.messages !== this.#messages) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    const older = this.#balance('older', scroller.scrollTop, top);
    const newer = this.#balance('newer', this.#distance(scroller), bottom);
    if (older || newer) this.#host.requestUpdate();
  }

  /**
   * @param rest px that are drawn beyond what is seen
   * @param edge where that ends, in the viewport
   * @returns whether more is to be drawn from now on, or less
   */
  #balance(side: Side, rest: number, edge: number): boolean {
    const { channel, failure } = this.#parts.state() ?? {};
    const height = this.#scroller?.clientHeight ?? 0;
    if (rest > reach.most * height) {
      const kept = reach.kept * height;
      return this.#cut(side, side === 'older' ? edge - kept : edge + kept);
    }
    if (rest > reach.least * height) return false;
    if (this.#drawn.extend(side)) return true;
    // What has failed is asked for again when the visitor says so.
    if (!channel || failure || rest > height) return false;
    if (side === 'older') void this.#parts.store().loadOlder(channel.cid);
    else void this.#parts.store().loadNewer(channel.cid);
    return false;
  }

  /** @param y in the viewport: what is beyond it goes, unless it is used */
  #cut(side: Side, y: number): boolean {
    const list = this.#parts.rows();
    if (!list || list.querySelector(inUse)) return false;
    const rows = [...list.children] as HTMLElement[];
    const active = this.#host.shadowRoot?.activeElement ?? null;
    const focused = rows.findIndex((row) => row.contains(active));
    // A row that was merely clicked has nobody's eyes on it any more.
    const held = focused >= 0 && !rows[focused]?.matches(':focus:not(:focus-visible)');
    const step = side === 'older' ? 1 : -1;
    let at = rowAt(list, y);
    if (held && (focused - at) * step < 0) at = focused;
    const isMessage = (row: HTMLElement | undefined): boolean =>
      this.#messages?.some(({ id }) => id === row?.dataset['row']) ?? false;
    while (at >= 0 && at < rows.length && !isMessage(rows[at])) at += step;
    return this.#drawn.cut(side, rows[at]?.dataset['row'] ?? '');
  }

  /** The first row that is not wholly above. */
  #findAnchor(scroller: HTMLElement): void {
    const list = this.#parts.rows();
    if (!list) return;
    const top = this.#top(scroller);
    let row: Element | null | undefined = list.children[rowAt(list, top)];
    while (row && !row.matches('.row')) row = row.nextElementSibling;
    if (row) this.#anchor = { row, top: row.getBoundingClientRect().top - top };
  }

  #top(scroller: HTMLElement): number {
    return scroller.getBoundingClientRect().top;
  }
}

/** The first row that ends below a place in the viewport, else the last: they follow each other, so by halving. */
function rowAt({ children }: Element, y: number): number {
  let from = 0;
  let to = children.length - 1;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((children[middle]?.getBoundingClientRect().bottom ?? 0) > y) to = middle;
    else from = middle + 1;
  }
  return from;
}

function rowKeyOf({ target }: Event): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('li.row')?.dataset['row'] : undefined;
}

/**
 * Arrows, Home and End go from message to message; within one, Tab reaches its tools. In a field they are the field's;
 * Escape leads out of it.
 */
function moveFocus(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const log = event.currentTarget as HTMLElement;
  const rows = [...log.querySelectorAll<HTMLElement>('li.row')];
  // What the site draws in a row stands elsewhere in the tree.
  const path = event.composedPath();
  const at = rows.findIndex((row) => path.includes(row));
  if (at < 0) return;
  if (event.key === 'Escape' && path[0] !== rows[at]) {
    event.preventDefault();
    rows[at]?.focus({ preventScroll: true });
    return;
  }
  if (!isTyping(event)) stepFocus(event, rows, at);
}
