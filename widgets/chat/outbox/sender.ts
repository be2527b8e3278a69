import { asChatError, type ChatConnection, type ChatError } from '../connection.ts';
import type { PendingMessage } from '../model.ts';
import { channelOf } from '../thread/thread-key.ts';
import type { Outbox } from './outbox.ts';

/** Runs what only one tab of a browser may do at a time, for one conversation. */
export type Exclusive = (cid: string, run: () => Promise<void>) => Promise<void>;

/** ms before a message is tried again, and at the most; twice as long after each failure. */
const firstPause = 1_000;
const longestPause = 30_000;
/** Tries until those behind it are let past, and the visitor decides. */
const mostTries = 8;

/**
 * Sends what is in the outbox: one message of a conversation at a time, each under its own id, so that what is sent
 * again after an unclear answer is there once. What cannot be sent now waits for the connection, or is tried again ever
 * more seldom, in slow mode after the channel's pause; what the vendor refuses is marked, and stands in nobody's way.
 */
export class Sender {
  readonly #connection: ChatConnection;
  readonly #outbox: Outbox;
  readonly #exclusive: Exclusive;
  readonly #stop: () => void;
  /** The conversations that are being worked on, and what ends their wait for the next try. */
  readonly #working = new Map<string, () => void>();
  /** By channel, when the last message of ours was taken, by the vendor's clock. */
  readonly #sentAt = new Map<string, number>();
  #ended = false;

  constructor(connection: ChatConnection, outbox: Outbox, exclusive: Exclusive = (_cid, run) => run()) {
    this.#connection = connection;
    this.#outbox = outbox;
    this.#exclusive = exclusive;
    this.#stop = connection.listen((event) => {
      if (event.type === 'recovered' || (event.type === 'online' && event.online)) this.workAll();
      if (event.type !== 'message') return;
      const { cid, message } = event;
      if (outbox.find(cid, message.id)) outbox.drop({ type: 'sent', cid, id: message.id, message });
    });
    outbox.work = (cid) => this.work(cid);
  }

  /** Sends what waits in a conversation, now. */
  work(cid: string): void {
    const wake = this.#working.get(cid);
    if (wake) wake();
    else void this.#work(cid);
  }

  workAll(): void {
    for (const cid of this.#outbox.cids) this.work(cid);
  }

  close(): void {
    this.#ended = true;
    this.#stop();
    for (const wake of this.#working.values()) wake();
  }

  async #work(cid: string): Promise<void> {
    let [rest, failures] = [0, 0];
    this.#working.set(cid, () => undefined);
    try {
      while (this.#next(cid)) {
        await this.#exclusive(cid, async () => {
          // Another tab may have sent it meanwhile.
          const message = this.#next(cid);
          [rest, failures] = message ? await this.#deliver(cid, message, failures) : [0, failures];
        });
        if (rest > 0 && this.#next(cid)) await this.#pause(cid, rest);
      }
    } finally {
      // Whatever went wrong, the next one is not kept waiting for it.
      this.#working.delete(cid);
    }
  }

  /** What is to be sent now, if anything. */
  #next(cid: string): PendingMessage | undefined {
    if (this.#ended || !this.#connection.online) return undefined;
    return this.#outbox.of(cid).find(({ status }) => status !== 'failed');
  }

  /** @returns ms until the next try, none where it is sent or refused; and the failures of the message that is next */
  async #deliver(
    cid: string,
    waiting: PendingMessage,
    failures: number,
  ): Promise<[rest: number, failures: number]> {
    const { id } = waiting;
    this.#outbox.put(cid, { ...waiting, status: 'sending' });
    try {
      const message = await this.#connection.send(cid, waiting);
      this.#sentAt.set(channelOf(cid), message.createdAt);
      // An answer is told though its event came first, for the event may not have reached everybody.
      this.#outbox.drop({ type: 'sent', cid, id, message });
      return [0, 0];
    } catch (thrown) {
      // Its event has come, or the visitor discarded it.
      if (!this.#outbox.find(cid, id)) return [0, 0];
      const error = asChatError(thrown);
      if (error.kind === 'duplicate') {
        // It got through the first time, and only the answer was lost.
        this.#outbox.drop({ type: 'sent', cid, id });
        return [0, 0];
      }
      const slow = error.kind === 'slow';
      const again = slow || (willPass(error) && failures + 1 < mostTries);
      this.#outbox.put(
        cid,
        again ? { ...waiting, status: 'waiting' } : { ...waiting, status: 'failed', failure: error.kind },
      );
      if (!again) return [0, 0];
      // To wait for its turn is no failure.
      if (slow) return [await this.#turn(cid, error), failures];
      return [Math.min(longestPause, firstPause * 2 ** failures), failures + 1];
    }
  }

  /** ms until slow mode lets the visitor write again, as far as that is known. */
  async #turn(cid: string, error: ChatError): Promise<number> {
    const { now } = this.#connection;
    try {
      const asked = (await this.#connection.part('writing')).pauseOf(error) ?? longestPause;
      return Math.max(firstPause, asked + (this.#sentAt.get(channelOf(cid)) ?? now) - now);
    } catch {
      return longestPause;
    }
  }

  #pause(cid: string, rest: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#working.set(cid, () => undefined);
        resolve();
      };
      const timer = setTimeout(done, rest);
      this.#working.set(cid, done);
    });
  }
}

/** Another moment may do. */
function willPass({ kind }: ChatError): boolean {
  return kind === 'unreachable' || kind === 'unavailable' || kind === 'limited';
}
