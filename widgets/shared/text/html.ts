import { safeUrl } from '../urls.ts';
import type { Block, Inline } from './parse.ts';

/** Longer than any notification; what comes after is left out. */
const longest = 20_000;
/** Deeper nesting than any person writes is passed over. */
const deepest = 8;

const token = /<!--.*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|</gis;
const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;

type Nesting = 'strong' | 'emphasis' | 'strike' | 'code' | 'link';

const inlineTags: Readonly<Record<string, Nesting>> = {
  strong: 'strong',
  b: 'strong',
  em: 'emphasis',
  i: 'emphasis',
  s: 'strike',
  del: 'strike',
  code: 'code',
  a: 'link',
};
/** Their text is no text for people. */
const silent = /^(?:script|style|template|title|iframe|object|textarea|noscript|svg|math)$/;
/** They end a paragraph and begin one. */
const breaking = /^(?:p|div|h[1-6]|li|tr|section|article|header|footer|table|hr|pre|ul|ol|blockquote)$/;

interface Open {
  tag: string;
  type: Nesting;
  url: string | undefined;
  children: Inline[];
}

/**
 * A vendor's HTML, taken apart into what we draw: never markup. Of it only paragraphs, headings, quotes, lists, code,
 * emphasis, breaks and links that may be followed mean anything; of every other tag the text alone is kept.
 * The platform's own parser is no choice: a page's policy may forbid to give it text.
 */
export function parseHtml(source: string): Block[] {
  return new Reader().read(source.slice(0, longest));
}

class Reader {
  #quotes: Block[][] = [[]];
  #lists: { ordered: boolean; items: Inline[][] }[] = [];
  #base: Inline[] = [];
  #open: Open[] = [];
  #kind: 'paragraph' | 'heading' = 'paragraph';
  #code: string | undefined;
  #silent: string | undefined;

  read(source: string): Block[] {
    for (const [all, closing, name, rest] of source.matchAll(token)) {
      const tag = name?.toLowerCase();
      if (this.#silent !== undefined) {
        if (closing && tag === this.#silent) this.#silent = undefined;
      } else if (tag === undefined) {
        if (!all.startsWith('<!--')) this.#text(decode(all));
      } else if (closing) this.#end(tag);
      else if (silent.test(tag)) this.#silent = rest?.endsWith('/') ? undefined : tag;
      else this.#start(tag, rest ?? '');
    }
    this.#flush();
    while (this.#lists.length > 0) this.#endList();
    while (this.#quotes.length > 1) this.#endQuote();
    return this.#quotes[0] ?? [];
  }

  #start(tag: string, rest: string): void {
    if (breaking.test(tag)) this.#flush();
    if (/^h[1-6]$/.test(tag)) this.#kind = 'heading';
    else if (tag === 'br') this.#children().push({ type: 'break' });
    else if (tag === 'pre') this.#code = '';
    else if (tag === 'blockquote' && this.#quotes.length < deepest) this.#quotes.push([]);
    else if (tag === 'ul' || tag === 'ol') this.#lists.push({ ordered: tag === 'ol', items: [] });
    const type = inlineTags[tag];
    if (!type || this.#code !== undefined || this.#open.length >= deepest) return;
    const [, double, single, bare] = type === 'link' ? (href.exec(rest) ?? []) : [];
    this.#open.push({ tag, type, url: safeUrl(decode(double ?? single ?? bare ?? '')), children: [] });
  }

  #end(tag: string): void {
    if (tag === 'pre' && this.#code !== undefined) {
      this.#blocks().push({ type: 'code', text: this.#code.replace(/\n$/, '') });
      this.#code = undefined;
      return;
    }
    if (breaking.test(tag)) this.#flush();
    if (tag === 'blockquote' && this.#quotes.length > 1) this.#endQuote();
    else if (tag === 'ul' || tag === 'ol') this.#endList();
    else if (this.#open.some((open) => open.tag === tag)) while (this.#close() !== tag);
  }

  #text(text: string): void {
    if (this.#code !== undefined) this.#code += text;
    else this.#children().push({ type: 'text', text: text.replace(/\s+/g, ' ') });
  }

  #children(): Inline[] {
    return this.#open.at(-1)?.children ?? this.#base;
  }

  #blocks(): Block[] {
    return this.#quotes.at(-1) ?? [];
  }

  /** Closes the innermost open element; returns its tag. */
  #close(): string | undefined {
    const open = this.#open.pop();
    if (!open) return undefined;
    const { type, children, url, tag } = open;
    if (type === 'code') this.#children().push({ type, text: textOf(children) });
    else if (type !== 'link') this.#children().push({ type, children });
    else if (url !== undefined) this.#children().push({ type, url, children });
    else this.#children().push(...children);
    return tag;
  }

  #flush(): void {
    while (this.#open.length > 0) this.#close();
    const children = this.#base;
    const type = this.#kind;
    this.#base = [];
    this.#kind = 'paragraph';
    if (textOf(children).trim() === '') return;
    const list = this.#lists.at(-1);
    if (list) list.items.push(children);
    else this.#blocks().push({ type, children });
  }

  #endList(): void {
    const list = this.#lists.pop();
    if (list && list.items.length > 0) this.#blocks().push({ type: 'list', ...list });
  }

  #endQuote(): void {
    const children = this.#quotes.pop() ?? [];
    if (children.length > 0) this.#blocks().push({ type: 'quote', children });
  }
}

function textOf(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (part.type === 'break') return ' ';
      return 'children' in part ? textOf(part.children) : part.text;
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
