import { Hono } from 'hono';
import { invalidParameter, notFound } from '../errors.ts';
import { countryOf } from '../lines.ts';
import { cutPage, presentMetaPage } from '../pages.ts';
import { presentAttempt, type Attempts } from './attempts.ts';
import { channels, type Attempt } from './verification.ts';

/** What the routes need to know. */
export interface AttemptRoutes {
  readonly attempts: Attempts;
  readonly accountSid: string;
  origin(): string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The log of sends and its summary, to be mounted on `/v2/Attempts`. */
export function attemptRoutes({ attempts, accountSid, origin, now }: AttemptRoutes) {
  const app = new Hono();
  const show = (attempt: Attempt) => presentAttempt(attempt, accountSid, origin(), now());
  const select = (url: URL) => attempts.all.newestFirst().filter(readFilter(url));

  app.get('/', (c) => {
    const url = new URL(c.req.url);
    return c.json(presentMetaPage(cutPage(url, select(url), attempts.all), 'attempts', origin(), show));
  });

  app.get('/Summary', (c) => {
    const url = new URL(c.req.url);
    const prefix = url.searchParams.get('DestinationPrefix') ?? '';
    const counted = select(url).filter(({ verification }) => verification.to.startsWith(prefix));
    const converted = counted.filter(({ isConverted }) => isConverted).length;
    return c.json({
      total_attempts: counted.length,
      total_converted: converted,
      total_unconverted: counted.length - converted,
      conversion_rate_percentage: percentage(converted, counted.length),
      url: `${origin()}/v2/Attempts/Summary`,
    });
  });

  app.get('/:sid', (c) => {
    const attempt = attempts.all.get(c.req.param('sid'));
    if (!attempt) throw notFound(c.req.path);
    return c.json(show(attempt));
  });

  return app;
}

/** A text with up to nine decimals: 9 of 11 are `81.818181818`. */
function percentage(part: number, whole: number): string {
  if (whole === 0) return '0';
  const billionths = (BigInt(part) * 100_000_000_000n) / BigInt(whole);
  const decimals = String(billionths % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${billionths / 1_000_000_000n}${decimals === '' ? '' : `.${decimals}`}`;
}

/**
 * The filters that list and summary share; all must fit.
 * @throws TwilioError 60200 for a wrong one
 */
function readFilter(url: URL): (attempt: Attempt) => boolean {
  const text = (name: string) => url.searchParams.get(name);
  const [after, before] = [readMoment(url, 'DateCreatedAfter'), readMoment(url, 'DateCreatedBefore')];
  const channel = readWord(url, 'Channel', channels);
  const status = readWord(url, 'Status', ['converted', 'unconverted']);
  const [to, country, service, verificationSid] = [
    text('ChannelData.To'),
    text('Country'),
    text('VerifyServiceSid'),
    text('VerificationSid'),
  ];
  return ({ at, verification, channel: own, isConverted }) =>
    (after === undefined || at > after) &&
    (before === undefined || at < before) &&
    (channel === undefined || own === channel) &&
    (status === undefined || isConverted === (status === 'converted')) &&
    (to === null || verification.to === to) &&
    (country === null || countryOf(verification.to) === country.toUpperCase()) &&
    (service === null || verification.serviceSid === service) &&
    (verificationSid === null || verification.sid === verificationSid);
}

function readMoment(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name);
  if (text === null) return undefined;
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) throw invalidParameter(name);
  return moment;
}

/** Words of a list are taken in either case: the documentation writes `CONVERTED`, the SDK's types `converted`. */
function readWord(url: URL, name: string, words: readonly string[]): string | undefined {
  const text = url.searchParams.get(name)?.toLowerCase();
  if (text !== undefined && !words.includes(text)) throw invalidParameter(name);
  return text;
}
