/**
 * The page's title with a count before it: `(3) Orders`. The page may give itself another title meanwhile: that one is
 * counted from then on, and it is the one that stays in the end.
 */
export class PageTitle {
  #count = '';
  /** As the page has it. */
  #own = '';
  /** As it was last written here. */
  #written: string | undefined;
  #observer: MutationObserver | undefined;

  /** @param count empty for none */
  show(count: string): void {
    if (count === this.#count) return;
    this.#count = count;
    if (!this.#observer) {
      this.#own = document.title;
      this.#observer = new MutationObserver(() => this.#write());
      this.#observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    }
    this.#write();
    if (count) return;
    this.#observer.disconnect();
    this.#observer = undefined;
    this.#written = undefined;
  }

  #write(): void {
    if (this.#written !== undefined && document.title !== this.#written) this.#own = document.title;
    const title = this.#count ? `(${this.#count}) ${this.#own}` : this.#own;
    if (document.title !== title) document.title = title;
    // The platform trims what it is given.
    this.#written = document.title;
  }
}
