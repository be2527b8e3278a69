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

/** Any other emoji as a reaction's name, as the vendor's own kit writes it: `U+1F389`, several joined by a hyphen. */
const unicode = /^U\+[0-9A-F]{2,6}(?:-U\+[0-9A-F]{2,6}){0,9}$/;

/**
 * What is drawn for a reaction: other clients may send any name, or an emoji itself.
 * @param emoji what its sender says it looks like
 */
export function emojiOf(type: string, emoji = type): string {
  const quick = Object.hasOwn(known, type) ? known[type as keyof typeof known] : undefined;
  return quick ?? spelled(emoji) ?? emoji.slice(0, 16);
}

/** The name of an emoji's reaction. */
export function reactionOf(emoji: string): string {
  const quick = quickReactions.find((type) => known[type] === emoji);
  const codes = [...emoji].map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
  return quick ?? codes.join('-');
}

function spelled(type: string): string | undefined {
  if (!unicode.test(type)) return undefined;
  const codes = type.split('-').map((code) => Number.parseInt(code.slice(2), 16));
  return codes.every((code) => code <= 0x10_ff_ff) ? String.fromCodePoint(...codes) : undefined;
}
