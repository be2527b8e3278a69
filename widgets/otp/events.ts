import type { Verification, VerificationChannel } from '../../worker/contract/index.ts';
import { BelfryEvent } from '../shared/events.ts';

/** `belfry-sent`: a code is on its way. */
export class BelfrySentEvent extends BelfryEvent {
  readonly channel: VerificationChannel;
  /** The number or e-mail address, masked. */
  readonly to: string;

  constructor({ channel, to }: Verification) {
    super('belfry-sent');
    this.channel = channel;
    this.to = to;
  }
}

/** `belfry-verified`: the visitor has proved the address. With `signin`, the page's session says so by now. */
export class BelfryVerifiedEvent extends BelfryEvent {
  readonly status = 'approved';
  readonly channel: VerificationChannel;
  /** The number or e-mail address, masked. */
  readonly to: string;
  /** A JWT for the site's backend: what a form submits. */
  readonly proof: string;

  constructor({ channel, to }: Verification, proof: string) {
    super('belfry-verified');
    this.channel = channel;
    this.to = to;
    this.proof = proof;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'belfry-sent': BelfrySentEvent;
    'belfry-verified': BelfryVerifiedEvent;
  }
}
