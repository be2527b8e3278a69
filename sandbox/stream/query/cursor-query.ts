import * as z from 'zod';
import { acting } from '../acting.ts';
import { inputError } from '../errors.ts';
import { checkFilter, checkSort, filterSchema, matches, sortSchema, sorted } from './filters.ts';
import type { FieldReader, FieldValue, Sort } from './filters.ts';

type Operator =
  | '$eq'
  | '$ne'
  | '$in'
  | '$nin'
  | '$gt'
  | '$gte'
  | '$lt'
  | '$lte'
  | '$exists'
  | '$q'
  | '$autocomplete'
  | '$contains';

export const equality = ['$eq', '$in'] as const satisfies readonly Operator[];
export const comparison = ['$eq', '$gt', '$gte', '$lt', '$lte'] as const satisfies readonly Operator[];

/** The fields that one kind of record is found by: how each is read, and the operators that it takes. */
export type QueryFields<T> = Readonly<
  Record<string, { readonly read: (record: T) => FieldValue; readonly operators: readonly Operator[] }>
>;

const longestPage = 100;

/** The body of a query that is paged by an opaque cursor. */
export const cursorQuery = (defaultLimit: number) =>
  z.object({
    filter: filterSchema.nullish().transform((filter) => filter ?? {}),
    sort: sortSchema,
    limit: z.int().min(0).max(longestPage).default(defaultLimit),
    next: z.string().nullish(),
    prev: z.string().nullish(),
    ...acting,
  });
export type CursorQuery = z.infer<ReturnType<typeof cursorQuery>>;

export interface Page<T> {
  readonly items: T[];
  /** What leads to the pages beside this one, as the wire has it: nothing where there is none. */
  readonly cursors: { next?: string; prev?: string };
}

/**
 * One page of the records that a query finds.
 * @param defaultSort the order where none is asked for
 * @throws StreamError 4 (a field or an operator that is not taken, a cursor that is none, both cursors)
 */
export function queryPage<T>(
  records: readonly T[],
  query: Pick<CursorQuery, 'filter' | 'sort' | 'limit' | 'next' | 'prev'>,
  fields: QueryFields<T>,
  defaultSort: Sort,
): Page<T> {
  const isField = (field: string): boolean => Object.hasOwn(fields, field);
  checkFilter(query.filter, (field) => (isField(field) ? fields[field]?.operators : undefined));
  checkSort(query.sort, isField);
  const reader =
    (record: T): FieldReader =>
    (field) =>
      fields[field]?.read(record);
  const found = sorted(
    records.filter((record) => matches(query.filter, reader(record))),
    query.sort.length > 0 ? query.sort : defaultSort,
    reader,
  );
  return pageAt(found, startOf(query), query.limit);
}

/** One page of a list, from a place on. */
export function pageAt<T>(list: readonly T[], start: number, limit: number): Page<T> {
  const end = start + limit;
  return {
    items: list.slice(start, end),
    cursors: {
      ...(end < list.length && limit > 0 && { next: toCursor(end) }),
      ...(start > 0 && { prev: toCursor(Math.max(0, start - limit)) }),
    },
  };
}

/** Where the page starts that a cursor leads to. @throws StreamError 4 */
export function startOf({
  next,
  prev,
}: {
  next?: string | null | undefined;
  prev?: string | null | undefined;
}): number {
  if (next && prev) throw inputError('next and prev cannot be used together');
  const cursor = next || prev;
  if (!cursor) return 0;
  const place = /^at:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (place === undefined) throw inputError('invalid pagination cursor');
  return Number(place);
}

const toCursor = (place: number): string => Buffer.from(`at:${place}`).toString('base64url');
