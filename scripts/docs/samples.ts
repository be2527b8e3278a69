import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.ts';

export const docsFolder = path.join(root, 'docs');

/** A fenced block of a page. */
export interface Sample {
  /** From `docs/`: `elements/bell.md`. */
  readonly page: string;
  /** Of its first line of code, from 1. */
  readonly line: number;
  /** The first word of the info string, such as `html`. */
  readonly kind: string;
  readonly code: string;
  /** The info string's words. */
  readonly words: readonly string[];
  /** `live`: shown as it runs, against the sandbox. */
  readonly live: boolean;
  /** Why no test runs it: `not-run="…"` of the info string. */
  readonly notRun: string | undefined;
}

/** All pages, from `docs/`. */
export function pages(): string[] {
  return readdirSync(docsFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.startsWith('.'))
    .sort();
}

/** Every block of code of every page. @throws {Error} for a block by indentation, which no test would find */
export function samples(): Sample[] {
  return pages().flatMap((page) => samplesOf(page, readFileSync(path.join(docsFolder, page), 'utf8')));
}

export function samplesOf(page: string, text: string): Sample[] {
  const found: Sample[] = [];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const [, indent = '', fence, info = ''] = /^( *)(`{3,})(.*)$/.exec(line) ?? [];
    if (fence === undefined) {
      if (/^ {4}\S/.test(line) && lines[index - 1] === '')
        throw new Error(`${page}:${index + 1}: write code between fences, so that a test finds it.`);
      continue;
    }
    const end = lines.findIndex((other, place) => place > index && other.trim() === fence);
    if (end === -1) throw new Error(`${page}:${index + 1}: a fence that does not end.`);
    const words = info.trim().split(/\s+/);
    found.push({
      page,
      line: index + 2,
      kind: words[0] ?? '',
      code: lines
        .slice(index + 1, end)
        .map((row) => row.slice(indent.length))
        .join('\n'),
      words,
      live: words.includes('live'),
      notRun: /not-run="([^"]+)"/.exec(info)?.[1],
    });
    index = end;
  }
  return found;
}

/** Where the page of a live sample lies below `docs/`: the same name for who writes it and who shows it. */
export function livePath(page: string, number: number): string {
  return `live/${page.replace(/\.md$/, '').replaceAll(/\W/g, '-')}-${number}.html`;
}
