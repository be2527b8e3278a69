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
    this.#adopt();
    this.#write();
    if (count === '') {
      this.#observer?.disconnect();
      this.#observer = undefined;
      this.#written = undefined;
    } else if (!this.#observer) {
      this.#observer = new MutationObserver(() => {
        if (this.#adopt()) this.#write();
      });
      this.#observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    }
  }

  /** Takes over what the page has called itself. @returns whether it has */
  #adopt(): boolean {
    if (document.title === this.#written) return false;
    this.#own = document.title;
    return true;
  }

  #write(): void {
    document.title = this.#count ? `(${this.#count}) ${this.#own}` : this.#own;
    // The platform trims what it is given: only what it says can be known again.
    this.#written = document.title;
  }
}
