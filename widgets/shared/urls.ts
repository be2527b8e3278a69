const allowed = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/**
 * A link of somebody else's text, if it may be followed: http, https, mailto, tel, or relative to the page.
 * Anything else, `javascript:` first of all, is undefined.
 */
export function safeUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  try {
    // The platform's own parser decides, so that no spelling of a scheme gets past (tabs, case, leading blanks).
    const url = new URL(value, globalThis.document?.baseURI ?? 'https://relative.invalid/');
    return allowed.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A picture's address, if it may be loaded: http, https or relative. */
export function safeImageUrl(value: unknown): string | undefined {
  const url = safeUrl(value);
  return url?.startsWith('http') ? url : undefined;
}
