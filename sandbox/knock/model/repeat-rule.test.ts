import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextOccurrence, repeatRule } from './repeat-rule.ts';

const wednesday = Date.parse('2030-05-01T08:15:00Z');

/** The next few occurrences of a rule. */
function occurrences(rule: object, count: number, timeZone = 'Etc/UTC', from = wednesday): string[] {
  const parsed = repeatRule.parse(rule);
  const found: string[] = [];
  let after = from;
  while (found.length < count) {
    const next = nextOccurrence(parsed, after, from, timeZone);
    if (next === undefined) break;
    found.push(new Date(next).toISOString().slice(0, 16));
    after = next;
  }
  return found;
}

test.each<[string, object, string[]]>([
  ['hourly', { frequency: 'hourly', minutes: 30 }, ['2030-05-01T08:30', '2030-05-01T09:30']],
  ['every sixth hour', { frequency: 'hourly', interval: 6 }, ['2030-05-01T14:00', '2030-05-01T20:00']],
  ['daily at nine', { frequency: 'daily', hours: 9 }, ['2030-05-01T09:00', '2030-05-02T09:00']],
  ['daily at eight, which is over today', { frequency: 'daily', hours: 8 }, ['2030-05-02T08:00']],
  ['every third day', { frequency: 'daily', interval: 3 }, ['2030-05-04T00:00', '2030-05-07T00:00']],
  [
    'on weekdays',
    { frequency: 'daily', days: 'weekdays', hours: 7 },
    ['2030-05-02T07:00', '2030-05-03T07:00', '2030-05-06T07:00'],
  ],
  ['at weekends', { frequency: 'daily', days: 'weekends' }, ['2030-05-04T00:00', '2030-05-05T00:00']],
  ['weekly on the day it began', { frequency: 'weekly' }, ['2030-05-08T00:00', '2030-05-15T00:00']],
  [
    'every other Monday and Friday',
    { frequency: 'weekly', interval: 2, days: ['mon', 'fri'], hours: 18 },
    ['2030-05-03T18:00', '2030-05-13T18:00', '2030-05-17T18:00', '2030-05-27T18:00'],
  ],
  [
    'on the last of a month that is too short',
    { frequency: 'monthly', day_of_month: 31 },
    ['2030-05-31T00:00', '2030-06-30T00:00', '2030-07-31T00:00'],
  ],
  [
    'on the first Monday of a month',
    { frequency: 'monthly', days: ['mon'] },
    ['2030-05-06T00:00', '2030-06-03T00:00'],
  ],
  [
    'yearly',
    { frequency: 'monthly', interval: 12, day_of_month: 2 },
    ['2030-05-02T00:00', '2031-05-02T00:00'],
  ],
])('%s', (_what, rule, expected) => {
  expect(occurrences(rule, expected.length)).toEqual(expected);
});

test('hours are those of the zone, in summer and winter', () => {
  const saturday = Date.parse('2030-03-09T18:00:00Z');
  expect(occurrences({ frequency: 'daily', hours: 9 }, 3, 'America/New_York', saturday)).toEqual([
    '2030-03-10T13:00',
    '2030-03-11T13:00',
    '2030-03-12T13:00',
  ]);
  expect(occurrences({ frequency: 'daily', hours: 9 }, 1, 'Asia/Kolkata')).toEqual(['2030-05-02T03:30']);
});

test('an occurrence lies ahead, shows the time it was asked for, and none lies between', () => {
  const zone = fc.constantFrom('Etc/UTC', 'America/New_York', 'Australia/Sydney', 'Asia/Kathmandu');
  const rules = fc.record({
    frequency: fc.constantFrom('daily', 'weekly', 'monthly'),
    hours: fc.integer({ min: 4, max: 23 }),
    minutes: fc.integer({ min: 0, max: 59 }),
    days: fc.option(fc.uniqueArray(fc.constantFrom('mon', 'wed', 'sun'), { minLength: 1 })),
  });
  const moments = fc.integer({ min: 1_900_000_000_000, max: 1_950_000_000_000 });
  fc.assert(
    fc.property(rules, moments, zone, (rule, after, timeZone) => {
      const parsed = repeatRule.parse(rule);
      const next = nextOccurrence(parsed, after, after, timeZone);
      if (next === undefined) throw new Error('There is no next one.');
      expect(next).toBeGreaterThan(after);
      const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
      const two = (value: number) => String(value).padStart(2, '0');
      expect(shown.format(next)).toBe(`${two(rule.hours)}:${two(rule.minutes)}`);
      // Asked again from anywhere before it, the rule says the same.
      const between = after + Math.floor((next - after) / 2);
      expect(nextOccurrence(parsed, between, after, timeZone)).toBe(next);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['another frequency', { frequency: 'yearly' }],
  ['an hour that there is not', { frequency: 'daily', hours: 24 }],
  ['a day that there is not', { frequency: 'weekly', days: ['tues'] }],
  ['no interval', { frequency: 'daily', interval: 0 }],
])('%s is no rule', (_what, rule) => {
  expect(repeatRule.safeParse(rule).success).toBe(false);
});
