import type { CheckedChunks } from './checked-chunks.ts';

/**
 * How the loader of an exact version comes by its chunks: it carries the SHA-384 of each, so that the one `integrity`
 * on the page's script tag covers all that follows. `import()` takes no hash. A preload does, and what is imported from
 * its address afterwards is that same, checked module. WebKit (2.50) loads a preload without a look at its hash; there a
 * module script does it, for which a page that demands trusted types must allow the policy `belfry`.
 */

/** Loads a chunk, once all it consists of is what was published. */
export type CheckedImport = (name: string) => Promise<unknown>;

/**
 * @param chunks what a page needs at first, and the list
 * @param list the chunk whose default export knows all others: few pages need them at once
 * @param base where the chunks lie
 * @param nonce of the page's policy, if it has one
 */
export function checkedImport(chunks: CheckedChunks, list: string, base: string, nonce = ''): CheckedImport {
  const checked = new Map<string, Promise<void>>();
  const policy = scriptPolicy();

  /** All at once: what a chunk imports must be asked for with its hash before the chunk asks without. */
  const check = (name: string, seen: Set<string>): Promise<unknown>[] => {
    const chunk = chunks[name];
    if (!chunk || seen.has(name)) return [];
    seen.add(name);
    const [hash, imports] = chunk;
    let loading = checked.get(name);
    if (!loading) {
      loading = load(new URL(name, base).href, hash);
      loading.catch(() => checked.delete(name));
      checked.set(name, loading);
    }
    return [loading, ...imports.flatMap((next) => check(next, seen))];
  };

  const load = (url: string, hash: string) =>
    new Promise<void>((resolve, reject) => {
      const tag = policy ? script(policy.createScriptURL(url)) : preload(url);
      tag.integrity = `sha384-${hash}`;
      tag.crossOrigin = 'anonymous';
      tag.nonce = nonce;
      tag.onload = () => resolve();
      tag.onerror = () => reject(new TypeError(`${url} is missing, or not what was published.`));
      document.head.append(tag);
    });

  const take = async (name: string): Promise<unknown> => {
    await Promise.all(check(name, new Set()));
    const url = new URL(name, base).href;
    return import(url) as Promise<unknown>;
  };

  return async (name) => {
    if (!(name in chunks)) {
      const { default: others } = (await take(list)) as { default: CheckedChunks };
      chunks = { ...chunks, ...others };
    }
    if (!(name in chunks)) throw new TypeError(`${name} is unknown.`);
    return take(name);
  };
}

interface ScriptPolicy {
  createScriptURL(url: string): string;
}

/** Undefined where a preload is checked, and where the page allows no such policy. */
function scriptPolicy(): ScriptPolicy | undefined {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy };
  };
  const rules = { createScriptURL: (url: string) => url };
  // Every WebKit says so. An attempt elsewhere would be reported as a breach of the page's policy.
  if (!navigator.vendor.startsWith('Apple')) return undefined;
  try {
    return trustedTypes ? trustedTypes.createPolicy('belfry', rules) : rules;
  } catch {
    return undefined;
  }
}

function script(url: string): HTMLScriptElement {
  const tag = document.createElement('script');
  tag.type = 'module';
  tag.src = url;
  return tag;
}

function preload(url: string): HTMLLinkElement {
  const tag = document.createElement('link');
  tag.rel = 'modulepreload';
  tag.href = url;
  return tag;
}
