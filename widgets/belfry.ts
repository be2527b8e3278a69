import type * as page from './session/loading.ts';
import type { BelfryGlobal, PageOptions } from './session/page.ts';
import type { VendorToken } from './session/session.ts';

/**
 * The script tag's file. It defines each element when the page first holds its tag, now or later, and starts the
 * session that the tag will need beside the import. Options of the page stand on the tag: `data-worker` (default:
 * where this file came from), `data-identity`, `data-locale`, `data-theme`. In code, the same things are exports, and
 * `globalThis.belfry` for scripts that are no modules.
 *
 * With two of these on a page, the first does the work.
 */

interface ElementEntry {
  /** Loads and defines it. */
  define: () => Promise<unknown>;
  /** The vendor tokens that its first picture needs. */
  needs?: (tag: Element) => VendorToken[];
  /** The box that it keeps before it is defined, so that nothing jumps; none for what shows nothing of its own. */
  box?: string;
}

const elements = {
  session: { define: () => import('./session/define.ts') },
  chat: {
    define: () => import('./chat/define.ts'),
    needs: (tag) => (tag.hasAttribute('launcher') ? [] : ['chat']),
    box: 'block;block-size:36em',
  },
  bell: {
    define: () => import('./bell/define.ts'),
    needs: (tag) => (tag.hasAttribute('open') ? ['feed'] : []),
    box: 'inline-block;vertical-align:middle;block-size:2.25em;inline-size:2.25em',
  },
  feed: {
    define: () => import('./bell/define-feed.ts'),
    needs: () => ['feed'],
    box: 'block;min-block-size:24em',
  },
  toasts: { define: () => import('./bell/define-toasts.ts'), needs: () => ['feed'] },
  preferences: { define: () => import('./preferences/define.ts'), box: 'block;min-block-size:20em' },
  otp: { define: () => import('./otp/define.ts'), box: 'block;min-block-size:9em' },
} satisfies Record<string, ElementEntry>;

/** ms until what could not be loaded is tried again. */
const pause = 10_000;

/** A box's sizes are in the elements' own type. */
const type = 'font-size:var(--belfry-font-size,15px)';

export type ElementName = keyof typeof elements;

function start(): BelfryGlobal {
  const own = new URL(import.meta.url);
  const options = tagOptions(own);
  let module: Promise<typeof page> | undefined;
  const session = () => {
    module ??= import('./session/loading.ts');
    // Another try may reach the network again, of this as of the elements.
    module.catch(() => (module = undefined));
    return module;
  };
  const loaded = new Map<string, Promise<void>>();

  const load = (name: ElementName): Promise<void> => {
    const entry: ElementEntry = elements[name];
    let loading = loaded.get(name);
    if (!loading) {
      loading = entry.define().then(() => undefined);
      loading.catch(() => loaded.delete(name));
      loaded.set(name, loading);
    }
    return loading;
  };

  const meet = (name: ElementName, tag: Element): Promise<unknown> => {
    const { needs }: ElementEntry = elements[name];
    return Promise.all([
      session().then(({ sessionOf }) => sessionOf(tag).prefetch(needs?.(tag) ?? [])),
      load(name),
    ]).catch((error: unknown) => {
      console.warn(
        `Belfry could not load <belfry-${name}>. See ${own.origin}/docs/troubleshooting#load`,
        error,
      );
      throw error;
    });
  };

  watch(meet);
  return {
    options,
    load,
    configure: (more) => {
      Object.assign(options, more);
      return session().then(({ configure }) => configure(more));
    },
    signOut: (options) => session().then((page) => page.signOut(options)),
  };
}

/** Finds the tags that the page holds and will hold. A defined element needs no more finding. */
function watch(meet: (name: ElementName, tag: Element) => Promise<unknown>): void {
  const missing = new Set(Object.keys(elements) as ElementName[]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    Object.entries<ElementEntry>(elements)
      .map(([name, { box }]) =>
        box ? `:where(belfry-${name}:not([launcher],:defined)){${type};display:${box}}` : '',
      )
      .join(''),
  );
  document.adoptedStyleSheets.push(sheet);
  const scan = () => {
    for (const name of missing) {
      const tag = document.getElementsByTagName(`belfry-${name}`)[0];
      if (!tag) continue;
      missing.delete(name);
      meet(name, tag).catch(() =>
        setTimeout(() => {
          missing.add(name);
          look();
        }, pause),
      );
    }
    if (missing.size === 0) observer.disconnect();
  };
  const observer = new MutationObserver(scan);
  const look = () => {
    observer.observe(document, { childList: true, subtree: true });
    scan();
  };
  look();
}

function tagOptions(own: URL): PageOptions {
  const tag = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].find(
    ({ src }) => src === own.href,
  );
  const { worker = own.origin, identity, locale, theme } = tag?.dataset ?? {};
  return {
    worker,
    ...(identity ? { identity } : {}),
    ...(locale ? { locale } : {}),
    ...(theme === 'light' || theme === 'dark' || theme === 'auto' ? { theme } : {}),
  };
}

// Own: an element with the id "belfry" is a property of the window too, by inheritance.
const first = Object.hasOwn(globalThis, 'belfry') ? globalThis.belfry : undefined;
if (first) console.warn('Belfry is on this page twice: the first counts.');
const belfry = (globalThis.belfry = first ?? start());

/** Defines an element now. Needed only for tags inside a foreign shadow root, where the page cannot be watched. */
export const load = belfry.load;

/** Says who the visitor is, and what applies to the whole page. Call it again when that changes. */
export const configure = belfry.configure;

/** Signs the visitor out here and at the Worker; with `{ everywhere: true }` on every device. */
export const signOut = belfry.signOut;
