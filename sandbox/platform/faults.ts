import type { Clock } from './clock.ts';
import { RateWindow, type Refusal } from './rate-window.ts';

/** Vendors with a server of their own. */
export const servedVendors = ['stream', 'knock', 'twilio', 'plivo'] as const;
/** Turnstile answers at the control API's origin. */
export const vendors = [...servedVendors, 'turnstile'] as const;
export type VendorName = (typeof vendors)[number];

/**
 * One fault. `cut` and `expire` act at once; all others stay until they have acted `times` times, or until they are
 * switched off.
 */
export interface Fault {
  vendor: VendorName;
  /** Only requests whose path holds this text. */
  path?: string | undefined;
  /** Only requests by this method, in capitals. */
  method?: string | undefined;
  /** Only events of this type. */
  event?: string | undefined;
  /** How often it acts; without it, until it is switched off. */
  times?: number | undefined;
  /** Answer HTTP requests with this status (400 to 599), and the vendor's error body with this code and message. */
  status?: number | undefined;
  code?: number | string | undefined;
  message?: string | undefined;
  headers?: Record<string, string> | undefined;
  /** Wait so many ms, of real time, before answering. */
  latency?: number | undefined;
  /** Let so many calls through in each window of so many seconds, and answer those past them as the vendor's rate limit does. */
  limit?: { calls: number; seconds: number } | undefined;
  /** Do what HTTP requests ask, and let the answer end in its middle. */
  half?: true | undefined;
  /** Do not answer uploads: true until switched off, or each for so many seconds of the clock. */
  hold?: true | number | undefined;
  /** Close every open socket with this code (1006 = without a close frame). */
  cut?: number | undefined;
  /** Refuse new sockets: true until switched off, or for so many seconds of the clock. */
  refuse?: true | number | undefined;
  /** Leave pushed events out. */
  drop?: true | undefined;
  /** Push events twice. */
  duplicate?: true | undefined;
  /** Push events so many seconds of the clock later. */
  delay?: number | undefined;
  /** Let the next event overtake each. */
  reorder?: true | undefined;
  /** Every token that this vendor has seen so far counts as expired. */
  expire?: true | undefined;
}

/** A fault that is switched on. */
export interface StandingFault extends Fault {
  /** What `DELETE /faults/{id}` switches it off by. */
  id: string;
  /** How often it has acted. */
  acted: number;
}

const answersRequests = ['status', 'latency', 'limit', 'half'] as const;
const meetsEvents = ['drop', 'duplicate', 'delay', 'reorder'] as const;
const standingEffects = [...answersRequests, ...meetsEvents, 'hold', 'refuse'] as const;

interface Standing {
  readonly id: string;
  readonly fault: Fault;
  readonly window: RateWindow | undefined;
  /** When it ends by itself: ms since the epoch, by the clock. */
  readonly until: number;
  acted: number;
}

/** What a fault does to one HTTP request. */
export interface RequestFault extends Refusal {
  /** The fault that acts. */
  id: string;
  latency?: number | undefined;
  half?: true | undefined;
}

/** The faults that are switched on, asked by every vendor at its door. */
export class Faults {
  #standing: Standing[] = [];
  /** Lets go what a fault holds, by the fault's id. */
  #held = new Map<() => void, string>();
  #count = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Those that are on; `times`, and the seconds of `refuse`, are what is left. */
  list(): StandingFault[] {
    this.#forgetEnded();
    return this.#standing.map(({ id, fault, until, acted }) => ({
      id,
      acted,
      ...fault,
      ...(fault.times !== undefined && { times: fault.times - acted }),
      ...(Number.isFinite(until) && { refuse: Math.ceil((until - this.#clock.now()) / 1000) }),
    }));
  }

  /** Keeps what stays of a fault. What acts at once (`cut`, `expire`) is the caller's. */
  add({ cut: _cut, expire: _expire, ...fault }: Fault): void {
    if (standingEffects.every((effect) => fault[effect] === undefined)) return;
    this.#count += 1;
    this.#standing.push({
      id: `fault-${this.#count}`,
      fault,
      window: fault.limit && new RateWindow(fault.vendor, fault.limit, this.#clock),
      until:
        typeof fault.refuse === 'number' ? this.#clock.now() + fault.refuse * 1000 : Number.POSITIVE_INFINITY,
      acted: 0,
    });
  }

  /** Switches one off and lets go what it holds; whether it was on. */
  remove(id: string): boolean {
    this.#forgetEnded();
    const at = this.#standing.findIndex((standing) => standing.id === id);
    if (at < 0) return false;
    this.#standing.splice(at, 1);
    this.#letGo((holder) => holder === id);
    return true;
  }

  /** Switches all off and lets go everything that is held. */
  clear(): void {
    this.#standing = [];
    this.#letGo(() => true);
  }

  /** What is to happen to this HTTP request, if anything: the first fault that fits and acts. */
  forRequest(vendor: VendorName, method: string, path: string): RequestFault | undefined {
    this.#forgetEnded();
    for (const standing of this.#standing) {
      const { fault, window, id } = standing;
      if (!answersRequests.some((effect) => fault[effect] !== undefined)) continue;
      if (!fits(fault, vendor, method, path)) continue;
      const { latency, half } = fault;
      const refusal = window ? window.refuse(fault) : fault;
      // A rate limit that is not reached leaves the request to the next fault.
      if (!refusal && latency === undefined && !half) continue;
      this.#use(standing);
      return { id, latency, half, ...refusalOf(refusal) };
    }
    return undefined;
  }

  /** The end of the wait of an upload that is to be held; nothing, where it is not. */
  holdUpload(vendor: VendorName, method: string, path: string): Promise<void> | undefined {
    const standing = this.#take((fault) => fault.hold !== undefined && fits(fault, vendor, method, path));
    if (!standing) return undefined;
    const { hold } = standing.fault;
    return new Promise((resolve) => {
      const release = () => {
        this.#held.delete(release);
        resolve();
      };
      this.#held.set(release, standing.id);
      if (typeof hold === 'number') this.#clock.after(hold * 1000, release);
    });
  }

  /** Whether a new socket is to be refused now: the fault that does it. */
  refusesSocket(vendor: VendorName): string | undefined {
    return this.#take((fault) => fault.vendor === vendor && fault.refuse !== undefined)?.id;
  }

  /** What is to happen to an event that is about to be pushed. */
  forEvent(vendor: VendorName, type: string): Fault | undefined {
    return this.#take(
      (fault) =>
        fault.vendor === vendor &&
        meetsEvents.some((effect) => fault[effect] !== undefined) &&
        (fault.event === undefined || fault.event === type),
    )?.fault;
  }

  #take(matches: (fault: Fault) => boolean): Standing | undefined {
    if (this.#standing.length === 0) return undefined;
    this.#forgetEnded();
    const standing = this.#standing.find(({ fault }) => matches(fault));
    if (standing) this.#use(standing);
    return standing;
  }

  #use(standing: Standing): void {
    standing.acted += 1;
    if (standing.acted === standing.fault.times) this.#standing.splice(this.#standing.indexOf(standing), 1);
  }

  #letGo(isMeant: (holder: string) => boolean): void {
    for (const [release, holder] of [...this.#held]) if (isMeant(holder)) release();
  }

  #forgetEnded(): void {
    const now = this.#clock.now();
    if (this.#standing.some(({ until }) => until <= now))
      this.#standing = this.#standing.filter(({ until }) => until > now);
  }
}

function fits(fault: Fault, vendor: VendorName, method: string, path: string): boolean {
  return (
    fault.vendor === vendor &&
    (fault.method === undefined || fault.method === method) &&
    (fault.path === undefined || path.includes(fault.path))
  );
}

const refusalOf = (from: Refusal | undefined): Refusal =>
  from ? { status: from.status, code: from.code, message: from.message, headers: from.headers } : {};
