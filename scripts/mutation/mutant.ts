/** One change of what a vendor of the sandbox sends, which some test must notice. */
export interface Mutant {
  /** Which messages: `POST /channels/{id}/query 201` or `EVENT message.new`. */
  message: string;
  /** Which field of them, from the top; `[]` is every element of a list. */
  path: readonly string[];
  /** `drop` leaves the field out, `retype` gives it a value of another type. */
  change: 'drop' | 'retype';
}

/** A mutant in words. */
export const describeMutant = ({ message, path, change }: Mutant): string =>
  `${message}: ${change} ${path.join('.').replaceAll('.[]', '[]')}`;

/** The named fields of a JSON value at every depth, as paths; fields of elements of one list are the same. */
export function fieldsOf(
  value: unknown,
  into: Set<string> = new Set(),
  path: readonly string[] = [],
): Set<string> {
  if (Array.isArray(value)) {
    for (const element of value) fieldsOf(element, into, [...path, '[]']);
  } else if (isObject(value)) {
    for (const [name, field] of Object.entries(value)) {
      const own = [...path, name];
      into.add(JSON.stringify(own));
      fieldsOf(field, into, own);
    }
  }
  return into;
}

/** The value with the change made wherever the path leads; `undefined`, where it leads nowhere. */
export function mutate(value: unknown, path: readonly string[], change: Mutant['change']): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (step === '[]') {
    if (!Array.isArray(value)) return undefined;
    const mutated = value.map((element: unknown) => mutate(element, rest, change));
    if (mutated.every((element) => element === undefined)) return undefined;
    return mutated.map((element: unknown, index) => (element === undefined ? value[index] : element));
  }
  if (!isObject(value) || !(step in value)) return undefined;
  if (rest.length > 0) {
    const inner = mutate(value[step], rest, change);
    return inner === undefined ? undefined : { ...value, [step]: inner };
  }
  if (change === 'retype') return { ...value, [step]: otherType(value[step]) };
  const { [step]: _dropped, ...others } = value;
  return others;
}

/** Something of another type that still says where it came from. */
function otherType(value: unknown): unknown {
  if (typeof value === 'string') return 4711;
  if (Array.isArray(value)) return { mutated: true };
  return 'mutated';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A path with `*` for what is no word of the vendor's routes: an id, a type, a name. */
export function routeOf(path: string, words: ReadonlySet<string>): string {
  return path
    .split('/')
    .map((segment) => (segment === '' || words.has(segment) ? segment : '*'))
    .join('/');
}
