/** Letters as they are looked for: small, and without their marks. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/ß/g, 'ss')
    .toLowerCase();
}

/**
 * How well a text answers a query, the lower the better: it begins with it, one of its words does, or it has it
 * somewhere; undefined if not at all. Marks and case do not count.
 */
export function rank(text: string, query: string): number | undefined {
  const [where, what] = [folded(text), folded(query)];
  const at = where.indexOf(what);
  if (at <= 0) return at < 0 ? undefined : 0;
  return where.split(/[\s_-]+/).some((word) => word.startsWith(what)) ? 1 : 2;
}

/** The best few for a query, each judged by the best of its texts; equals stay in their order. */
export function best<Item>(
  items: readonly Item[],
  query: string,
  textsOf: (item: Item) => readonly string[],
  most: number,
): readonly Item[] {
  return items
    .flatMap((item) => {
      const ranks = textsOf(item).flatMap((text) => rank(text, query) ?? []);
      return ranks.length > 0 ? [{ item, rank: Math.min(...ranks) }] : [];
    })
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ item }) => item);
}
