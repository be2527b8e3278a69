import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '../session/session.ts';

/** ms for which an answer is fresh enough for a visitor who comes back to the tab. */
const fresh = 60_000;

/**
 * The badge of a launcher that was not opened yet: asks the Worker, not the vendor, and only about a visitor who is
 * known. Asks again when the visitor comes back to the tab.
 */
export class UnreadSummary implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #session: Session | undefined;
  #count = 0;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get count(): number {
    return this.#count;
  }

  /** Counts for this session from now on; for none, it stops. */
  follow(session: Session | undefined): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#count = 0;
    this.#askedAt = Number.NEGATIVE_INFINITY;
    this.#ask();
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#ask);
    this.#ask();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#ask);
  }

  readonly #ask = (): void => {
    const session = this.#session;
    const now = performance.now();
    if (!session?.known || document.visibilityState !== 'visible' || now - this.#askedAt < fresh) return;
    this.#askedAt = now;
    session.summary().then(
      ({ chat }) => {
        if (session !== this.#session) return;
        this.#count = chat?.unread ?? 0;
        this.#host.requestUpdate();
      },
      // A badge is no reason to show an error.
      () => undefined,
    );
  };
}
