import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../root.ts';
import { samplesOf } from './samples.ts';

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

it('shows lines that the Worker could write', () => {
  const blocks = samplesOf('logs.md', page).filter(({ kind }) => kind === 'json');
  const lines = blocks.flatMap(({ code }) => [JSON.parse(code)].flat() as Record<string, unknown>[]);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    expect(names('Events')).toContain(line['event']);
    for (const field of Object.keys(line)) expect(names('Fields')).toContain(field);
  }
});

it('explains every field of an event', () => {
  const [, list = ''] = /const fields = \[([^\]]+)\]/.exec(source) ?? [];
  const fields = [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name).sort();
  expect(fields).toContain('requestId');
  expect(names('Fields')).toEqual(expect.arrayContaining(fields));
});
