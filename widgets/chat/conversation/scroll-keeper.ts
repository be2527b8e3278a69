import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** px from the end that still count as being there. */
const slack = 24;

interface Parts {
  /** What scrolls. */
  scroller: () => HTMLElement | null;
  /** What is in it; its children are the rows. */
  content: () => HTMLElement | null;
  /** Whether a row keeps its place among the others: a day's heading moves up when more of that day comes. */
  stays: (row: Element) => boolean;
  /** Called when the visitor came to the end, or left it. */
  moved: () => void;
  /** Called when little is left above what is shown. */
  nearStart: () => void;
}

/**
 * Keeps the place in a list that grows at both ends. At the end it stays at the end; anywhere else the row at the top
 * stays where it is, whatever comes above it. WebKit has no scroll anchoring of its own, so none is used.
 */
export class ScrollKeeper implements ReactiveController {
  readonly #parts: Parts;
  readonly #sizes: ResizeObserver | undefined = globalThis.ResizeObserver
    ? new ResizeObserver(() => this.#settle())
    : undefined;
  #scroller: HTMLElement | undefined;
  #anchor: { row: Element; top: number } | undefined;
  #atEnd = true;
  /** Where it was scrolled to, and how high its content was, when that was last known. */
  #lastTop = 0;
  #lastHeight = 0;

  constructor(host: ReactiveControllerHost, parts: Parts) {
    this.#parts = parts;
    host.addController(this);
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** Goes to the newest row and stays there. */
  toEnd(): void {
    this.#setAtEnd(true);
    this.#lastTop = this.#scroller?.scrollTop ?? 0;
    this.#settle();
  }

  /** Brings a row into view, a little below the top, unless the end shows it too. */
  toRow(row: Element | null): void {
    this.toEnd();
    const scroller = this.#scroller;
    if (!row || !scroller) return;
    const above =
      row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight / 4;
    if (above >= 0) return;
    scroller.scrollTop += above;
    this.#settle();
  }

  hostUpdated(): void {
    const scroller = this.#parts.scroller() ?? undefined;
    if (scroller === this.#scroller) return;
    this.hostDisconnected();
    const content = this.#parts.content();
    if (!scroller || !content) return;
    this.#scroller = scroller;
    this.#atEnd = true;
    this.#lastTop = scroller.scrollTop;
    scroller.addEventListener('scroll', this.#settle, { passive: true });
    this.#sizes?.observe(scroller);
    this.#sizes?.observe(content);
  }

  hostDisconnected(): void {
    this.#scroller?.removeEventListener('scroll', this.#settle);
    this.#sizes?.disconnect();
    this.#scroller = undefined;
    this.#anchor = undefined;
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
    if (this.#atEnd && (!byVisitor || this.#distance(scroller) <= slack)) {
      scroller.scrollTop = scroller.scrollHeight;
    } else {
      if (this.#anchor?.row.isConnected) {
        const { row, top } = this.#anchor;
        const grown = row.getBoundingClientRect().top - this.#top(scroller) - top + scrolled;
        if (Math.abs(grown) >= 1) scroller.scrollTop += grown;
      }
      if (byVisitor) this.#setAtEnd(this.#distance(scroller) <= slack);
    }
    this.#remember(scroller);
  };

  #distance(scroller: HTMLElement): number {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  }

  #setAtEnd(atEnd: boolean): void {
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.#parts.moved();
  }

  /** Notes the place, and asks for more where little is left above it. */
  #remember(scroller: HTMLElement): void {
    this.#lastTop = scroller.scrollTop;
    this.#lastHeight = scroller.scrollHeight;
    this.#findAnchor(scroller);
    if (scroller.clientHeight > 0 && scroller.scrollTop < scroller.clientHeight) this.#parts.nearStart();
  }

  /** The first row that is not wholly above: rows follow each other, so it is found by halving. */
  #findAnchor(scroller: HTMLElement): void {
    const rows = this.#parts.content()?.children;
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
    while (row && !this.#parts.stays(row)) row = row.nextElementSibling ?? undefined;
    if (row) this.#anchor = { row, top: row.getBoundingClientRect().top - top };
  }

  #top(scroller: HTMLElement): number {
    return scroller.getBoundingClientRect().top;
  }
}
