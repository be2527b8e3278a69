import type { Duplex } from 'node:stream';
import type { VendorName } from './faults.ts';

/** How many sockets are open at each vendor. */
export class OpenSockets {
  readonly #open: Record<VendorName, number> = { stream: 0, knock: 0, twilio: 0, plivo: 0, turnstile: 0 };

  /** Counts one until it ends. */
  add(vendor: VendorName, socket: Duplex): void {
    this.#open[vendor] += 1;
    socket.once('close', () => (this.#open[vendor] -= 1));
  }

  count(): Readonly<Record<VendorName, number>> {
    return { ...this.#open };
  }
}
