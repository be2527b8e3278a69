import type { PreferenceChange } from '../../worker/contract/index.ts';
import { BelfryEvent } from '../shared/events.ts';

/** `belfry-change`: the visitor turned a preference on or off. Cancelled, it stays as it was. */
export class BelfryChangeEvent extends BelfryEvent {
  readonly change: PreferenceChange;

  constructor(change: PreferenceChange) {
    super('belfry-change', { cancelable: true });
    this.change = change;
  }
}

/** `belfry-saved`: a change is kept by the Worker. */
export class BelfrySavedEvent extends BelfryEvent {
  readonly change: PreferenceChange;

  constructor(change: PreferenceChange) {
    super('belfry-saved');
    this.change = change;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'belfry-change': BelfryChangeEvent;
    'belfry-saved': BelfrySavedEvent;
  }
}
