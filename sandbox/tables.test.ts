import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerShapes as knock } from './knock/shapes/answers.ts';
import { answerShapes as stream } from './stream/shapes/answers.ts';
import { eventShapes } from './stream/shapes/events.ts';
import { answerShapes as twilio } from './twilio/shapes/answers.ts';

/** The rows of the tables in a vendor's README, which say how each thing is known. */
const rowsOf = (vendor: string): string[] =>
  readFileSync(path.join(import.meta.dirname, vendor, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'));

/** Method and words of a call, such as `GET` and `users`, `feeds`; parameters and versions are none. */
function partsOf(route: string): { method: string; words: string[] } {
  const [method = '', address = ''] = (route.split('?')[0] ?? '').split(' ');
  const words = address.split('/').filter((word) => word && !/^:|^v\d$|^\d{4}-/.test(word));
  return { method, words };
}

describe.each(Object.entries({ stream, knock, twilio }))('the tables of %s', (vendor, { routes }) => {
  const rows = rowsOf(vendor);
  test.each(Object.keys(routes))('have %s', (route) => {
    const { method, words } = partsOf(route);
    // Rows shorten the beginning of a path to `…`, and name methods once for several paths.
    const [last = ''] = words.slice(-1);
    const names = (row: string, word: string) =>
      row.split(/[^\w.-]+/).some((name) => name === word || name === word.replace('.json', ''));
    const fitting = rows.filter(
      (row) => (row.includes(method) || row.includes('all calls')) && names(row, last),
    );
    expect(fitting).not.toEqual([]);
    for (const word of words) expect(rows.some((row) => names(row, word))).toBe(true);
  });
});

test.each(Object.keys(eventShapes))('the table of Stream’s events has %s', (type) => {
  expect(rowsOf('stream').some((row) => row.includes(`\`${type}\``))).toBe(true);
});
