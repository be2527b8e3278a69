import { TwilioError } from '../errors.ts';
import { readDay } from '../time.ts';
import type { Message } from './message.ts';

/** One way in which a filter on a day may be written, and what passes it. */
const comparisons: Readonly<Record<string, (day: string, limit: string) => boolean>> = {
  '': (day, limit) => day === limit,
  '<': (day, limit) => day <= limit,
  '>': (day, limit) => day >= limit,
};

/**
 * The filter of a list on a day in GMT: `Name`, `Name<` (that day and before) and `Name>` (that day and after), each
 * as `YYYY-MM-DD`. What has no date passes no filter.
 * @throws TwilioError 20001 for what is no day
 */
export function readDayFilter(url: URL, name: string): (ms: number | null) => boolean {
  const tests: ((day: string) => boolean)[] = [];
  for (const [sign, compare] of Object.entries(comparisons)) {
    const text = url.searchParams.get(name + sign);
    if (text === null) continue;
    const limit = readDay(text);
    if (limit === undefined) throw new TwilioError(400, 20001, `Invalid ${name}${sign}: must be YYYY-MM-DD`);
    tests.push((day) => compare(day, limit));
  }
  return (ms) => {
    if (tests.length === 0) return true;
    if (ms === null) return false;
    const day = new Date(ms).toISOString().slice(0, 10);
    return tests.every((test) => test(day));
  };
}

/** The filter of the list of messages: `To`, `From`, `DateSent`, all of which must fit. */
export function readMessageFilter(url: URL): (message: Message) => boolean {
  const [to, from] = [url.searchParams.get('To'), url.searchParams.get('From')];
  const isSentThen = readDayFilter(url, 'DateSent');
  return (message) =>
    (to === null || message.input.to === to) &&
    (from === null || message.from === from) &&
    isSentThen(message.sentAt);
}
