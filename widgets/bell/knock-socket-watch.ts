import type { FeedEvent } from './connection.ts';

/** What is used of the SDK's socket (Phoenix). */
export interface WatchedSocket {
  onOpen(callback: () => void): string;
  onClose(callback: (event: CloseEvent) => void): string;
  onMessage(callback: (message: object) => void): string;
  off(refs: string[]): void;
}

/** ms for which the socket may be down before the visitor is told. */
const unnoticed = 4_000;

/**
 * Watches the SDK's socket, which says nothing of itself: whether it is up, and when the feed was joined. The SDK
 * makes a new socket for each token, so this follows from one to the next.
 */
export class KnockSocketWatch {
  readonly #topic: string;
  readonly #to: { tell: (event: FeedEvent) => void; refused: () => void };
  #socket: WatchedSocket | undefined;
  #refs: string[] = [];
  #joined = false;
  #online = true;
  #opened = false;
  /** Whether the token was suspected since the socket was last open: a new one that is refused too is no reason for more. */
  #suspected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(topic: string, to: { tell: (event: FeedEvent) => void; refused: () => void }) {
    this.#topic = topic;
    this.#to = to;
  }

  follow(socket: WatchedSocket | undefined): void {
    if (socket === this.#socket) return;
    this.#socket?.off(this.#refs);
    this.#socket = socket;
    this.#opened = false;
    this.#refs = socket
      ? [
          socket.onOpen(() => {
            this.#opened = true;
            this.#suspected = false;
          }),
          socket.onClose(() => this.#closed()),
          socket.onMessage((message) => this.#heard(message)),
        ]
      : [];
  }

  end(): void {
    clearTimeout(this.#timer);
    this.follow(undefined);
  }

  #closed(): void {
    const refused = !this.#opened;
    this.#opened = false;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#setOnline(false);
    }, unnoticed);
    // The vendor refuses an ended token on the upgrade, which looks like any other failure to open.
    if (!refused || this.#suspected) return;
    this.#suspected = true;
    this.#to.refused();
  }

  /** The answer to a join carries the join's own reference. */
  #heard(message: object): void {
    const { topic, event, ref, join_ref, payload } = message as Readonly<Record<string, unknown>>;
    if (topic !== this.#topic || event !== 'phx_reply' || ref !== join_ref) return;
    if ((payload as { status?: unknown } | null)?.status !== 'ok') return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#setOnline(true);
    this.#to.tell({ type: 'joined', again: this.#joined });
    this.#joined = true;
  }

  #setOnline(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    this.#to.tell({ type: 'online', online });
  }
}
