import type { Verification, VerificationChannel } from '../../worker/contract/index.ts';
import { BelfryEvent } from '../shared/events.ts';

/** `belfry-sent`: a code is on its way. */
export class BelfrySentEvent extends BelfryEvent {
  readonly channel: VerificationChannel;
  /** The number, masked. */
  readonly phone: string;

  constructor({ channel, to }: Verification) {
    super('belfry-sent');
    this.channel = channel;
    this.phone = to;
  }
}

/** `belfry-verified`: the visitor has proved the phone. With `signin`, the session is the phone's by now. */
export class BelfryVerifiedEvent extends BelfryEvent {
  readonly status = 'approved';
  /** The number, masked. */
  readonly phone: string;
  /** The verification's id: what a form submits. */
  readonly verification: string;

  constructor({ id, to }: Verification) {
    super('belfry-verified');
    this.phone = to;
    this.verification = id;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'belfry-sent': BelfrySentEvent;
    'belfry-verified': BelfryVerifiedEvent;
  }
}
