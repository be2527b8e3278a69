import type { credentials } from '../credentials.ts';
import type { SigningKey } from '../knock/signing-key.ts';
import type { Person } from '../people.ts';
import type { SandboxContext } from '../platform/context.ts';
import type { Delivery } from '../platform/deliveries.ts';
import type { StandingFault, VendorName } from '../platform/faults.ts';
import type { LoggedRequest } from '../platform/request-log.ts';

/** What the control API answers to a GET, by path: what its page is typed by. */
export interface Answers {
  '/clock': {
    /** ISO 8601 in UTC. */
    now: string;
    /** Seconds away from real time. */
    offset: number;
  };
  /** Newest first. */
  '/messages': { messages: readonly Delivery[] };
  '/faults': { faults: readonly StandingFault[] };
  /** Newest first. */
  '/requests': { requests: readonly LoggedRequest[] };
  '/health': {
    status: 'ok';
    /** Seconds since the process began. */
    uptime: number;
    /** Bytes that the process takes. */
    memory: number;
    /** How many are open. */
    sockets: Readonly<Record<VendorName, number>>;
    origins: SandboxContext['origins'];
  };
  '/credentials': {
    credentials: typeof credentials;
    /** What Knock's user tokens are signed and checked with. */
    signingKey: SigningKey;
    origins: SandboxContext['origins'];
    demoOrigin: string;
    people: readonly Person[];
  };
}
