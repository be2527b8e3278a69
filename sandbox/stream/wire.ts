/** A time as the vendor writes it: RFC 3339 in UTC with six decimals. */
export const wireTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z');

/** Without the keys whose value is undefined. */
export function defined<T extends Record<string, unknown>>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
