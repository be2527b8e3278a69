import type { VendorName } from './faults.ts';

/** One request that reached a vendor. Bodies and queries are not kept: they may hold a code or a token. */
export interface LoggedRequest {
  id: number;
  vendor: VendorName;
  /** The HTTP method, or `SOCKET` when a WebSocket was asked for. */
  method: string;
  path: string;
  /** ISO 8601, by the sandbox's clock. */
  at: string;
  /** The answer's status; absent while it is being answered, and for a socket that went on to the vendor. */
  status?: number;
}

const keep = 1000;

/** The last requests to the vendors, newest first: what tests ask when they assert that no vendor was called. */
export class RequestLog {
  #all: LoggedRequest[] = [];
  #count = 0;
  #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  start(vendor: VendorName, method: string, path: string): LoggedRequest {
    this.#count += 1;
    const entry: LoggedRequest = { id: this.#count, vendor, method, path, at: this.#now() };
    this.#all.unshift(entry);
    if (this.#all.length > keep) this.#all.length = keep;
    return entry;
  }

  finish(entry: LoggedRequest, status: number): void {
    entry.status = status;
  }

  list(vendor?: VendorName): readonly LoggedRequest[] {
    return vendor === undefined ? this.#all : this.#all.filter((entry) => entry.vendor === vendor);
  }

  clear(): void {
    this.#all = [];
  }
}
