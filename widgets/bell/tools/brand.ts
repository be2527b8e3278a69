import { html, nothing, type TemplateResult } from 'lit';
import type { FeedHost, FeedParts } from './feed-parts.ts';
import { toolTexts } from './messages.en.ts';

/** The vendor's name, where its plan demands that it is shown. */
export class Brand {
  readonly #host: FeedHost;
  readonly #parts: FeedParts;
  #store: unknown;
  #demanded = false;

  constructor(host: FeedHost, parts: FeedParts) {
    this.#host = host;
    this.#parts = parts;
  }

  view(): TemplateResult | typeof nothing {
    const store = this.#parts.store();
    if (store && store !== this.#store) {
      this.#store = store;
      store.connection.branded().then(
        (demanded) => {
          if (demanded === this.#demanded) return;
          this.#demanded = demanded;
          this.#host.requestUpdate();
        },
        // Asked again with the next connection.
        () => undefined,
      );
    }
    if (!this.#demanded) return nothing;
    return html`<a class="brand" href="https://knock.app/" target="_blank" rel="noopener noreferrer"
      >${toolTexts(this.#parts.words)('bell.powered')}</a
    >`;
  }
}
