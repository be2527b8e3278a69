import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../site');
const partials = path.join(root, 'partials');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What stands for a value in a file: `%WORKER%`. */
export type Placeholders = Readonly<Record<string, string>>;

export interface SiteFile {
  readonly body: string;
  readonly contentType: string;
}

/**
 * The shop's files, by the path that a browser asks for. They are listed once, so that no path can leave the folder,
 * and read at each request, so that an edit shows at the next reload.
 */
export function siteFiles(values: Placeholders): ReadonlyMap<string, () => Promise<SiteFile>> {
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== partials)
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  const files = new Map<string, () => Promise<SiteFile>>();
  for (const name of names) {
    const contentType = contentTypes[path.extname(name)];
    if (!contentType) continue;
    const file = async () => ({ body: await render(name, values), contentType });
    files.set(`/${name}`, file);
    if (name === 'index.html') files.set('/', file);
  }
  return files;
}

async function render(name: string, values: Placeholders): Promise<string> {
  const text = await readFile(path.join(root, name), 'utf8');
  if (name.endsWith('.html')) return fill(await withPartials(text), values);
  return name.endsWith('.ts') ? stripTypes(name, fill(text, values)) : text;
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

/** A browser runs the scripts as they are written, less their types; they are small and few, so nothing is bundled. */
async function stripTypes(name: string, source: string): Promise<string> {
  const { transformWithOxc } = await import('vite');
  const { code } = await transformWithOxc(source, path.join(root, name), {
    target: 'esnext',
    sourcemap: false,
  });
  return code;
}
