import { next, withoutPending, withPending, withSent, type ChannelState } from './channel-state.ts';
import type { ChatConnection } from '../connection.ts';
import type { ChatMessage, OutgoingMessage } from '../model.ts';
import type { Desk } from '../outbox/desk.ts';
import type { Outbox, OutboxChange } from '../outbox/outbox.ts';

/** What sending needs of the store. */
export interface OutgoingTarget {
  change(cid: string, change: (state: ChannelState) => ChannelState): void;
  /** A message that the vendor has confirmed. */
  arrived(cid: string, message: ChatMessage): void;
  /** A message that the vendor has, but that was not told: the channel is asked for. */
  missed(cid: string): void;
}

/** What the visitor sends: shown at once, and marked if the vendor does not take it. */
export class Outgoing {
  readonly #connection: ChatConnection;
  readonly #outbox: Outbox;
  readonly #target: OutgoingTarget;

  constructor({ connection, outbox }: Desk, target: OutgoingTarget) {
    this.#connection = connection;
    this.#outbox = outbox;
    this.#target = target;
  }

  send(cid: string, draft: OutgoingMessage): void {
    this.#connection.stopTyping(cid);
    this.#target.change(cid, (state) => next(state, { firstUnread: undefined }));
    this.#outbox.add(cid, draft);
  }

  /** Sends a failed message again, under the same id. */
  resend(cid: string, messageId: string): void {
    this.#outbox.retry(cid, messageId);
  }

  discard(cid: string, messageId: string): void {
    this.#outbox.drop({ type: 'gone', cid, id: messageId });
  }

  /** Shows what has become of a message that was sent. */
  follow(change: OutboxChange): void {
    const { cid } = change;
    if (change.type === 'put') {
      this.#target.change(cid, (state) => withPending(state, change.message));
    } else if (change.type === 'sent' && change.message) this.#target.arrived(cid, change.message);
    else if (change.type === 'sent') {
      this.#target.missed(cid);
      this.#target.change(cid, (state) => withSent(state, change.id));
    } else this.#target.change(cid, (state) => withoutPending(state, change.id));
  }
}
