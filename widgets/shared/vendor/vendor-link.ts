import type { Disposable } from '../../session/leases.ts';
import { toProblem, WorkerError, type Problem } from '../../session/problem.ts';
import type { Session, VendorToken } from '../../session/session.ts';
import { Store } from '../store.ts';

export interface LinkState<Linked> {
  /** `signed-out`: nobody is, and no guest is wanted or allowed. */
  readonly status: 'idle' | 'connecting' | 'connected' | 'signed-out' | 'failed';
  /** What stands on the connection, while there is one. */
  readonly linked: Linked | undefined;
  readonly problem: Problem | undefined;
}

/** Connects; calls `ended` when the connection has ended for good. */
export type Connect<Linked> = (ended: (error: unknown) => void) => Promise<Linked>;

/**
 * The one connection to a vendor that all elements of a session share. It follows the session: another visitor is
 * another connection, made when the last one has ended, so that there are never two.
 */
export class VendorLink<Linked extends { close(): Promise<void> | void }>
  extends Store<LinkState<Linked>>
  implements Disposable
{
  readonly #session: Session;
  readonly #vendor: VendorToken;
  readonly #load: () => Promise<Connect<Linked>>;
  readonly #stop: () => void;
  #started = false;
  /** Whether a visitor whom the site does not name may become a guest. */
  #guest = false;
  /** The visitor whom the connection, or the attempt at one, is for. */
  #userId: string | undefined;
  /** Counts attempts: what belongs to an earlier one is thrown away. */
  #attempt = 0;
  #ending: Promise<void> | void = undefined;

  /** @param load fetches the vendor's client; resolves with what connects by it */
  constructor(session: Session, vendor: VendorToken, load: () => Promise<Connect<Linked>>) {
    super({ status: 'idle', linked: undefined, problem: undefined });
    this.#session = session;
    this.#vendor = vendor;
    this.#load = load;
    this.#stop = session.subscribe(() => this.#follow());
  }

  /**
   * Connects, if that has not been done; the session and what connects are fetched side by side.
   * @param need.guest whether a visitor whom the site does not name may become a guest
   */
  start({ guest = false }: { guest?: boolean } = {}): void {
    this.#guest ||= guest;
    if (this.#started && !(guest && this.snapshot.status === 'signed-out')) return;
    this.#started = true;
    this.#open();
  }

  /** Tries again after a failure. */
  retry(): void {
    if (this.snapshot.status === 'failed') this.#open();
  }

  dispose(): void {
    this.#stop();
    this.#leave('idle');
  }

  #open(): void {
    this.set({ status: 'connecting', problem: undefined });
    // A failure to load shows when the client is needed, below.
    this.#load().catch(() => undefined);
    this.#session.open({ guest: this.#guest, include: [this.#vendor] }).then(
      () => this.#follow(),
      (error: unknown) => this.set({ status: 'failed', problem: toProblem(error) }),
    );
  }

  #follow(): void {
    if (!this.#started) return;
    const { status, user, problem } = this.#session.snapshot;
    if (status === 'ready' && user) {
      if (user.id !== this.#userId) void this.#connect(user.id);
      return;
    }
    if (this.#userId !== undefined) this.#leave('connecting');
    if (status === 'signed-out') this.set({ status: 'signed-out' });
    if (status === 'error') this.set({ status: 'failed', problem });
  }

  async #connect(userId: string): Promise<void> {
    this.#leave('connecting');
    this.#userId = userId;
    const attempt = this.#attempt;
    const fail = (error: unknown) => {
      if (attempt !== this.#attempt) return;
      this.#leave('connecting');
      this.set({ status: 'failed', problem: problemOf(error) });
    };
    try {
      const [connect] = await Promise.all([this.#load(), this.#ending]);
      if (attempt !== this.#attempt) return;
      const linked = await connect(fail);
      if (attempt === this.#attempt) this.set({ status: 'connected', linked });
      else this.#ending = linked.close();
    } catch (error) {
      fail(error);
    }
  }

  #leave(status: 'idle' | 'connecting'): void {
    this.#attempt += 1;
    this.#userId = undefined;
    const { linked } = this.snapshot;
    if (linked) this.#ending = linked.close();
    this.set({ status, linked: undefined, problem: undefined });
  }
}

/** A connection that failed for want of a token failed for the Worker's reason. */
function problemOf(error: unknown): Problem {
  const cause = error instanceof Error ? error.cause : undefined;
  return toProblem(cause instanceof WorkerError ? cause : error);
}
