import { readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './root.ts';

const page = readFileSync(join(root, 'THREATS.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|\s*(?:-|threat\b)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, threat = '', defence = '', proof = '']) => ({ threat, defence, proof }));

/** All test files of the repository, as the page may name them: from the root, or within `worker/`. */
const files = ['worker', 'widgets', 'demo', 'sandbox', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:test|e2e)\.ts$|-(?:guard|watch)\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
);
const found = (name: string): string[] =>
  files.filter((file) =>
    [name, `worker/${name}`, `worker/*/${name}`].some((path) => matchesGlob(file, path)),
  );

/** What a row names as its proof: files, and for each the words that its tests are found by. */
function proofsOf(proof: string): { file: string; words: string[] }[] {
  return [...proof.matchAll(/`([^`]+\.ts)`(?:: ([^;`]*))?/g)].map(([, file = '', words = '']) => ({
    file,
    words: words
      .split(/,\s|\s…\s/)
      .map((part) => part.replace(/`/g, '').trim().replace(/,$/, ''))
      .filter(Boolean),
  }));
}

describe('THREATS.md', () => {
  it('has its tables', () => expect(rows.length).toBeGreaterThan(30));

  it.each(rows.map(({ threat, defence, proof }) => [threat, defence, proof] as const))(
    'names a defence and a test that there is: %s',
    (_threat, defence, proof) => {
      expect(defence).not.toBe('');
      const named = proofsOf(proof);
      expect(named.length, proof).toBeGreaterThan(0);
      for (const { file, words } of named) {
        expect(found(file), file).not.toEqual([]);
        const tests = found(file).map((path) => readFileSync(join(root, path), 'utf8'));
        for (const word of words)
          expect(
            tests.some((text) => text.includes(word)),
            word,
          ).toBe(true);
      }
    },
  );
});

it('STORAGE.md names every Durable Object', () => {
  const storage = readFileSync(join(root, 'STORAGE.md'), 'utf8');
  const wrangler = readFileSync(join(root, 'wrangler.jsonc'), 'utf8');
  const classes = [...wrangler.matchAll(/"class_name": "(\w+)"/g)].map(([, name = '']) => name);
  expect(classes.length).toBeGreaterThan(5);
  for (const name of classes) expect(storage).toContain(`\`${name}\``);
});
