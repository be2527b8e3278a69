/** What may be suggested at a place in a text. */
export interface Trigger {
  readonly kind: 'mention' | 'command' | 'emoji';
  /** What was typed after the sign, to look for. */
  readonly query: string;
  /** Where the sign stands; what is chosen takes the place from here to the caret. */
  readonly start: number;
}

const longestQuery = 40;

/**
 * What somebody is in the middle of typing: `@` and a name (which may have a blank in it), a `/` that begins the text,
 * or `:` and two letters. The sign stands at the beginning of a word, so that addresses and times ask for nothing.
 */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  const command = /^\/([\w-]*)$/.exec(before);
  if (command) return { kind: 'command', query: command[1] ?? '', start: 0 };
  const emoji = /(?:^|[\s(])(:([a-z0-9_+-]{2,}))$/i.exec(before);
  if (emoji) return { kind: 'emoji', query: emoji[2] ?? '', start: caret - (emoji[1]?.length ?? 0) };
  const mention = /(?:^|[\s(])(@([^\n@]*))$/.exec(before);
  const query = mention?.[2] ?? '';
  if (!mention || query.length > longestQuery || /^\s|\s{2}|\s\S*\s\S*\s/.test(query)) return undefined;
  return { kind: 'mention', query, start: caret - (mention[1]?.length ?? 0) };
}
