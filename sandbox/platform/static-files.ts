import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { stripTypes } from './strip-types.ts';

/** What a browser is served of a folder, by ending. TypeScript goes out as JavaScript, under its own name. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface StaticFile {
  readonly body: string;
  readonly contentType: string;
}

export interface StaticFilesOptions {
  /** Which files are not served, by their name within the folder (`partials/head.html`). */
  readonly skip?: RegExp;
  /** What is done to a file's text before it goes out. */
  readonly render?: (name: string, text: string) => string | Promise<string>;
}

/**
 * A folder's pages, styles, scripts and pictures, by the path that a browser asks for. They are listed once, so that
 * no path can leave the folder, and read at each request, so that an edit shows at the next reload.
 */
export function staticFiles(
  folder: string,
  { skip, render = (_name, text) => text }: StaticFilesOptions = {},
): ReadonlyMap<string, () => Promise<StaticFile>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  const files = new Map<string, () => Promise<StaticFile>>();
  for (const name of names) {
    const contentType = contentTypes[path.extname(name)];
    if (!contentType || skip?.test(name)) continue;
    const serve = async (): Promise<StaticFile> => {
      const file = path.join(folder, name);
      const text = await render(name, await readFile(file, 'utf8'));
      return { body: name.endsWith('.ts') ? await stripTypes(file, text) : text, contentType };
    };
    files.set(`/${name}`, serve);
    if (name === 'index.html') files.set('/', serve);
  }
  return files;
}
