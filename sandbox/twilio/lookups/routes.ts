import { Hono } from 'hono';
import { isSupportedCountry, type CountryCode } from 'libphonenumber-js/max';
import type { Clock } from '../../platform/clock.ts';
import { TwilioError } from '../errors.ts';
import { describeNumber, describePackages, packages, type BlockedAt, type Package } from './lookup.ts';

/** Lookups of one number within a minute; how many Twilio allows is not told. */
const limit = { max: 30, milliseconds: 60_000 };

/** Counts the lookups of each number. */
export class LookupLimit {
  readonly #clock: Clock;
  readonly #windows = new Map<string, { since: number; count: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws TwilioError 60626 with the seconds to wait */
  count(number: string): void {
    const now = this.#clock.now();
    const open = this.#windows.get(number);
    const window = open && now < open.since + limit.milliseconds ? open : { since: now, count: 0 };
    if (window.count >= limit.max) {
      const wait = window.since + limit.milliseconds - now;
      throw new TwilioError(429, 60626, 'Phone number rate limit exceeded', {
        'retry-after': String(Math.ceil(wait / 1000)),
      });
    }
    window.count += 1;
    this.#windows.set(number, window);
  }

  reset(): void {
    this.#windows.clear();
  }
}

/** What the routes need to know. */
export interface LookupRoutes {
  readonly limit: LookupLimit;
  readonly blockedAt: BlockedAt;
  origin(): string;
}

/** Lookup v2, to be mounted on `/v2/PhoneNumbers`: https://www.twilio.com/docs/lookup/v2-api. */
export function lookupRoutes({ limit: counted, blockedAt, origin }: LookupRoutes) {
  const app = new Hono();
  app.get('/:number', (c) => {
    const asked = readPackages(c.req.query('Fields'));
    const described = describeNumber(c.req.param('number'), readCountry(c.req.query('CountryCode')));
    counted.count(described.phone_number);
    return c.json({
      ...described,
      ...describePackages(described.phone_number, described.valid ? asked : [], blockedAt),
      url: `${origin()}/v2/PhoneNumbers/${described.phone_number}`,
    });
  });
  return app;
}

/** @throws TwilioError 20001 for a package that Lookup does not have */
function readPackages(fields = ''): readonly Package[] {
  const names = fields.split(',').filter((name) => name !== '');
  return names.map((name) => {
    const known = packages.find((one) => one === name.trim());
    if (!known) throw new TwilioError(400, 20001, `Invalid parameter: Fields, there is no ${name}`);
    return known;
  });
}

/** The country of a number in national format; the United States unless said otherwise. */
function readCountry(text = 'US'): CountryCode {
  const country = text.toUpperCase();
  if (!isSupportedCountry(country)) throw new TwilioError(400, 20001, 'Invalid parameter: CountryCode');
  return country;
}
