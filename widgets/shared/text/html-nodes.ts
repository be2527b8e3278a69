import { safeUrl } from '../urls.ts';

/** Longer than any notification; what comes after is left out. */
const longest = 20_000;
/** Deeper nesting than any template has is passed over. */
const deepest = 64;

const comment = /<!--.*?(?:-->|$)/gs;
/** It never has to go back, for it is given nothing behind the last `>`. */
const token = /<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+|</gi;
const href = /\shref\s*=\s*(?:(["'])(.*?)\1|([^\s>]+))/is;

/** Their text is no text for people. */
const silent = /^(?:script|style|template|title|iframe|object|textarea|noscript|svg|math)$/;
/** They hold nothing, and are never closed. */
const hollow = /^(?:br|hr|img|input|wbr)$/;

/** A tag that is open, as it was written, and what stands in it goes into: of a tag without meaning, its parent. */
interface OpenTag {
  name: string;
  node: Node;
}

/**
 * A vendor's HTML as nodes, never as markup: of it only paragraphs, headings, quotes, lists, code, emphasis, breaks and
 * links that may be followed mean anything; of every other tag the text alone is kept. Put them where `textStyles`
 * apply. The platform's own parser is no choice: a page's policy may forbid to give it text.
 */
export function htmlNodes(source: string): DocumentFragment {
  const root = document.createDocumentFragment();
  const top: OpenTag = { name: '', node: root };
  let path = [top];
  const text = source.slice(0, longest).replace(comment, '');
  const end = text.lastIndexOf('>') + 1;
  const tokens = [...text.slice(0, end).matchAll(token), [text.slice(end)]];
  for (const [all = '', closing, written, attributes = ''] of tokens) {
    const name = written?.toLowerCase();
    const { name: around, node } = path.at(-1) ?? top;
    if (silent.test(around) && !(closing && name === around)) continue;
    if (name === undefined) {
      node.appendChild(document.createTextNode(decode(all)));
    } else if (closing) {
      const index = path.findLastIndex((tag) => tag.name === name);
      if (index > 0) path = path.slice(0, index);
    } else {
      // A new line ends the one before.
      if (/^(?:p|li)$/.test(name) && name === around) path.pop();
      const { node: parent } = path.at(-1) ?? top;
      const child = elementOf(name, attributes, parent);
      if (child) parent.appendChild(child);
      const holds = !hollow.test(name) && !(silent.test(name) && attributes.endsWith('/'));
      if (holds && path.length < deepest) path.push({ name, node: child ?? parent });
    }
  }
  return root;
}

/** What it says, in one line of plain text. */
export function htmlText(source: string): string {
  return Array.from(htmlNodes(source).childNodes, ({ textContent }) => textContent?.trim())
    .filter(Boolean)
    .join(' ');
}

const alike = new Map([
  ['b', 'strong'],
  ['i', 'em'],
  ['del', 's'],
]);

/** What a tag is drawn as; undefined where it means nothing here. */
function kindOf(name: string, parent: Node): string | undefined {
  if (name === 'li' && !/^[OU]L$/.test(parent.nodeName)) return 'div';
  if (/^(?:p|[uo]l|li|blockquote|pre|code|strong|em|s|a|br)$/.test(name)) return name;
  if (/^h[1-6]$/.test(name)) return 'p';
  // They end a line.
  if (/^(?:div|section|article|header|footer|table|tr|hr)$/.test(name)) return 'div';
  return alike.get(name);
}

function elementOf(name: string, attributes: string, parent: Node): HTMLElement | undefined {
  const kind = kindOf(name, parent);
  if (kind === undefined) return undefined;
  const element = document.createElement(kind);
  if (/^(?:pre|code)$/.test(kind)) element.dir = 'ltr';
  else if (!/^(?:strong|em|s|a|br)$/.test(kind)) element.dir = 'auto';
  if (kind === 'pre') element.tabIndex = 0;
  if (kind === 'p' && name !== kind) element.className = 'heading';
  if (kind === 'a') {
    const [, , quoted, bare = ''] = href.exec(attributes) ?? [];
    const url = safeUrl(decode(quoted ?? bare));
    if (url === undefined) return undefined;
    Object.assign(element, { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' });
  }
  return element;
}

const named = new Map(
  Array.from(
    'amp&lt<gt>quot"apos\'nbsp\u00a0hellip…ndash–mdash—lsquo‘rsquo’ldquo“rdquo”'.matchAll(/(\w+)(\W)/g),
    ([, name = '', character = '']) => [name, character],
  ),
);

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (all, hex: string, decimal: string, name: string) => {
      if (name) return named.get(name) ?? all;
      const code = Number(hex ? `0x${hex}` : decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}
