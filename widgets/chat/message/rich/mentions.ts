import type { Block, Inline } from '../../../shared/text/parse.ts';
import { nameOf, type ChatUser } from '../../model.ts';

/** Past these nothing is looked for: no person's name is as long, no message speaks to as many. */
const longestName = 200;
const mostPeople = 50;

/**
 * A text in which people are mentioned, with their names as something of their own. Code and links stay as they are.
 * @param draw draws a mention; `written` is how it stands in the text
 */
export function withMentions(
  blocks: readonly Block[],
  people: readonly ChatUser[],
  draw: (user: ChatUser, written: string) => unknown,
): Block[] {
  const named = new Map(
    people
      .slice(0, mostPeople)
      .flatMap((user) => [nameOf(user), user.id].map((name) => [name, user] as const))
      .filter(([name]) => name.trim() !== '' && name.length <= longestName),
  );
  if (named.size === 0) return [...blocks];
  // The longest first: "@Ann Archer" is not "@Ann".
  const names = [...named.keys()].sort((one, other) => other.length - one.length).map(literally);
  const mention = new RegExp(`(?<![\\p{L}\\p{N}_])@(${names.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');

  const inText = (text: string): Inline[] => {
    const parts: Inline[] = [];
    let done = 0;
    for (const match of text.matchAll(mention)) {
      const user = named.get(match[1] ?? '');
      if (!user) continue;
      if (match.index > done) parts.push({ type: 'text', text: text.slice(done, match.index) });
      parts.push({ type: 'drawn', text: match[0], drawn: draw(user, match[0]) });
      done = match.index + match[0].length;
    }
    if (done < text.length) parts.push({ type: 'text', text: text.slice(done) });
    return parts;
  };
  const inline = (parts: readonly Inline[]): Inline[] =>
    parts.flatMap((part) => {
      if (part.type === 'text') return inText(part.text);
      return 'children' in part && part.type !== 'link'
        ? [{ ...part, children: inline(part.children) }]
        : [part];
    });
  const block = (part: Block): Block => {
    switch (part.type) {
      case 'paragraph':
      case 'heading':
        return { ...part, children: inline(part.children) };
      case 'quote':
        return { ...part, children: part.children.map(block) };
      case 'list':
        return { ...part, items: part.items.map(inline) };
      case 'table':
        return { ...part, head: part.head.map(inline), rows: part.rows.map((row) => row.map(inline)) };
      case 'code':
        return part;
    }
  };
  return blocks.map(block);
}

function literally(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
