import * as z from 'zod';
import { inputError } from '../errors.ts';

/** A field as a filter sees it. A `Date` is compared with dates only; a list matches by its elements. */
export type FieldValue = string | number | boolean | Date | null | undefined | readonly string[];
export type FieldReader = (field: string) => FieldValue;

export const filterSchema = z.record(z.string(), z.unknown());
export type Filter = z.infer<typeof filterSchema>;

export const sortSchema = z
  .array(z.object({ field: z.string(), direction: z.union([z.literal(1), z.literal(-1)]).default(1) }))
  .default([]);
export type Sort = z.infer<typeof sortSchema>;

/**
 * Whether a record meets a filter: `$and $or $nor` over conditions, and per field `$eq $ne $gt $gte $lt $lte $in $nin
 * $exists $autocomplete $q $contains`; a bare value means `$eq`.
 * @throws StreamError 4 for an operator or an operand that the vendor does not take
 */
export function matches(filter: Filter, read: FieldReader): boolean {
  // No short cut: a bad condition is an error even behind one that does not hold.
  return Object.entries(filter)
    .map(([key, value]) =>
      key.startsWith('$') ? combined(key, value, read) : fieldMatches(key, value, read(key)),
    )
    .every(Boolean);
}

const knownOperators = new Set([
  '$eq',
  '$ne',
  '$in',
  '$nin',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$exists',
  '$autocomplete',
  '$q',
  '$contains',
]);

/**
 * Refuses what a query does not take, anywhere in a filter.
 * @param operatorsOf the operators that a field takes; nothing for a field that is none
 * @throws StreamError 4
 */
export function checkFilter(
  filter: Filter,
  operatorsOf: (field: string) => readonly string[] | undefined,
): void {
  for (const [key, condition] of Object.entries(filter)) {
    if (key.startsWith('$')) {
      const parts = z.array(filterSchema).safeParse(condition);
      if (parts.success) for (const part of parts.data) checkFilter(part, operatorsOf);
      continue;
    }
    const taken = operatorsOf(key);
    if (!taken) throw inputError(`unknown field "${key}" in filter`);
    const used = isOperators(condition) ? Object.keys(condition) : ['$eq'];
    const wrong = used.find((operator) => !taken.includes(operator));
    if (wrong !== undefined && !knownOperators.has(wrong)) {
      throw inputError(`unrecognized operator "${wrong}" for field "${key}"`);
    }
    if (wrong !== undefined) throw inputError(`operator "${wrong}" is not supported for field "${key}"`);
  }
}

/** Whether a filter says anything of a field, at any depth. */
export const mentions = (filter: Filter, field: string): boolean =>
  Object.entries(filter).some(([key, condition]) => {
    if (!key.startsWith('$')) return key === field;
    const parts = z.array(filterSchema).safeParse(condition);
    return parts.success && parts.data.some((part) => mentions(part, field));
  });

/** Refuses a sort by a field that is none. @throws StreamError 4 */
export function checkSort(sort: Sort, isField: (field: string) => boolean): void {
  const unknown = sort.find(({ field }) => !isField(field));
  if (unknown) throw inputError(`cannot sort by field "${unknown.field}"`);
}

/** Whether a condition names operators; else it is a value. */
const isOperators = (condition: unknown): condition is Record<string, unknown> =>
  typeof condition === 'object' &&
  condition !== null &&
  !Array.isArray(condition) &&
  Object.keys(condition).length > 0;

function combined(operator: string, operand: unknown, read: FieldReader): boolean {
  const parts = z.array(filterSchema).min(1).safeParse(operand);
  if (!['$and', '$or', '$nor'].includes(operator)) throw inputError(`unrecognized operator "${operator}"`);
  if (!parts.success) throw inputError(`"${operator}" expects a list of conditions`);
  const held = parts.data.map((part) => matches(part, read));
  if (operator === '$and') return held.every(Boolean);
  return operator === '$or' ? held.some(Boolean) : !held.some(Boolean);
}

function fieldMatches(field: string, condition: unknown, value: FieldValue): boolean {
  if (!isOperators(condition)) return holds(field, '$eq', condition, value);
  return Object.entries(condition)
    .map(([operator, operand]) => holds(field, operator, operand, value))
    .every(Boolean);
}

function holds(field: string, operator: string, operand: unknown, value: FieldValue): boolean {
  switch (operator) {
    case '$eq':
      return equals(field, operand, value);
    case '$ne':
      return !equals(field, operand, value);
    case '$in':
      return listOf(field, operator, operand).some((each) => includes(field, each, value));
    case '$nin':
      return !listOf(field, operator, operand).some((each) => includes(field, each, value));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return ordered(field, operator, operand, value);
    case '$exists':
      if (typeof operand !== 'boolean') throw inputError(`"$exists" expects a boolean for field "${field}"`);
      return (value !== undefined && value !== null) === operand;
    case '$autocomplete':
    case '$q':
      return textMatches(operator, text(field, operator, operand), value);
    case '$contains':
      return Array.isArray(value) && value.includes(text(field, operator, operand));
    default:
      throw inputError(`unrecognized operator "${operator}" for field "${field}"`);
  }
}

function equals(field: string, operand: unknown, value: FieldValue): boolean {
  if (value instanceof Date) return operand !== null && value.getTime() === date(field, operand);
  if (Array.isArray(value)) {
    if (!Array.isArray(operand)) return value.includes(String(operand));
    // As a set: a distinct channel is found by its members in any order.
    return operand.length === value.length && operand.every((each) => value.includes(String(each)));
  }
  return operand === null ? value === null || value === undefined : operand === value;
}

const includes = (field: string, operand: unknown, value: FieldValue): boolean =>
  Array.isArray(value) ? value.includes(String(operand)) : equals(field, operand, value);

function ordered(
  field: string,
  operator: '$gt' | '$gte' | '$lt' | '$lte',
  operand: unknown,
  value: FieldValue,
): boolean {
  if (typeof operand !== 'string' && typeof operand !== 'number') {
    throw inputError(`"${operator}" expects a string, a number or a date for field "${field}"`);
  }
  const right = value instanceof Date ? date(field, operand) : operand;
  const left = value instanceof Date ? value.getTime() : value;
  if (typeof left !== typeof right || (typeof left !== 'string' && typeof left !== 'number')) return false;
  switch (operator) {
    case '$gt':
      return left > right;
    case '$gte':
      return left >= right;
    case '$lt':
      return left < right;
    case '$lte':
      return left <= right;
  }
}

/** `$autocomplete`: some word begins so. `$q`: it stands somewhere. */
function textMatches(operator: '$autocomplete' | '$q', wanted: string, value: FieldValue): boolean {
  if (Array.isArray(value)) return value.some((each) => textMatches(operator, wanted, each as string));
  if (typeof value !== 'string') return false;
  const held = value.toLowerCase();
  const sought = wanted.toLowerCase();
  if (operator === '$q') return held.includes(sought);
  return held.startsWith(sought) || held.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(sought));
}

function listOf(field: string, operator: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw inputError(`"${operator}" expects a list for field "${field}"`);
  return operand;
}

function text(field: string, operator: string, operand: unknown): string {
  if (typeof operand !== 'string' || operand === '') {
    throw inputError(`"${operator}" expects a text that is not empty for field "${field}"`);
  }
  return operand;
}

function date(field: string, operand: unknown): number {
  const at =
    typeof operand === 'string' || typeof operand === 'number' ? new Date(operand).getTime() : Number.NaN;
  if (Number.isNaN(at)) throw inputError(`expected date for field "${field}"`);
  return at;
}

/** Sorts records by fields; where a field is missing the record comes last. Equal ones keep their order. */
export function sorted<T>(records: readonly T[], sort: Sort, reader: (record: T) => FieldReader): T[] {
  return records.toSorted((left, right) => {
    for (const { field, direction } of sort) {
      const order = compare(reader(left)(field), reader(right)(field), direction);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compare(left: FieldValue, right: FieldValue, direction: 1 | -1): number {
  const [a, b] = [rank(left), rank(right)];
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'string' || typeof b === 'string') return direction * String(a).localeCompare(String(b));
  return direction * (a - b);
}

function rank(value: FieldValue): string | number | undefined {
  if (value === null || value === undefined || Array.isArray(value)) return undefined;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'boolean') return Number(value);
  return value as string | number;
}
