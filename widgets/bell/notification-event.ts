import { BelfryEvent } from '../shared/events.ts';
import type { FeedItem } from './model.ts';

/**
 * `belfry-notification`: the visitor has chosen a notification, or one of its buttons. Cancelable: the default is to
 * follow `url`.
 */
export class BelfryNotificationEvent extends BelfryEvent {
  readonly item: FeedItem;
  /** Where the default leads; undefined where there is nothing that may be followed. */
  readonly url: string | undefined;
  /** The name of the button; undefined for the notification itself. */
  readonly action: string | undefined;

  constructor(item: FeedItem, url: string | undefined, action?: string) {
    super('belfry-notification', { cancelable: true });
    this.item = item;
    this.url = url;
    this.action = action;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'belfry-notification': BelfryNotificationEvent;
  }
}
