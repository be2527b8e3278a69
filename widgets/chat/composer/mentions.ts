import { nameOf, type ChatUser } from '../model.ts';

/**
 * Who is mentioned in a text, of those who were picked: whoever's `@name` still stands in it. Of two people of one
 * name, as many as there are places.
 */
export function mentionedIn(text: string, picked: readonly ChatUser[]): readonly ChatUser[] {
  // The longest name first, so that `@Ann Archer` is not taken for `@Ann`.
  const left = picked.toSorted((one, other) => nameOf(other).length - nameOf(one).length);
  const found = new Set<ChatUser>();
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const index = left.findIndex((user) => standsAt(text, at + 1, nameOf(user)));
    const [user] = index < 0 ? [] : left.splice(index, 1);
    if (user) found.add(user);
  }
  return picked.filter((user) => found.has(user));
}

/** A name that goes on is another name. */
function standsAt(text: string, at: number, name: string): boolean {
  return text.startsWith(name, at) && !/[\p{L}\p{N}]/u.test(text.charAt(at + name.length));
}
