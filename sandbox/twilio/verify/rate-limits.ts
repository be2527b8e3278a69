import type { Clock } from '../../platform/clock.ts';
import { Collection, type Resource } from '../collection.ts';
import { TwilioError, invalidParameter } from '../errors.ts';
import { newSid } from '../sid.ts';

const maxLimits = 10;
const maxBuckets = 5;

/** So many starts within so many seconds. Times in ms since the epoch. */
export interface Bucket extends Resource {
  readonly rateLimitSid: string;
  max: number;
  /** Seconds. */
  interval: number;
  readonly createdAt: number;
  updatedAt: number;
}

/** A key that a caller limits starts by, such as the end user's address. Times in ms since the epoch. */
export interface RateLimit extends Resource {
  readonly uniqueName: string;
  description: string;
  readonly buckets: Collection<Bucket>;
  readonly createdAt: number;
  updatedAt: number;
}

/** Starts of one value in one bucket, counted from the first of them. */
interface Window {
  readonly since: number;
  count: number;
}

/** The rate limits of a service: https://www.twilio.com/docs/verify/api/programmable-rate-limits. */
export class RateLimits {
  readonly all = new Collection<RateLimit>();
  readonly #clock: Clock;
  /** By bucket and value. */
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws TwilioError 60209 for a bad name, 60208 for one that is taken, 60207 for one limit too many */
  create(uniqueName: string, description: string): RateLimit {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(uniqueName)) {
      throw new TwilioError(400, 60209, 'UniqueName format is invalid');
    }
    if (this.#named(uniqueName)) {
      throw new TwilioError(400, 60208, 'Rate limit with that UniqueName already exists');
    }
    if (this.all.size >= maxLimits) throw new TwilioError(400, 60207, 'Max rate limits per service reached');
    const now = this.#clock.now();
    return this.all.add({
      sid: newSid('RK'),
      uniqueName,
      description,
      buckets: new Collection(),
      createdAt: now,
      updatedAt: now,
    });
  }

  /** By sid or by name. */
  find(key: string): RateLimit | undefined {
    return this.all.get(key) ?? this.#named(key);
  }

  /** @throws TwilioError 60211 for an interval that is taken, 60210 for one bucket too many */
  addBucket(limit: RateLimit, max: number, interval: number): Bucket {
    refuseInterval(limit, interval);
    if (limit.buckets.size >= maxBuckets)
      throw new TwilioError(400, 60210, 'Max Buckets per Rate limit reached');
    const now = this.#clock.now();
    return limit.buckets.add({
      sid: newSid('BL'),
      rateLimitSid: limit.sid,
      max,
      interval,
      createdAt: now,
      updatedAt: now,
    });
  }

  /** @throws TwilioError 60211 for an interval that another bucket has */
  changeBucket(limit: RateLimit, bucket: Bucket, max: number, interval: number): void {
    if (interval !== bucket.interval) refuseInterval(limit, interval);
    bucket.max = max;
    bucket.interval = interval;
    bucket.updatedAt = this.#clock.now();
  }

  /**
   * Counts a start against every bucket of the limits it names, unless one of them is full: then it counts for none.
   * @param values by a limit's name
   * @throws TwilioError 20429 with the seconds to wait; 60200 for a name that no limit has
   */
  count(values: ReadonlyMap<string, string>): void {
    const now = this.#clock.now();
    const open: Window[] = [];
    let reached = { name: '', wait: 0 };
    for (const [name, value] of values) {
      const limit = this.#named(name);
      if (!limit) throw invalidParameter('RateLimits');
      for (const bucket of limit.buckets.values()) {
        const window = this.#windowOf(bucket, value, now);
        const wait = window.since + bucket.interval * 1000 - now;
        if (window.count >= bucket.max && wait > reached.wait) reached = { name, wait };
        open.push(window);
      }
    }
    if (reached.wait > 0) throw tooMany(reached.name, reached.wait);
    for (const window of open) window.count += 1;
  }

  #named(uniqueName: string): RateLimit | undefined {
    return [...this.all.values()].find((limit) => limit.uniqueName === uniqueName);
  }

  #windowOf(bucket: Bucket, value: string, now: number): Window {
    const key = `${bucket.sid} ${value}`;
    const window = this.#windows.get(key);
    if (window && now < window.since + bucket.interval * 1000) return window;
    const fresh = { since: now, count: 0 };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

function refuseInterval(limit: RateLimit, interval: number): void {
  for (const bucket of limit.buckets.values()) {
    if (bucket.interval === interval) {
      throw new TwilioError(400, 60211, 'Bucket with the given Interval already exists');
    }
  }
}

/** `wait` in ms. */
function tooMany(limit: string, wait: number): TwilioError {
  return new TwilioError(429, 20429, 'Too many requests', {
    'retry-after': String(Math.ceil(wait / 1000)),
    'twilio-reached-rate-limit': limit,
  });
}
