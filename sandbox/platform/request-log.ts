import type { VendorName } from './faults.ts';
import type { LoggedBody } from './log-body.ts';

/** One request that reached a vendor, and its answer. Secrets, tokens and codes are masked; headers are not kept. */
export interface LoggedRequest {
  id: number;
  vendor: VendorName;
  /** The HTTP method, or `SOCKET` when a WebSocket was asked for. */
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  /** ISO 8601, by the sandbox's clock. */
  at: string;
  /** What was sent. */
  body?: LoggedBody;
  /** The answer's status, 101 for an open socket; absent while it is being answered. */
  status?: number;
  /** What was answered. */
  answer?: LoggedBody;
  /** ms of real time until it was answered; of a socket, until it ended. */
  duration?: number;
  /** The fault that acted on it. */
  fault?: string;
}

/** What is told of a request when it arrives, and of its answer. */
export type Arrival = Pick<LoggedRequest, 'vendor' | 'method' | 'path' | 'query'>;
type Told = Partial<Pick<LoggedRequest, 'body' | 'status' | 'answer' | 'fault'>>;

/** The log holds so many requests, and bodies of so many characters in all: the oldest go first. */
export const logLimits = { requests: 1000, characters: 16 * 1024 * 1024 } as const;

interface Kept {
  readonly entry: LoggedRequest;
  readonly started: number;
  weight: number;
}

/** The last requests to the vendors, newest first: what tests ask when they assert what a vendor was asked, or that it was not. */
export class RequestLog {
  /** Oldest first, from `#first` on: what goes is passed over and cut off now and then. */
  #all: Kept[] = [];
  #first = 0;
  #byEntry = new WeakMap<LoggedRequest, Kept>();
  #count = 0;
  #weight = 0;
  #now: () => string;
  /** Counts changes, so that who watches sees that there was one. */
  version = 0;

  constructor(now: () => string) {
    this.#now = now;
  }

  start(arrival: Arrival): LoggedRequest {
    this.#count += 1;
    const entry: LoggedRequest = { id: this.#count, ...arrival, at: this.#now() };
    const kept = { entry, started: performance.now(), weight: 0 };
    this.#byEntry.set(entry, kept);
    this.#all.push(kept);
    this.#changed();
    return entry;
  }

  /** Adds what is known of it by now. @param weight how many characters the bodies take */
  tell(entry: LoggedRequest, told: Told, weight = 0): void {
    Object.assign(entry, told);
    const kept = this.#byEntry.get(entry);
    if (kept) {
      kept.weight += weight;
      this.#weight += weight;
    }
    this.#changed();
  }

  /** Its answer has gone out, or its socket has ended. */
  finish(entry: LoggedRequest): void {
    const kept = this.#byEntry.get(entry);
    if (kept) entry.duration = Math.round((performance.now() - kept.started) * 10) / 10;
    this.#changed();
  }

  list(vendor?: VendorName): readonly LoggedRequest[] {
    const entries = this.#all.slice(this.#first).map(({ entry }) => entry);
    return (vendor === undefined ? entries : entries.filter((entry) => entry.vendor === vendor)).reverse();
  }

  get(id: number): LoggedRequest | undefined {
    return this.list().find((entry) => entry.id === id);
  }

  clear(): void {
    this.#all = [];
    this.#first = 0;
    this.#weight = 0;
    this.#byEntry = new WeakMap();
    this.#changed();
  }

  #changed(): void {
    this.version += 1;
    for (
      let oldest = this.#all[this.#first];
      oldest && (this.#all.length - this.#first > logLimits.requests || this.#weight > logLimits.characters);
      oldest = this.#all[this.#first]
    ) {
      this.#weight -= oldest.weight;
      this.#byEntry.delete(oldest.entry);
      this.#first += 1;
    }
    if (this.#first < logLimits.requests) return;
    this.#all = this.#all.slice(this.#first);
    this.#first = 0;
  }
}
