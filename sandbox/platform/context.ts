import type { Duplex } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { Clock } from './clock.ts';
import { Deliveries } from './deliveries.ts';
import { Faults, type VendorName } from './faults.ts';
import { OpenSockets } from './open-sockets.ts';
import { Pushes } from './pushes.ts';
import { RequestLog } from './request-log.ts';

/** What every vendor of one sandbox shares. */
export interface SandboxContext {
  readonly clock: Clock;
  readonly faults: Faults;
  /** Every event that a vendor pushes goes out through it. */
  readonly pushes: Pushes;
  /** How many sockets are open. */
  readonly sockets: OpenSockets;
  /** What reached a phone or an inbox. */
  readonly deliveries: Deliveries;
  /** The origin (no trailing slash) of each vendor's server; known once all listen, so read it late. */
  readonly origins: Readonly<Record<VendorName | 'control', string>>;
  /** The origin of the demo site; seeded links and pictures point there. */
  readonly demoOrigin: string;
}

/** One vendor, as the sandbox drives it. Its HTTP door is `fetch`; sockets come through `upgrade`. */
export interface Vendor {
  readonly name: VendorName;
  fetch(request: Request): Response | Promise<Response>;
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The vendor's own error body, for a fault that answers in its place. */
  errorBody(status: number, code: number | string | undefined, message: string | undefined): unknown;
  /** Empties everything and puts the seed back; open sockets are closed. */
  reset(): void;
  /** Closes every open socket with a close code; 1006 = without a close frame. */
  cut(code: number): void;
  /** Every token seen so far counts as expired from now on. */
  expireTokens(): void;
}

/** What the vendors of one sandbox share, fresh; the origins are filled in once the servers listen. */
export function createContext(demoOrigin: string) {
  const clock = new Clock();
  const faults = new Faults(clock);
  const origins = { control: '', stream: '', knock: '', twilio: '', plivo: '', turnstile: '' };
  const context: SandboxContext = {
    clock,
    faults,
    pushes: new Pushes(faults, clock),
    sockets: new OpenSockets(),
    deliveries: new Deliveries(() => clock.iso()),
    origins,
    demoOrigin,
  };
  return { context, origins, log: new RequestLog(() => clock.iso()) };
}
