import type { VendorName } from './faults.ts';
import type { KeptBody, LoggedBody } from './log-body.ts';

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

/** A request without what was said in it. */
export type RequestHead = Omit<LoggedRequest, 'body' | 'answer'>;

/** What is told of a request when it arrives, and of its answer. */
export type Arrival = Pick<LoggedRequest, 'vendor' | 'method' | 'path' | 'query'>;
type Bodies = Partial<Record<'body' | 'answer', KeptBody | undefined>>;
type Told = Partial<Pick<LoggedRequest, 'status' | 'fault'>> & Bodies;

/** The log holds so many requests, and so many bytes of their bodies: the oldest go first. */
export const logLimits = { requests: 1000, bytes: 16 * 1024 * 1024 } as const;

/** A request in the log; whoever had it written there tells more of it by this. */
export interface LogEntry {
  readonly head: RequestHead;
  readonly bodies: Bodies;
  /** ms of real time. */
  readonly started: number;
  /** Whether it has not yet had to make room. */
  isHeld: boolean;
}

/** The last requests to the vendors, newest first: what tests ask when they assert what a vendor was asked, or that it was not. */
export class RequestLog {
  /** Oldest first, from `#first` on: what goes is passed over and cut off now and then. */
  #all: LogEntry[] = [];
  #first = 0;
  #count = 0;
  #weight = 0;
  #now: () => string;
  /** Counts changes, so that who watches sees that there was one. */
  version = 0;

  constructor(now: () => string) {
    this.#now = now;
  }

  start(arrival: Arrival): LogEntry {
    this.#count += 1;
    const head = { id: this.#count, ...arrival, at: this.#now() };
    const entry = { head, bodies: {}, started: performance.now(), isHeld: true };
    this.#all.push(entry);
    this.#changed();
    return entry;
  }

  /** Adds what is known of it by now. */
  tell(entry: LogEntry, { body, answer, ...told }: Told): void {
    if (!entry.isHeld) return;
    Object.assign(entry.head, told);
    if (body) entry.bodies.body = body;
    if (answer) entry.bodies.answer = answer;
    this.#weight += weightOf({ body, answer });
    this.#changed();
  }

  /** Its answer has gone out, or its socket has ended. */
  finish(entry: LogEntry): void {
    if (!entry.isHeld) return;
    entry.head.duration = Math.round((performance.now() - entry.started) * 10) / 10;
    this.#changed();
  }

  /** The latest first, at most `limit` of them. */
  list(vendor?: VendorName, limit?: number): LoggedRequest[] {
    return this.#latest(vendor, limit).map(toLogged);
  }

  /** The same without their bodies, which are dear to read. */
  heads(vendor?: VendorName, limit?: number): RequestHead[] {
    return this.#latest(vendor, limit).map(({ head }) => head);
  }

  get(id: number): LoggedRequest | undefined {
    const entry = this.#latest().find(({ head }) => head.id === id);
    return entry && toLogged(entry);
  }

  #latest(vendor?: VendorName, limit?: number): readonly LogEntry[] {
    const all = this.#all.slice(this.#first).reverse();
    return (vendor === undefined ? all : all.filter(({ head }) => head.vendor === vendor)).slice(0, limit);
  }

  clear(): void {
    for (const entry of this.#all) entry.isHeld = false;
    this.#all = [];
    this.#first = 0;
    this.#weight = 0;
    this.#changed();
  }

  #changed(): void {
    this.version += 1;
    for (
      let oldest = this.#all[this.#first];
      oldest && (this.#all.length - this.#first > logLimits.requests || this.#weight > logLimits.bytes);
      oldest = this.#all[this.#first]
    ) {
      this.#weight -= weightOf(oldest.bodies);
      oldest.isHeld = false;
      this.#first += 1;
    }
    if (this.#first < logLimits.requests) return;
    this.#all = this.#all.slice(this.#first);
    this.#first = 0;
  }
}

function weightOf({ body, answer }: Bodies): number {
  return (body?.weight ?? 0) + (answer?.weight ?? 0);
}

function toLogged({ head, bodies: { body, answer } }: LogEntry): LoggedRequest {
  return { ...head, ...(body && { body: body.read() }), ...(answer && { answer: answer.read() }) };
}
