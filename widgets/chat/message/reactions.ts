/** The reactions that are one press away, by the vendor's names for them. */
const known = {
  like: '👍',
  love: '❤️',
  haha: '😂',
  wow: '😮',
  sad: '😢',
  fire: '🔥',
} as const;

export const quickReactions = Object.keys(known) as (keyof typeof known)[];

/**
 * What is drawn for a reaction: other clients may send any name, or an emoji itself.
 * @param emoji what its sender says it looks like
 */
export function emojiOf(type: string, emoji = type): string {
  return (known as Readonly<Record<string, string>>)[type] ?? emoji.slice(0, 16);
}
