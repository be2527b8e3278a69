import type { Disposable } from '../session/leases.ts';
import { toProblem, WorkerError, type Problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../shared/store.ts';
import type { ChatConnection } from './connection.ts';

export interface SharedConnectionState {
  /** `signed-out`: nobody is, and this site takes no guests or the visitor has just signed out. */
  readonly status: 'idle' | 'connecting' | 'connected' | 'signed-out' | 'failed';
  readonly connection: ChatConnection | undefined;
  readonly problem: Problem | undefined;
}

/** The vendor's SDK, fetched once for the page when it is first needed. */
const loadVendor = () => import('./stream-connection.ts');

/**
 * The one connection to the chat vendor that all chats of a session share. It follows the session: another visitor is
 * another connection, made when the last one has ended, so that there are never two.
 */
export class SharedConnection extends Store<SharedConnectionState> implements Disposable {
  readonly #session: Session;
  readonly #stop: () => void;
  #started = false;
  /** The visitor whom the connection, or the attempt at one, is for. */
  #userId: string | undefined;
  /** Counts attempts: what belongs to an earlier one is thrown away. */
  #attempt = 0;
  #ending: Promise<void> = Promise.resolve();

  constructor(session: Session) {
    super({ status: 'idle', connection: undefined, problem: undefined });
    this.#session = session;
    this.#stop = session.subscribe(() => this.#follow());
  }

  /**
   * Connects, if that has not been done; the session and the vendor's SDK are fetched side by side.
   * @param need.guest whether a visitor whom the site does not name may become a guest
   */
  start(need: { guest: boolean }): void {
    const { status } = this.snapshot;
    if (this.#started && !(need.guest && status === 'signed-out')) return;
    this.#started = true;
    this.#open(need.guest);
  }

  /** Tries again after a failure. */
  retry(): void {
    if (this.snapshot.status === 'failed') this.#open(true);
  }

  dispose(): void {
    this.#stop();
    this.#leave('idle');
  }

  #open(guest: boolean): void {
    this.set({ status: 'connecting', problem: undefined });
    // A failure to load shows when the module is needed, below.
    loadVendor().catch(() => undefined);
    this.#session.open({ guest, include: ['chat'] }).then(
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
    try {
      const [{ StreamConnection }] = await Promise.all([loadVendor(), this.#ending]);
      if (attempt !== this.#attempt) return;
      const connection = await StreamConnection.connect(() => this.#session.chatToken());
      if (attempt !== this.#attempt) {
        this.#ending = connection.disconnect();
        return;
      }
      connection.listen((event) => {
        if (event.type === 'ended') this.#fail(event.error);
      });
      this.set({ status: 'connected', connection });
    } catch (error) {
      if (attempt === this.#attempt) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#leave('connecting');
    this.set({ status: 'failed', problem: problemOf(error) });
  }

  #leave(status: 'idle' | 'connecting'): void {
    this.#attempt += 1;
    this.#userId = undefined;
    const { connection } = this.snapshot;
    if (connection) this.#ending = connection.disconnect();
    this.set({ status, connection: undefined, problem: undefined });
  }
}

/** A connection that failed for want of a token failed for the Worker's reason. */
function problemOf(error: unknown): Problem {
  const cause = error instanceof Error ? error.cause : undefined;
  return toProblem(cause instanceof WorkerError ? cause : error);
}
