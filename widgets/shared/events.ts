import type { Problem } from '../session/problem.ts';

/** Public events are dispatched on the host itself: an inner target would be retargeted and lose its meaning. */
export abstract class BelfryEvent extends Event {
  constructor(type: `belfry-${string}`, options: { cancelable?: boolean } = {}) {
    super(type, { bubbles: true, composed: true, cancelable: options.cancelable ?? false });
  }
}

/** `belfry-error`: something failed that the element could not mend by itself. The element shows it too. */
export class BelfryErrorEvent extends BelfryEvent {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super('belfry-error');
    this.problem = problem;
  }
}

/** `belfry-open`: a panel has opened. */
export class BelfryOpenEvent extends BelfryEvent {
  constructor() {
    super('belfry-open');
  }
}

/** `belfry-close`: a panel has closed. */
export class BelfryCloseEvent extends BelfryEvent {
  constructor() {
    super('belfry-close');
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'belfry-error': BelfryErrorEvent;
    'belfry-open': BelfryOpenEvent;
    'belfry-close': BelfryCloseEvent;
  }
}
