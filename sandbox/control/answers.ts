import type { credentials } from '../credentials.ts';
import type { Person } from '../people.ts';
import type { SandboxContext } from '../platform/context.ts';
import type { Delivery } from '../platform/deliveries.ts';
import type { Fault } from '../platform/faults.ts';
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
  '/faults': { faults: readonly Fault[] };
  /** Newest first. */
  '/requests': { requests: readonly LoggedRequest[] };
  '/credentials': {
    credentials: typeof credentials;
    origins: SandboxContext['origins'];
    demoOrigin: string;
    people: readonly Person[];
  };
}
