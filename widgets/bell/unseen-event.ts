import { BelfryEvent } from '../shared/events.ts';

/** `belfry-unseen`: the number of notifications that the visitor has not seen has changed. */
export class BelfryUnseenEvent extends BelfryEvent {
  readonly unseen: number;
  readonly unread: number;

  constructor(counts: { unseen: number; unread: number }) {
    super('belfry-unseen');
    this.unseen = counts.unseen;
    this.unread = counts.unread;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'belfry-unseen': BelfryUnseenEvent;
  }
}
