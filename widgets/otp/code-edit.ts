import { digitsOf } from './digits.ts';

export interface Edited {
  text: string;
  caret: number;
}

/**
 * What a code field holds after an edit. Digits of any script and any separators between them are taken; in a full
 * field what is typed or pasted replaces what stands there, so that one wrong digit can be put right in place.
 *
 * @param before the digits before the edit
 * @param text the field's text after it, its caret at `caret`
 * @param length digits that a code has
 */
export function editCode(before: string, text: string, caret: number, length: number): Edited {
  const digits = digitsOf(text);
  const head = digitsOf(text.slice(0, caret));
  if (digits.length <= length) return { text: digits, caret: head.length };
  const tail = digits.slice(head.length);
  // The edit put something between what it left in front and what it left behind.
  const kept = before.endsWith(tail) ? commonPrefix(before.slice(0, before.length - tail.length), head) : '';
  const inserted = head.slice(kept.length);
  if (inserted.length >= length) return { text: inserted.slice(0, length), caret: length };
  const room = length - inserted.length;
  const behind = tail.slice(Math.min(digits.length - length, tail.length));
  const front = kept.slice(0, room - behind.length);
  return { text: `${front}${inserted}${behind}`.slice(0, length), caret: front.length + inserted.length };
}

function commonPrefix(one: string, other: string): string {
  let end = 0;
  while (end < one.length && one[end] === other[end]) end += 1;
  return one.slice(0, end);
}
