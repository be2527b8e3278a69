/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Without case and accents, so that "Zoe" finds "Zoë". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of what is looked for. */
export function wordsOf(query: string): string[] {
  return fold(query).split(/\s+/u).filter(Boolean);
}

/** Whether each word of what is looked for begins a word of a text. */
export function matches(text: string, query: string): boolean {
  const begins = fold(text).split(/[^\p{L}\p{N}]+/u);
  return wordsOf(query).every((word) => begins.some((beginning) => beginning.startsWith(word)));
}

/** A text in pieces: those where a word of what is looked for stands, and those between. Together they are the text. */
export function pieces(text: string, query: string): Piece[] {
  const words = wordsOf(query);
  // Folding may make a character longer or shorter: each place in the folded text knows its place in the text.
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const part = fold(character);
    for (let index = 0; index < part.length; index += 1) places.push(at);
    folded += part;
    at += character.length;
  }
  places.push(text.length);
  const marked = new Uint8Array(text.length);
  for (const word of words) {
    for (let found = folded.indexOf(word); found >= 0; found = folded.indexOf(word, found + word.length)) {
      const end = places
        .slice(found + word.length)
        .find((place) => place > (places[found + word.length - 1] ?? 0));
      marked.fill(1, places[found], end ?? text.length);
    }
  }
  const result: Piece[] = [];
  let from = 0;
  for (let index = 1; index <= text.length; index += 1) {
    if (index < text.length && marked[index] === marked[from]) continue;
    result.push({ text: text.slice(from, index), hit: marked[from] === 1 });
    from = index;
  }
  return result;
}

/** As much of a long text as a row shows, with the first hit in it. */
export function excerpt(text: string, query: string, length = 120): string {
  if (text.length <= length) return text;
  const [first, second] = pieces(text, query);
  const hit = first?.hit ? 0 : second ? (first?.text.length ?? 0) : 0;
  const from = Math.max(0, Math.min(hit - length / 4, text.length - length));
  if (from === 0) return `${text.slice(0, length).trimEnd()}…`;
  // From the beginning of a word, so that none is cut.
  const word = text.slice(from).search(/\s/u);
  const begin = word >= 0 && from + word < hit ? from + word + 1 : from;
  const end = begin + length;
  return `…${text.slice(begin, end).trimEnd()}${end < text.length ? '…' : ''}`;
}
