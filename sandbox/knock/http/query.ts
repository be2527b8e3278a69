import * as z from 'zod';
import { recipientKey, type RecipientKey } from '../model/recipient-reference.ts';

/**
 * A query string as plain values. Lists come as `key[]=a&key[]=b`; nested keys as `key[a]=1` (server SDK) or `key.a=1`
 * (client SDK), which both become `key.a`. Keys that nobody asks for are left alone, as the vendor leaves them.
 */
export function parseQuery(search: URLSearchParams): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const key of new Set(search.keys())) {
    const list = /^(.+)\[\d*\]$/.exec(key)?.[1];
    if (list !== undefined) values[list] = [...asList(values[list]), ...search.getAll(key)];
    else values[key.replace(/\[([^\]]+)\]/g, '.$1')] = search.get(key) ?? '';
  }
  return values;
}

function asList(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : [value].flat();
}

/** `true` and `false`, as text in a query or as themselves in a join's payload. */
export const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

/** A number, as text in a query or as itself in a join's payload. */
const pageSize = z.coerce.number().int().min(1).max(50);

/** The paging that every list of the vendor takes. */
export const pageQuery = {
  page_size: pageSize.default(50),
  before: z.string().optional(),
  after: z.string().optional(),
};

/**
 * Recipients in a query, as the SDK writes them: users as `name[]=ann`, objects as `name[0][collection]=projects` and
 * `name[0][id]=shelf`. Undefined where there are none.
 */
export function referencesIn(search: URLSearchParams, name: string): RecipientKey[] | undefined {
  const users = search.getAll(`${name}[]`);
  const objects = new Map<string, { collection: string; id: string }>();
  for (const [key, value] of search) {
    const [, list, index = '', field] = /^(.+)\[(\d+)\]\[(collection|id)\]$/.exec(key) ?? [];
    if (list !== name) continue;
    const known = objects.get(index) ?? { collection: '', id: '' };
    objects.set(index, { ...known, ...(field === 'id' ? { id: value } : { collection: value }) });
  }
  const keys = [...users, ...[...objects.values()].map(recipientKey)];
  return keys.length > 0 ? keys : undefined;
}
