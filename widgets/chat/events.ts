import { BelfryEvent } from '../shared/events.ts';
import type { ChatMessage } from './model.ts';

/** `belfry-message`: a message has arrived in one of the visitor's channels, or one of their own was sent. */
export class BelfryMessageEvent extends BelfryEvent {
  /** The channel, as `type:id`. */
  readonly channel: string;
  readonly message: ChatMessage;
  readonly own: boolean;

  constructor(channel: string, message: ChatMessage, own: boolean) {
    super('belfry-message');
    this.channel = channel;
    this.message = message;
    this.own = own;
  }
}

/** `belfry-unread`: the number of the visitor's unread messages has changed. */
export class BelfryUnreadEvent extends BelfryEvent {
  readonly unread: number;

  constructor(unread: number) {
    super('belfry-unread');
    this.unread = unread;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'belfry-message': BelfryMessageEvent;
    'belfry-unread': BelfryUnreadEvent;
  }
}
