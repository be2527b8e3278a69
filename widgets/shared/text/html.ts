import { safeUrl } from '../urls.ts';
import type { Block, Inline } from './parse.ts';

/** Longer than any notification; what comes after is left out. */
const longest = 20_000;
/** Deeper nesting than any template has is passed over. */
const deepest = 64;

const token = /<!--.*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|</gis;
const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;

/** They stand between lines of text, and end those. */
const blocks = /^(?:p|div|h[1-6]|li|tr|section|article|header|footer|table|hr|pre|ul|ol|blockquote)$/;
/** Their text is no text for people. */
const silent = /^(?:script|style|template|title|iframe|object|textarea|noscript|svg|math)$/;
/** They hold nothing, and are never closed. */
const hollow = /^(?:br|hr|img|input|wbr)$/;

const emphases: Readonly<Record<string, 'strong' | 'emphasis' | 'strike'>> = {
  strong: 'strong',
  b: 'strong',
  em: 'emphasis',
  i: 'emphasis',
  s: 'strike',
  del: 'strike',
};

interface Tag {
  name: string;
  /** As written. */
  attributes: string;
  children: Node[];
}
type Node = Tag | string;

/**
 * A vendor's HTML, taken apart into what we draw: never markup. Of it only paragraphs, headings, quotes, lists, code,
 * emphasis, breaks and links that may be followed mean anything; of every other tag the text alone is kept.
 * The platform's own parser is no choice: a page's policy may forbid to give it text.
 */
export function parseHtml(source: string): Block[] {
  return blocksOf(treeOf(source.slice(0, longest)));
}

/** Tags as they are nested; what was never closed ends with what it stands in. */
function treeOf(source: string): Node[] {
  const root: Tag = { name: 'div', attributes: '', children: [] };
  let path = [root];
  const top = () => path.at(-1) ?? root;
  for (const [all, closing, written, attributes = ''] of source.matchAll(token)) {
    const name = written?.toLowerCase();
    if (silent.test(top().name) && !(closing && name === top().name)) continue;
    if (name === undefined) {
      if (!all.startsWith('<!--')) top().children.push(decode(all));
    } else if (closing) {
      const index = path.findLastIndex((tag) => tag.name === name);
      if (index > 0) path = path.slice(0, index);
    } else {
      // A block ends the emphasis and links around it.
      if (blocks.test(name)) while (!blocks.test(top().name)) path.pop();
      const tag = { name, attributes, children: [] };
      top().children.push(tag);
      const holds = !hollow.test(name) && !(silent.test(name) && attributes.endsWith('/'));
      if (holds && path.length < deepest) path.push(tag);
    }
  }
  return root.children;
}

function blocksOf(nodes: readonly Node[]): Block[] {
  const found: Block[] = [];
  let line: Inline[] = [];
  const flush = (type: 'paragraph' | 'heading' = 'paragraph') => {
    if (textOf(line).trim() !== '') found.push({ type, children: line });
    line = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string' || !blocks.test(node.name)) {
      line.push(...inlinesOf(node));
      continue;
    }
    flush();
    const { name, children } = node;
    if (name === 'pre') {
      found.push({ type: 'code', text: textOf(children).replace(/\n$/, '') });
    } else if (/^h[1-6]$/.test(name)) {
      line = children.flatMap(inlinesOf);
      flush('heading');
    } else {
      const inner = blocksOf(children);
      const items = inner.flatMap(itemsOf);
      if (!/^(?:blockquote|[uo]l)$/.test(name)) found.push(...inner);
      else if (name === 'blockquote' && inner.length > 0) found.push({ type: 'quote', children: inner });
      else if (items.length > 0) found.push({ type: 'list', ordered: name === 'ol', items });
    }
  }
  flush();
  return found;
}

/** What a list shows of a block: its lines. */
function itemsOf(block: Block): Inline[][] {
  switch (block.type) {
    case 'list':
      return block.items;
    case 'quote':
      return block.children.flatMap(itemsOf);
    case 'code':
      return [[block]];
    case 'heading':
    case 'paragraph':
      return [block.children];
  }
}

function inlinesOf(node: Node): Inline[] {
  if (typeof node === 'string') return [{ type: 'text', text: node.replace(/\s+/g, ' ') }];
  const { name, attributes } = node;
  if (silent.test(name)) return [];
  if (name === 'br') return [{ type: 'break' }];
  if (name === 'code') return [{ type: 'code', text: textOf(node.children) }];
  const children = node.children.flatMap(inlinesOf);
  const type = emphases[name];
  if (type) return [{ type, children }];
  const [, double, single, bare] = (name === 'a' && href.exec(attributes)) || [];
  const url = safeUrl(decode(double ?? single ?? bare ?? ''));
  return url === undefined ? children : [{ type: 'link', url, children }];
}

/** The text alone, of tags or of what became of them. */
function textOf(parts: readonly (Node | Inline)[]): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('children' in part) return textOf(part.children);
      return 'text' in part ? part.text : ' ';
    })
    .join('');
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  copy: '©',
};

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (all, hex, decimal, name: string) => {
    if (name) return named[name] ?? all;
    const code = hex ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
