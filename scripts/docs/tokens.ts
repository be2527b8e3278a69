import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.ts';
import { code, table } from './markdown.ts';

const file = 'widgets/shared/theme.styles.ts';

/** The public tokens of the theme, with their words and defaults as the base sheet has them. */
export function tokenTable(): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  const rows = [...text.matchAll(/@cssproperty \[(--belfry-[\w-]+)(?:=([^\]]+))?\](?: - (.+))?/g)].map(
    ([, name = '', value, words = '']) => [code(name), code(value ?? fallback(text, name)), words],
  );
  if (rows.length === 0) throw new Error(`${file} describes no tokens.`);
  return table(['Token', 'Default', 'Is'], rows);
}

/** What stands after the token's comma, whatever parentheses it holds. */
function fallback(text: string, name: string): string {
  const start = text.indexOf(`var(${name},`) === -1 ? text.search(`${name},`) : text.indexOf(`${name},`);
  if (start === -1) throw new Error(`${name} is described, and nothing reads it.`);
  let depth = 0;
  let end = start;
  for (; depth >= 0; end++) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
  const value = text
    .slice(start + name.length + 1, end - 1)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return privateNames(value);
}

/** `--_text` of the sheet is `--belfry-text` for who reads the table. */
const privateNames = (value: string): string => value.replaceAll('--_', '--belfry-');
