const { DateTimeFormat, ListFormat, NumberFormat, PluralRules, RelativeTimeFormat } = Intl;
const makers = {
  date: (language: string, options: Intl.DateTimeFormatOptions) => new DateTimeFormat(language, options),
  list: (language: string) => new ListFormat(language),
  number: (language: string, options: Intl.NumberFormatOptions) => new NumberFormat(language, options),
  plural: (language: string) => new PluralRules(language),
  relative: (language: string, options: Intl.RelativeTimeFormatOptions) =>
    new RelativeTimeFormat(language, { numeric: 'auto', ...options }),
};
type Makers = typeof makers;
type Options<Kind extends keyof Makers> = Parameters<Makers[Kind]>[1];

const kept = new Map<string, unknown>();
const mostKept = 64;

/**
 * A formatter of the platform. They are kept: making one costs many times what using it does, and a list uses them for
 * each of its rows.
 */
export function intl<Kind extends keyof Makers>(
  kind: Kind,
  language: string,
  options?: Options<Kind>,
): ReturnType<Makers[Kind]> {
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  let found = kept.get(key) as ReturnType<Makers[Kind]> | undefined;
  if (!found) {
    if (kept.size >= mostKept) kept.clear();
    const make = makers[kind] as (language: string, options?: Options<Kind>) => ReturnType<Makers[Kind]>;
    found = make(language, options);
    kept.set(key, found);
  }
  return found;
}
