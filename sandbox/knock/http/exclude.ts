import * as z from 'zod';

/** How deep a path of `exclude` may go. */
const levels = 3;

/** `entries.archived_at,meta`: the fields that an answer is to do without, as lists of keys. */
export const exclude = z
  .string()
  .transform((text) => text.split(',').map((path) => path.trim().split('.')))
  .refine((paths) => paths.every((keys) => keys.length <= levels && keys.every((key) => key !== '')), {
    error: `must be paths of at most ${levels} levels, with commas between`,
  });

/** A copy without the fields at these paths; a path goes through every item of a list. Unknown paths change nothing. */
export function withoutFields(value: unknown, paths: readonly (readonly string[])[]): unknown {
  return paths.reduce(withoutField, value);
}

function withoutField(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutField(item, [key, ...rest]));
  const entries = Object.entries(value).flatMap(([name, held]) => {
    if (name !== key) return [[name, held]];
    return rest.length === 0 ? [] : [[name, withoutField(held, rest)]];
  });
  return Object.fromEntries(entries);
}
