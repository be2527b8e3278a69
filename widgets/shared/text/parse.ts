import { safeUrl } from '../urls.ts';

/** Somebody's text, taken apart: what to draw, never markup. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'emphasis' | 'strike'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; url: string; children: Inline[] }
  /** Drawn by whoever put it there, in place of a text. */
  | { type: 'drawn'; text: string; drawn: unknown }
  | { type: 'break' };

export type Block =
  | { type: 'paragraph' | 'heading'; children: Inline[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; ordered: boolean; items: Inline[][] }
  | { type: 'code'; text: string }
  /** A row may be shorter than the head. */
  | { type: 'table'; sides: readonly Side[]; head: Inline[][]; rows: Inline[][][] };

/** The side of the table at which the cells of a column stand; undefined where each stands as it is written. */
export type Side = 'start' | 'center' | 'end' | undefined;

/** Deeper nesting than any person writes is text. */
const deepest = 6;

/**
 * The subset of Markdown that people write in messages and notifications: paragraphs, line breaks as written, bold,
 * italic, strike-through, code, links, bare addresses, lists, quotes, tables. HTML is text like any other.
 */
export function parseText(source: string, depth = 0): Block[] {
  const blocks: Block[] = [];
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const fence = /^\s*```/.test(line) ? closingFence(lines, at) : -1;
    if (fence > at) {
      blocks.push({ type: 'code', text: lines.slice(at + 1, fence).join('\n') });
      at = fence + 1;
      continue;
    }
    const sides = sidesAt(lines, at);
    if (sides) {
      let end = at + 2;
      while (end < lines.length && isRow(lines[end] ?? '')) end += 1;
      const [head = [], ...rows] = [at, ...range(at + 2, end)].map((index) =>
        rowOf(lines[index] ?? '', sides.length),
      );
      blocks.push({ type: 'table', sides, head, rows });
      at = end;
      continue;
    }
    const kind = depth < deepest ? kindOf(line) : 'paragraph';
    let end = at + 1;
    while (end < lines.length && (lines[end] ?? '').trim() !== '' && continues(kind, lines, end)) end += 1;
    blocks.push(toBlock(kind, lines.slice(at, end), depth));
    at = end;
  }
  return blocks;
}

type Kind = 'paragraph' | 'heading' | 'quote' | 'bullets' | 'numbers';

const bullet = /^\s{0,3}[-*+]\s+/;
const number = /^\s{0,3}\d{1,9}[.)]\s+/;
const quote = /^\s{0,3}>\s?/;
const heading = /^\s{0,3}#{1,6}\s+/;

function kindOf(line: string): Kind {
  if (heading.test(line)) return 'heading';
  if (quote.test(line)) return 'quote';
  if (bullet.test(line)) return 'bullets';
  return number.test(line) ? 'numbers' : 'paragraph';
}

function continues(kind: Kind, lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (/^\s*```/.test(line)) return false;
  if (kind === 'paragraph' && sidesAt(lines, at)) return false;
  return kind === 'heading' ? false : kindOf(line) === kind;
}

function closingFence(lines: readonly string[], from: number): number {
  return lines.findIndex((line, index) => index > from && /^\s*```\s*$/.test(line));
}

/** More columns than anybody reads are text. */
const mostColumns = 50;

/** The columns of a table that begins at a line: below its head stands a line of dashes for each of its cells. */
function sidesAt(lines: readonly string[], at: number): Side[] | undefined {
  const [head = '', dashes = ''] = lines.slice(at, at + 2);
  if (!head.includes('|') || !dashes.includes('|') || kindOf(head) !== 'paragraph') return undefined;
  const marks = cellsOf(dashes);
  if (marks.length > mostColumns || marks.length !== cellsOf(head).length) return undefined;
  if (!marks.every((mark) => /^:?-+:?$/.test(mark))) return undefined;
  return marks.map((mark) => {
    const isEnd = mark.endsWith(':');
    if (mark.startsWith(':')) return isEnd ? 'center' : 'start';
    return isEnd ? 'end' : undefined;
  });
}

/** A table goes on until a blank line, or until something else begins. */
function isRow(line: string): boolean {
  return line.trim() !== '' && kindOf(line) === 'paragraph' && !/^\s*```/.test(line);
}

function cellsOf(line: string): string[] {
  const cells = line
    .trim()
    .replace(/^\|/, '')
    .split(/(?<!\\)\|/);
  if (cells.length > 1 && cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** No more cells than the head has, and no more than are written: else a short text would be a huge table. */
function rowOf(line: string, columns: number): Inline[][] {
  return cellsOf(line)
    .slice(0, columns)
    .map((cell) => parseInline(cell));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function toBlock(kind: Kind, lines: string[], depth: number): Block {
  switch (kind) {
    case 'heading':
      return {
        type: 'heading',
        children: parseInline((lines[0] ?? '').replace(heading, '').replace(/\s#+\s*$/, '')),
      };
    case 'quote':
      return {
        type: 'quote',
        children: parseText(lines.map((line) => line.replace(quote, '')).join('\n'), depth + 1),
      };
    case 'bullets':
      return {
        type: 'list',
        ordered: false,
        items: lines.map((line) => parseInline(line.replace(bullet, ''))),
      };
    case 'numbers':
      return {
        type: 'list',
        ordered: true,
        items: lines.map((line) => parseInline(line.replace(number, ''))),
      };
    case 'paragraph':
      return { type: 'paragraph', children: parseInline(lines.join('\n')) };
  }
}

/** Alternatives in the order of their strength; each is anchored at its first character, so no pattern backtracks far. */
const token = new RegExp(
  [
    /\\(?<escaped>[\\`*_{}[\]()#+\-.!~>])/u,
    /`(?<code>[^`\n]+)`/u,
    /\[(?<label>[^[\]\n]{1,300})\]\((?<target>[^()\s]{1,2000})\)/u,
    /<(?<auto>(?:https?:\/\/|mailto:)[^<>\s]{1,2000})>/iu,
    /(?<bare>https?:\/\/[^\s<>"'`]{1,2000})/iu,
    /\*\*(?<strong>(?!\s)(?:[^*\n]|\*(?!\*)){1,1000}(?<!\s))\*\*/u,
    /~~(?<strike>[^\s~](?:[^~\n]{0,1000}[^\s~])?)~~/u,
    /(?<![\p{L}\p{N}*])\*(?<star>[^\s*](?:[^*\n]{0,1000}[^\s*])?)\*(?![\p{L}\p{N}*])/u,
    /(?<![\p{L}\p{N}_])_(?<line>[^\s_](?:[^_\n]{0,1000}[^\s_])?)_(?![\p{L}\p{N}_])/u,
    /(?<break>\n)/u,
  ]
    .map((part) => part.source)
    .join('|'),
  'giu',
);

export function parseInline(source: string, depth = 0): Inline[] {
  if (depth > deepest) return [{ type: 'text', text: source }];
  const parts: Inline[] = [];
  let done = 0;
  const text = (value: string) => {
    if (value === '') return;
    const last = parts.at(-1);
    if (last?.type === 'text') last.text += value;
    else parts.push({ type: 'text', text: value });
  };
  for (const match of source.matchAll(token)) {
    if (match.index < done) continue;
    text(source.slice(done, match.index));
    done = match.index + match[0].length;
    const group = match.groups ?? {};
    if (group['escaped'] !== undefined) text(group['escaped']);
    else if (group['code'] !== undefined) parts.push({ type: 'code', text: group['code'] });
    else if (group['label'] !== undefined)
      link(match[0], group['target'], parseInline(group['label'], depth + 1));
    else if (group['auto'] !== undefined)
      link(match[0], group['auto'], [{ type: 'text', text: group['auto'] }]);
    else if (group['bare'] !== undefined) done -= bare(group['bare']);
    else if (group['strong'] !== undefined) nest('strong', group['strong']);
    else if (group['strike'] !== undefined) nest('strike', group['strike']);
    else if (group['break'] !== undefined) parts.push({ type: 'break' });
    else nest('emphasis', group['star'] ?? group['line'] ?? '');
  }
  text(source.slice(done));
  return parts;

  function nest(type: 'strong' | 'emphasis' | 'strike', inner: string): void {
    parts.push({ type, children: parseInline(inner, depth + 1) });
  }

  function link(written: string, target: string | undefined, children: Inline[]): void {
    const url = safeUrl(target);
    if (url) parts.push({ type: 'link', url, children });
    else text(written);
  }

  /** A bare address ends before the sentence's punctuation; returns how many characters were left to it. */
  function bare(address: string): number {
    let end = address;
    for (let before = ''; before !== end;) {
      before = end;
      end = end.replace(/[.,:;!?'"…]+$/u, '');
      if (end.endsWith(')') && !end.includes('(')) end = end.slice(0, -1);
    }
    link(end, end, [{ type: 'text', text: end }]);
    return address.length - end.length;
  }
}

/** The text alone, in one line: for a preview or a name. */
export function plainText(source: string): string {
  return plainBlocks(parseText(source));
}

export function plainBlocks(blocks: readonly Block[]): string {
  const inline = (parts: readonly Inline[]): string =>
    parts
      .map((part) => {
        if (part.type === 'break') return ' ';
        return 'children' in part ? inline(part.children) : part.text;
      })
      .join('');
  const block = (part: Block): string => {
    if (part.type === 'code') return part.text;
    if (part.type === 'table') return [part.head, ...part.rows].flat().map(inline).join(' ');
    if (part.type === 'list') return part.items.map(inline).join(' ');
    return part.type === 'quote' ? part.children.map(block).join(' ') : inline(part.children);
  };
  return blocks.map(block).join(' ').replace(/\s+/g, ' ').trim();
}
