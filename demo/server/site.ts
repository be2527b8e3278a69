import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { staticFiles, type StaticFile } from '../../sandbox/platform/static-files.ts';

const root = path.join(import.meta.dirname, '../site');
const partials = path.join(root, 'partials');

/** What stands for a value in a file: `%WORKER%`. */
export type Placeholders = Readonly<Record<string, string>>;

/** The shop's files, by the path that a browser asks for, with their partials and values in place. */
export function siteFiles(values: Placeholders): ReadonlyMap<string, () => Promise<StaticFile>> {
  return staticFiles(root, {
    skip: /^partials\/|\.test\.ts$/,
    async render(name, text) {
      if (name.endsWith('.html')) return fill(await withPartials(text), values);
      return name.endsWith('.ts') ? fill(text, values) : text;
    },
  });
}

/** Puts the parts that pages share in place of `<!-- include header.html -->`. */
async function withPartials(text: string): Promise<string> {
  const include = /<!-- include ([\w-]+\.html) -->/g;
  const wanted = [...new Set([...text.matchAll(include)].map(([, name = '']) => name))];
  const parts = new Map(
    await Promise.all(
      wanted.map(async (name) => [name, await readFile(path.join(partials, name), 'utf8')] as const),
    ),
  );
  return text.replaceAll(include, (_comment, name: string) => parts.get(name)?.trimEnd() ?? '');
}

/** @throws {Error} for a placeholder that nobody gave a value: a page must not be served with a hole */
function fill(text: string, values: Placeholders): string {
  return text.replaceAll(/%([A-Z_]{3,})%/g, (_placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`There is no value for %${name}%.`);
    return value;
  });
}
