import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { routes, type Route } from '../../worker/contract/routes.ts';
import { sitePolicySchema } from '../../worker/platform/site-policy.ts';
import { root } from '../root.ts';
import { samples, samplesOf, type Sample } from './samples.ts';

const all = samples();
const runnable = all.filter(({ notRun }) => notRun === undefined);
const of = (...kinds: string[]) => runnable.filter(({ kind }) => kinds.includes(kind));
const place = ({ page, line }: Sample) => `${page}:${line}`;

describe('the samples of the documentation', () => {
  it('are all run by a test, or say why not', () => {
    const tested = ['json', 'sh'];
    // demo/e2e/docs.e2e.ts, typed-samples.ts and running-samples.ts.
    const endToEnd = ['html', 'http', 'css', 'ts', 'tsx', 'vue', 'svelte'];
    // What a backend does is run by the tests of that page, in demo/e2e.
    const backends = ['js', 'python', 'php', 'ruby', 'go'];
    const uncovered = runnable.filter(
      ({ kind, page }) =>
        ![...tested, ...endToEnd].includes(kind) && !(page === 'sessions.md' && backends.includes(kind)),
    );
    expect(uncovered.map(place)).toEqual([]);
  });

  it('that are not run give a reason of more than a word', () => {
    for (const sample of all) if (sample.notRun !== undefined) expect(sample.notRun).toMatch(/\S+ \S+ \S+/);
  });

  it.each(of('json').map((sample) => [place(sample), sample]))('are JSON, at %s', (_place, { code }) => {
    JSON.parse(code);
  });

  it.each(of('sh').map((sample) => [place(sample), sample]))('are commands, at %s', (_place, { code }) => {
    for (const line of code.split('\n')) checkCommand(line);
  });
});

/** Runs what does no harm, and holds the rest against what there is. */
function checkCommand(line: string): void {
  if (line.startsWith('node -e ')) {
    expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' }).trim().length).toBeGreaterThan(32);
    return;
  }
  const curl = /^curl -X (\w+) https:\/\/[^/]+(\/\S+)/.exec(line);
  if (curl) {
    const found = Object.values<Route>(routes).some(
      (route) =>
        route.method === curl[1] &&
        new RegExp(`^${route.path.replace(/\{\w+\}/, '[^/]+')}$`).test(curl[2] ?? ''),
    );
    expect(found, line).toBe(true);
    return;
  }
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [, script] = /^npm run (\S+)(?: -- .+)?$/.exec(line) ?? [];
  if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
  else expect(['npm ci', 'npm start', 'npm test', 'npm install belfry']).toContain(line);
}

describe('a part of the site’s policy', () => {
  const parts = all.filter(({ words }) => words.includes('policy'));

  it.each(parts.map((sample) => [place(sample), sample]))('would be taken, at %s', (_place, { code }) => {
    const part = new Function(`return {${code}}`)() as Record<string, unknown>;
    for (const [name, value] of Object.entries(part)) {
      const schema = sitePolicySchema.shape[name as keyof typeof sitePolicySchema.shape];
      expect(schema.safeParse(value).error).toBeUndefined();
    }
  });

  it('stands in the documentation', () => expect(parts).not.toEqual([]));
});

describe('finding samples', () => {
  it('knows the kind, the reason and the place', () => {
    const text = 'Words\n\n```sh not-run="needs an account"\nnpx wrangler deploy\n```\n';
    expect(samplesOf('a.md', text)).toEqual([
      {
        page: 'a.md',
        line: 4,
        kind: 'sh',
        code: 'npx wrangler deploy',
        words: ['sh', 'not-run="needs', 'an', 'account"'],
        live: false,
        notRun: 'needs an account',
      },
    ]);
  });

  it('refuses code that stands by indentation alone, and a fence without an end', () => {
    expect(() => samplesOf('a.md', 'Words\n\n    npm ci\n')).toThrow('a.md:3');
    expect(() => samplesOf('a.md', '```sh\nnpm ci\n')).toThrow('a.md:1');
  });
});
