import type { ElementName } from '../belfry.ts';
import type { ChatOptions } from '../chat/custom.ts';
import { overrideMessages, type Catalogue } from '../shared/locale/messages.ts';
import { tabMemory } from './memory.ts';
import { Session, type SessionOptions, type SignOutOptions } from './session.ts';

export interface PageOptions extends SessionOptions {
  /** Colour scheme of elements that name none themselves. */
  theme?: 'light' | 'dark' | 'auto';
  /** A site's own words, by language and key. */
  messages?: Readonly<Record<string, Catalogue>>;
  /** What a site adds to its chats: messages that it draws itself, actions of its own. */
  chat?: ChatOptions;
}

/** What the script tag puts on `globalThis.belfry`. */
export interface BelfryGlobal {
  /** The page's options, as the tag and `configure` have set them so far. */
  readonly options: PageOptions;
  load(name: ElementName): Promise<void>;
  configure(options: PageOptions): Promise<void>;
  signOut(options?: SignOutOptions): Promise<void>;
}

declare global {
  // A global can only be declared by var.
  var belfry: BelfryGlobal | undefined;
}

const provider = 'belfry-session';
const provided = new WeakMap<Element, Session>();
let page: Session | undefined;
let pageTheme: PageOptions['theme'];
let pageChat: ChatOptions = {};

/** The page's session: that of every element without a `<belfry-session>` around it. */
export function pageSession(): Session {
  if (!page) {
    page = new Session(globalThis.document, tabMemory);
    // The script tag's options were there before this file.
    if (Object.hasOwn(globalThis, 'belfry') && globalThis.belfry) configure(globalThis.belfry.options);
  }
  return page;
}

/** The session of one `<belfry-session>`, the same before and after that element is defined. */
export function providedSession(element: Element): Session {
  const known = provided.get(element);
  if (known) return known;
  const session = new Session(element);
  session.configure({ worker: pageSession().options.worker, ...attributesOf(element) });
  // The page may say later where the Worker is.
  if (!session.options.worker)
    void pageSession().named.then((worker) =>
      session.configure({ worker: session.options.worker ?? worker }),
    );
  provided.set(element, session);
  return session;
}

/** The session that an element belongs to: the closest `<belfry-session>` around it, through shadow roots, or the page's. */
export function sessionOf(element: Element): Session {
  for (let scope: Element | null = element; scope;) {
    const found = scope.closest(provider);
    if (found) return providedSession(found);
    const root = scope.getRootNode();
    scope = root instanceof ShadowRoot ? root.host : null;
  }
  return pageSession();
}

/** Says where the Worker is, who the visitor is, and what applies to the whole page. Call it again when that changes. */
export function configure(options: PageOptions): void {
  const { theme, messages, chat, ...session } = options;
  if (theme) pageTheme = theme;
  if (chat) pageChat = chat;
  for (const [language, catalogue] of Object.entries(messages ?? {})) overrideMessages(language, catalogue);
  pageSession().configure(session);
}

/**
 * Signs the page's visitor out: here and at the Worker. With `everywhere`, all of the user's sessions end, on every
 * device, and the tokens by which they were connected to the chat.
 */
export function signOut(options?: SignOutOptions): Promise<void> {
  return pageSession().signOut(options);
}

/** The colour scheme for elements that name none themselves. */
export function defaultTheme(): PageOptions['theme'] {
  return pageTheme;
}

/** What the site adds to its chats. */
export function chatOptions(): ChatOptions {
  return pageChat;
}

function attributesOf(element: Element): SessionOptions {
  const options: SessionOptions = {};
  for (const name of ['worker', 'identity', 'locale'] as const) {
    const value = element.getAttribute(name);
    if (value) options[name] = value;
  }
  return options;
}
