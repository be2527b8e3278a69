import type { Plugin } from 'vite';

export const ownPrefix = 'belfry';

/** A custom element's name begins with a lower-case letter; a script's variable has no hyphen. */
const prefixForm = /^[a-z][a-z0-9]{0,29}$/;

/** @throws when it can be no prefix, in words for whoever typed it. */
export function checkPrefix(prefix: string): string {
  if (prefixForm.test(prefix)) return prefix;
  throw new Error(
    `“${prefix}” can be no prefix: up to 30 lower-case letters and digits, a letter first (as in “acme”).`,
  );
}

/**
 * Gives a build another prefix, for a page that must hold two of them: tags, events, the global, and what is kept in
 * the browser are named by it. The theme's tokens (`--belfry-…`) stay: a brand is set once for both.
 */
export function renamed(code: string, prefix: string): string {
  return code
    .replaceAll(/(?<![-\w.]|[\w.]\/)belfry(?=[-:])/g, prefix)
    .replaceAll(/\bglobalThis(?=\.belfry\b)\.belfry\b/g, `globalThis.${prefix}`)
    .replaceAll(/(['"`])belfry\1/g, `$1${prefix}$1`);
}

/** {@link renamed} for every module of the elements. */
export function renamePrefix(prefix: string): Plugin {
  return {
    name: 'belfry:prefix',
    enforce: 'pre',
    transform: {
      filter: { id: /\/widgets\/.*\.ts$/ },
      handler: (code) => ({ code: renamed(code, prefix), map: null }),
    },
  };
}
