import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Summary } from '../../worker/contract/index.ts';
import type { Session } from './session.ts';

/** ms for which an answer is fresh enough for a visitor who comes back to the tab. */
const fresh = 60_000;

/**
 * What a closed launcher or bell shows: asks the Worker, not a vendor, and only about a visitor who is known. Asks
 * again when the visitor comes back to the tab.
 */
export class SummaryController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #session: Session | undefined;
  #asking = true;
  #summary: Summary | undefined;
  #askedAt = -Infinity;
  #stop: (() => void) | undefined;
  /** Whose counts they are: empty as long as it is not known who that is, undefined for nobody. */
  #whose: string | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get summary(): Summary | undefined {
    return this.#summary;
  }

  /**
   * Asks for this session from now on; for none, it stops.
   * @param asking false once the vendor tells: what was answered stands until it does
   */
  follow(session: Session | undefined, asking: boolean): void {
    this.#asking = asking;
    if (session === this.#session) return;
    this.#stop?.();
    this.#stop = undefined;
    this.#session = session;
    this.#whose = this.#visitor();
    this.#listen();
    this.#begin();
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#ask);
    this.#listen();
    this.#ask();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#ask);
    this.#stop?.();
    this.#stop = undefined;
  }

  #listen(): void {
    this.#stop ??= this.#session?.subscribe(() => this.#changed());
  }

  /** Another visitor's counts are not this one's. */
  #changed(): void {
    const before = this.#whose;
    this.#whose = this.#visitor();
    if (this.#whose !== before && (before !== '' || this.#whose === undefined)) this.#begin();
  }

  #visitor(): string | undefined {
    const session = this.#session;
    return session?.known ? (session.snapshot.user?.id ?? '') : undefined;
  }

  #begin(): void {
    this.#summary = undefined;
    this.#askedAt = -Infinity;
    this.#host.requestUpdate();
    this.#ask();
  }

  readonly #ask = (): void => {
    const session = this.#session;
    const now = performance.now();
    if (!this.#asking || !session?.known || document.hidden || now - this.#askedAt < fresh) return;
    this.#askedAt = now;
    session.summary().then(
      (summary) => {
        if (session !== this.#session) return;
        this.#summary = summary;
        this.#host.requestUpdate();
      },
      // A badge is no reason to show an error.
      () => undefined,
    );
  };
}
