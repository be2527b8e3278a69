import type { ChatKey, Words } from '../words.ts';

/** The reactions that are one press away, by the vendor's names for them. */
const known: Readonly<Record<string, string>> = {
  like: '👍',
  love: '❤️',
  haha: '😂',
  wow: '😮',
  sad: '😢',
  fire: '🔥',
};

export const quickReactions = Object.keys(known);

/** What is drawn for a reaction: other clients may send any name, or an emoji itself. */
export function emojiOf(type: string): string {
  return known[type] ?? type.slice(0, 8);
}

export function reactionName({ t }: Words, type: string): string {
  return type in known ? t(`chat.reaction.${type}` as ChatKey) : type;
}
