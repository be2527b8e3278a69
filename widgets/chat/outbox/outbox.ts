import type { ChatMessage, OutgoingMessage, PendingMessage } from '../model.ts';

/** What becomes of a message that waits to be sent. `cid` is where it goes: a channel, or a thread's key. */
export type OutboxChange =
  /** It waits, is on its way, or was refused. */
  | { readonly type: 'put'; readonly cid: string; readonly message: PendingMessage }
  /** It was discarded. */
  | { readonly type: 'gone'; readonly cid: string; readonly id: string }
  /** The vendor has it; `message` is missing where it was not told. */
  | { readonly type: 'sent'; readonly cid: string; readonly id: string; readonly message?: ChatMessage };

/** What the visitor has sent and the vendor has not confirmed: each conversation's in the order in which it is sent. */
export class Outbox {
  readonly #queues = new Map<string, readonly PendingMessage[]>();
  readonly #listeners = new Set<(change: OutboxChange) => void>();
  /** Called when there is something to send in a conversation. */
  work: (cid: string) => void = () => undefined;

  /** What waits in a conversation. */
  of(cid: string): readonly PendingMessage[] {
    return this.#queues.get(cid) ?? [];
  }

  /** All conversations in which something waits. */
  get cids(): string[] {
    return [...this.#queues.keys()];
  }

  find(cid: string, id: string): PendingMessage | undefined {
    return this.of(cid).find((message) => message.id === id);
  }

  listen(listener: (change: OutboxChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(cid: string, draft: OutgoingMessage): void {
    this.put(cid, { ...draft, id: freshId(), createdAt: Date.now(), status: 'waiting' });
    this.work(cid);
  }

  /** Has a refused message tried once more, after those that wait. */
  retry(cid: string, id: string): void {
    const message = this.find(cid, id);
    if (!message) return;
    this.drop({ type: 'gone', cid, id });
    this.put(cid, { ...message, createdAt: Date.now(), status: 'waiting' });
    this.work(cid);
  }

  /** Takes a message in, or a change of one that is here. */
  put(cid: string, message: PendingMessage): void {
    const known = this.of(cid);
    const at = known.findIndex(({ id }) => id === message.id);
    this.#set(cid, at < 0 ? [...known, message].sort(inOrder) : known.with(at, message));
    this.#tell({ type: 'put', cid, message: Object.freeze(message) });
  }

  /** A message waits no longer. */
  drop(change: Exclude<OutboxChange, { type: 'put' }>): void {
    const known = this.of(change.cid);
    this.#set(
      change.cid,
      known.filter(({ id }) => id !== change.id),
    );
    this.#tell(change);
  }

  #set(cid: string, queue: readonly PendingMessage[]): void {
    if (queue.length > 0) this.#queues.set(cid, queue);
    else this.#queues.delete(cid);
  }

  #tell(change: OutboxChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}

/** As they were sent, in whichever order they became known. */
function inOrder(one: PendingMessage, other: PendingMessage): number {
  return one.createdAt - other.createdAt;
}

/** `crypto.randomUUID` is missing on sites without TLS. */
function freshId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
