import type { SessionUser } from '../../worker/contract/index.ts';
import { BelfryEvent } from '../shared/events.ts';

/**
 * `belfry-session`: the visitor signed in, signed out, or the session was renewed. Dispatched on the
 * `<belfry-session>`, or on `document` for the page's own session.
 */
export class BelfrySessionEvent extends BelfryEvent {
  readonly change: 'in' | 'out' | 'renewed';
  readonly user: SessionUser | undefined;

  constructor(change: 'in' | 'out' | 'renewed', user: SessionUser | undefined) {
    super('belfry-session');
    this.change = change;
    this.user = user;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'belfry-session': BelfrySessionEvent;
  }
}
