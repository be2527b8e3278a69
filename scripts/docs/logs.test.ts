import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../root.ts';

const page = readFileSync(path.join(root, 'docs/operating/logs.md'), 'utf8');
const source = readFileSync(path.join(root, 'worker/platform/log.ts'), 'utf8');

/** The first column of the table below a heading. */
function names(heading: string): string[] {
  const [, rest = ''] = page.split(`## ${heading}\n`);
  const [section = ''] = rest.split('\n## ');
  return [...section.matchAll(/^\| `(\w+)`\s+\|/gm)].map(([, name = '']) => name).sort();
}

it('explains every event that the Worker logs, and none that it does not', () => {
  const [, union = ''] = /event:((?:\s*\| '\w+')+);/.exec(source) ?? [];
  const events = [...union.matchAll(/'(\w+)'/g)].map(([, name = '']) => name).sort();
  expect(events.length).toBeGreaterThan(5);
  expect(names('Events').filter((name) => name !== 'event')).toEqual(events);
});

it('explains every field of an event', () => {
  const [, list = ''] = /const fields = \[([^\]]+)\]/.exec(source) ?? [];
  const fields = [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name).sort();
  expect(fields).toContain('requestId');
  expect(names('Fields')).toEqual(expect.arrayContaining(fields));
});
