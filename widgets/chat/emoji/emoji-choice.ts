import { best } from '../composer/suggest/matching.ts';
import { emojiNames, type Emoji } from './emoji-names.ts';

/** As much as two rows of a picker. */
const mostRecent = 16;
const mostFound = 80;

/** The skin tones, the first of them none. */
export const tones = ['', '🏻', '🏼', '🏽', '🏾', '🏿'] as const;
export type Tone = (typeof tones)[number];

/** What was chosen on this page: for as long as it is open, and for all pickers of it. */
let recent: readonly Emoji[] = [];
let tone: Tone = '';

export function recentEmoji(): readonly Emoji[] {
  return recent;
}

export function remember(emoji: Emoji): void {
  recent = [emoji, ...recent.filter((one) => one.emoji !== emoji.emoji)].slice(0, mostRecent);
}

export function currentTone(): Tone {
  return tone;
}

export function setTone(to: Tone): void {
  tone = to;
}

/** An emoji with a skin tone, where it has skin: the first sign of it takes the tone. */
export function toned(emoji: string, skin: Tone = tone): string {
  const [first = ''] = emoji;
  if (!skin || !/^\p{Emoji_Modifier_Base}$/u.test(first)) return emoji;
  // The tone takes the place of the sign that asks for colours.
  return first + skin + emoji.slice(first.length).replace(/^\uFE0F/u, '');
}

/** The emoji that are called something like it, the best first. */
export function found(query: string, emoji = emojiNames): readonly Emoji[] {
  const words = query.trim().replaceAll(':', '').replace(/\s+/g, '_');
  return words ? best(emoji, words, ({ names }) => names, mostFound) : [];
}

/** What an emoji is called in words. */
export function spoken({ word, names: [name = ''] }: Emoji): string {
  return (word ?? name).replaceAll('_', ' ');
}
