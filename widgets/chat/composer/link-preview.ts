import type { LinkCard, WritingCalls } from './writing-calls.ts';

/** ms without typing after which a link is looked at. */
const pause = 700;

interface Parts {
  calls: () => Promise<WritingCalls>;
  changed: () => void;
}

/** The first link of a text, as far as it is one that the vendor makes a card of. */
export function firstLink(text: string): string | undefined {
  return /\bhttps?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/i.exec(text)?.[0];
}

/** The card of the link that is being written, asked for once somebody pauses. */
export class LinkPreview {
  readonly #parts: Parts;
  readonly #known = new Map<string, LinkCard | undefined>();
  #url: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get card(): LinkCard | undefined {
    return this.#url === undefined ? undefined : this.#known.get(this.#url);
  }

  /** @param text what is written now */
  follow(text: string): void {
    const url = firstLink(text);
    if (url === this.#url) return;
    this.#url = url;
    clearTimeout(this.#timer);
    if (url === undefined || this.#known.has(url)) return;
    this.#timer = setTimeout(() => void this.#ask(url), pause);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#url = undefined;
  }

  async #ask(url: string): Promise<void> {
    try {
      const card = await (await this.#parts.calls()).card(url);
      this.#known.set(url, card);
    } catch {
      // A page without a card is a link like any other.
      this.#known.set(url, undefined);
    }
    this.#parts.changed();
  }
}
