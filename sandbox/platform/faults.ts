import * as z from 'zod';

export const vendors = ['stream', 'knock', 'twilio', 'plivo'] as const;
export type VendorName = (typeof vendors)[number];

/** What stays switched on. */
const standingEffects = ['status', 'latency', 'refuse', 'drop', 'duplicate', 'delay'] as const;
/** All that a fault can do, of which it must name one. */
const effects = [...standingEffects, 'cut', 'expire'] as const;
/** What only a vendor with sockets and user tokens can suffer. */
const liveEffects = ['refuse', 'drop', 'duplicate', 'delay', 'cut', 'expire'] as const;
const liveVendors: readonly VendorName[] = ['stream', 'knock'];

/** Codes that a server may send in a close frame (RFC 6455 §7.4), and 1006, which stands for no frame at all. */
const isCloseCode = (code: number) =>
  (code >= 1000 && code <= 1003) || (code >= 1006 && code <= 1014) || (code >= 3000 && code <= 4999);

/**
 * One fault, as `POST /faults` takes it. `cut` and `expire` act at once; all others stay until they have been used
 * `times` times, or until `DELETE /faults`.
 */
export const faultSchema = z
  .strictObject({
    vendor: z.enum(vendors),
    /** Only requests whose path holds this text; only these methods; only events of this type. */
    path: z.string().min(1).optional(),
    method: z.string().min(1).toUpperCase().optional(),
    event: z.string().min(1).optional(),
    /** How often it acts; without it, until it is cleared. */
    times: z.int().positive().optional(),
    /** Answer HTTP requests with this status, and the vendor's error body with this code and message. */
    status: z.int().min(400).max(599).optional(),
    code: z.union([z.int(), z.string()]).optional(),
    message: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    /** Wait so many ms before answering. */
    latency: z.int().min(1).max(120_000).optional(),
    /** Close every open socket with this code (1006 = without a close frame). */
    cut: z
      .int()
      .refine(isCloseCode, { error: 'no close code: 1000 to 1003, 1006 to 1014 or 3000 to 4999' })
      .optional(),
    /** Refuse new sockets: true until cleared, or for so many seconds of the clock. */
    refuse: z.union([z.literal(true), z.number().positive()]).optional(),
    /** Pushed events: leave them out, send them twice, or hold them so many seconds. */
    drop: z.literal(true).optional(),
    duplicate: z.literal(true).optional(),
    delay: z.number().positive().optional(),
    /** Every token that this vendor has seen so far counts as expired. */
    expire: z.literal(true).optional(),
  })
  .refine((fault) => effects.some((effect) => fault[effect] !== undefined), {
    error: `a fault must do something: name one of ${effects.join(', ')}`,
  })
  .check(({ value: fault, issues }) => {
    if (liveVendors.includes(fault.vendor)) return;
    for (const effect of liveEffects) {
      if (fault[effect] === undefined) continue;
      const message = `${fault.vendor} has no sockets and no user tokens`;
      issues.push({ code: 'custom', message, path: [effect], input: fault });
    }
  });
export type Fault = z.infer<typeof faultSchema>;

type Standing = Fault & { left: number; until?: number };

/** The faults that are switched on, asked by every vendor at its door. */
export class Faults {
  #standing: Standing[] = [];
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Those that are on; `times`, and the seconds of `refuse`, are what is left. */
  list(): Fault[] {
    this.#forgetEnded();
    return this.#standing.map(({ left, until, ...fault }) => ({
      ...fault,
      ...(Number.isFinite(left) && { times: left }),
      ...(until !== undefined && { refuse: Math.ceil((until - this.#now()) / 1000) }),
    }));
  }

  /** Keeps what stays of a fault. What acts at once (`cut`, `expire`) is the caller's. */
  add({ cut: _cut, expire: _expire, ...fault }: Fault): void {
    if (standingEffects.every((effect) => fault[effect] === undefined)) return;
    const standing: Standing = { ...fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    if (typeof fault.refuse === 'number') standing.until = this.#now() + fault.refuse * 1000;
    this.#standing.push(standing);
  }

  clear(): void {
    this.#standing = [];
  }

  /** What is to happen to this HTTP request, if anything: the first fault that fits; counts as one use. */
  forRequest(vendor: VendorName, method: string, path: string): Fault | undefined {
    return this.#take(
      (fault) =>
        fault.vendor === vendor &&
        (fault.status !== undefined || fault.latency !== undefined) &&
        (fault.method === undefined || fault.method === method) &&
        (fault.path === undefined || path.includes(fault.path)),
    );
  }

  /** Whether a new socket is to be refused now. */
  refusesSocket(vendor: VendorName): boolean {
    return this.#take((fault) => fault.vendor === vendor && fault.refuse !== undefined) !== undefined;
  }

  /** What is to happen to an event that is about to be pushed. */
  forEvent(vendor: VendorName, type: string): Fault | undefined {
    return this.#take(
      (fault) =>
        fault.vendor === vendor &&
        (fault.drop === true || fault.duplicate === true || fault.delay !== undefined) &&
        (fault.event === undefined || fault.event === type),
    );
  }

  #take(matches: (fault: Fault) => boolean): Fault | undefined {
    this.#forgetEnded();
    const fault = this.#standing.find(matches);
    if (!fault) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.#standing.splice(this.#standing.indexOf(fault), 1);
    return fault;
  }

  #forgetEnded(): void {
    this.#standing = this.#standing.filter((fault) => fault.until === undefined || fault.until > this.#now());
  }
}
