import { BelfryEvent } from '../shared/events.ts';

/**
 * `belfry-preferences`: the visitor wants to choose what they are told of. Cancelable: the default is to follow the
 * address in `preferences`, or to lead to the page's `<belfry-preferences>`.
 */
export class BelfryPreferencesEvent extends BelfryEvent {
  constructor() {
    super('belfry-preferences', { cancelable: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'belfry-preferences': BelfryPreferencesEvent;
  }
}
