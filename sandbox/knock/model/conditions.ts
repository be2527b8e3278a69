import * as z from 'zod';

/** The operators of a condition, in the vendor's words (`Condition` of the server SDK). */
export const operators = [
  'equal_to',
  'not_equal_to',
  'greater_than',
  'less_than',
  'greater_than_or_equal_to',
  'less_than_or_equal_to',
  'contains',
  'not_contains',
  'contains_all',
  'not_contains_all',
  'empty',
  'not_empty',
  'exists',
  'not_exists',
  'is_timestamp',
  'is_not_timestamp',
  'is_timestamp_on_or_after',
  'is_timestamp_before',
  'is_timestamp_on_or_after_date',
  'is_timestamp_before_date',
  'is_timestamp_between',
  'is_between',
  'is_audience_member',
  'is_not_audience_member',
] as const;
export type Operator = (typeof operators)[number];

/** One check: a variable's path, an operator, and a literal or another variable's path to hold it against. */
export const condition = z.strictObject({
  variable: z.string().min(1),
  operator: z.enum(operators),
  argument: z.string().nullish(),
});
export type Condition = z.infer<typeof condition>;

/** Checks that must all hold; workflow steps may also ask for any of them, nested as deep as they like. */
export type Conditions =
  readonly Condition[] | { readonly all: readonly Nested[] } | { readonly any: readonly Nested[] };
type Nested = Condition | { readonly all: readonly Nested[] } | { readonly any: readonly Nested[] };

/** What conditions can name: `data`, `recipient`, `actor`, `tenant`, `vars`, `workflow`, `run`, `refs`. */
export type ConditionScope = Readonly<Record<string, unknown>>;

/** The first part of every path that can be named; anything else in an argument is a literal. */
const prefixes = ['data', 'recipient', 'actor', 'tenant', 'vars', 'workflow', 'run', 'refs'];

/** Whether conditions hold for what `scope` has. Without any, they do. */
export function holds(conditions: Conditions, scope: ConditionScope): boolean {
  if (isList(conditions)) return conditions.every((one) => holdsOne(one, scope));
  return holdsNested(conditions, scope);
}

function isList(conditions: Conditions): conditions is readonly Condition[] {
  return Array.isArray(conditions);
}

function holdsNested(nested: Nested, scope: ConditionScope): boolean {
  if ('all' in nested) return nested.all.every((one) => holdsNested(one, scope));
  if ('any' in nested) return nested.any.some((one) => holdsNested(one, scope));
  return holdsOne(nested, scope);
}

function holdsOne({ variable, operator, argument }: Condition, scope: ConditionScope): boolean {
  const found = lookUp(variable, scope);
  return compare(found ?? '', operator, argumentOf(argument ?? null, scope), found !== undefined);
}

/** The value at a path such as `data.order.total`; undefined where there is none. */
export function lookUp(path: string, scope: ConditionScope): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return Reflect.get(value, key) as unknown;
  }, scope);
}

/** What an argument stands for: another variable, a JSON literal, or its own text. */
function argumentOf(argument: string | null, scope: ConditionScope): unknown {
  if (argument === null) return null;
  const prefix = /^(\w+)\../.exec(argument)?.[1];
  if (prefix !== undefined && prefixes.includes(prefix)) return lookUp(argument, scope) ?? '';
  try {
    return JSON.parse(argument) as unknown;
  } catch {
    return argument;
  }
}

function compare(value: unknown, operator: Operator, argument: unknown, exists: boolean): boolean {
  switch (operator) {
    case 'equal_to':
      return isSame(value, argument);
    case 'not_equal_to':
      return !isSame(value, argument);
    case 'greater_than':
      return order(value, argument) > 0;
    case 'less_than':
      return order(value, argument) < 0;
    case 'greater_than_or_equal_to':
      return order(value, argument) >= 0;
    case 'less_than_or_equal_to':
      return order(value, argument) <= 0;
    case 'contains':
      return contains(value, argument);
    case 'not_contains':
      return !contains(value, argument);
    case 'contains_all':
      return asList(argument).every((one) => contains(value, one));
    case 'not_contains_all':
      return !asList(argument).every((one) => contains(value, one));
    case 'empty':
      return isEmpty(value);
    case 'not_empty':
      return !isEmpty(value);
    case 'exists':
      return exists;
    case 'not_exists':
      return !exists;
    case 'is_timestamp':
      return timeOf(value) !== undefined;
    case 'is_not_timestamp':
      return timeOf(value) === undefined;
    case 'is_timestamp_on_or_after':
      return isOrdered(timeOf(argument), timeOf(value));
    case 'is_timestamp_before':
      return isBefore(timeOf(value), timeOf(argument));
    case 'is_timestamp_on_or_after_date':
      return isOrdered(dayOf(argument), dayOf(value));
    case 'is_timestamp_before_date':
      return isBefore(dayOf(value), dayOf(argument));
    case 'is_timestamp_between': {
      const [from, to] = asList(argument).map(timeOf);
      return isOrdered(from, timeOf(value)) && isOrdered(timeOf(value), to);
    }
    case 'is_between': {
      const [from, to] = asList(argument);
      return order(value, from) >= 0 && order(value, to) <= 0;
    }
    // There are no audiences here, and nobody is a member of one that does not exist.
    case 'is_audience_member':
      return false;
    case 'is_not_audience_member':
      return true;
  }
}

/** Texts and the literals they spell are the same: an argument is always written as text. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || (isScalar(a) && isScalar(b) && String(a) === String(b));
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Below, at or above zero as numbers or else as texts; NaN where the two cannot be compared. */
function order(a: unknown, b: unknown): number {
  if (!isScalar(a) || !isScalar(b)) return Number.NaN;
  const [first, second] = [numberOf(a), numberOf(b)];
  if (first !== undefined && second !== undefined) return first - second;
  if (typeof a !== 'string' || typeof b !== 'string') return Number.NaN;
  return a < b ? -1 : Number(a > b);
}

function numberOf(value: string | number | boolean): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function contains(value: unknown, argument: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => isSame(one, argument));
  return typeof value === 'string' && isScalar(argument) && value.includes(String(argument));
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === null || (Array.isArray(value) && value.length === 0);
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

const timestamp = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]);

/** Milliseconds of an ISO 8601 date or time; one without a zone is UTC. */
function timeOf(value: unknown): number | undefined {
  const { data } = timestamp.safeParse(value);
  if (data === undefined) return undefined;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(data);
  return Date.parse(data.includes('T') && !hasZone ? `${data}Z` : data);
}

/** The same, of the beginning of its day in UTC. */
function dayOf(value: unknown): number | undefined {
  const time = timeOf(value);
  return time === undefined ? undefined : Math.floor(time / 86_400_000);
}

function isBefore(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && a < b;
}

function isOrdered(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && a <= b;
}
