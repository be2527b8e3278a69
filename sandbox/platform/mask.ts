/** What stands where a secret was. */
export const masked = '***';

/**
 * Fields whose text is never kept, whether in JSON, in a form or in a query: tokens, secrets, passwords, and the codes
 * that are checked. An error's `code` is none of them.
 */
const secretName =
  /^(?:.*[_-])?(?:tokens?|secret|password|authorization)$|^(?:AuthToken|Code|CustomCode|response)$/i;
/** `code` in small letters is what vendors call an error's number. */
const isSecret = (name: string): boolean => secretName.test(name) && name !== 'code';

/** A JSON Web Token, wherever it stands. */
const webToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
/** A field of JSON that was cut off, or of what is no JSON. */
const secretField = /("(?:\w*[_-])?(?:tokens?|secret|password|authorization)"\s*:\s*")[^"]*/gi;

/** Text of no known form. */
export const maskText = (text: string): string => text.replace(webToken, masked);

/** JSON that is not whole. */
export const maskUnreadable = (text: string): string => maskText(text).replace(secretField, `$1${masked}`);

/** A value of JSON, at any depth. */
export function maskJson(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(maskJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, isSecret(name) ? hide(field) : maskJson(field)]),
  );
}

/** A form or a query; what is named more than once becomes a list. */
export function maskFields(fields: URLSearchParams): Record<string, string | string[]> {
  const masked: Record<string, string | string[]> = {};
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name).map((value) => (isSecret(name) ? hideText(value) : maskText(value)));
    masked[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return masked;
}

const hideText = (text: string): string => (text === '' ? '' : masked);

function hide(value: unknown): unknown {
  if (typeof value === 'string') return hideText(value);
  return Array.isArray(value) ? value.map(hide) : maskJson(value);
}
