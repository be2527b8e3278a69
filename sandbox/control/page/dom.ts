/** An element of the page. @throws {Error} when the page has none of this kind */
export function byId(id: string): HTMLElement;
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T;
export function byId(id: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} #${id}`);
}

/** Makes an element: properties are set, children appended; text of others stays text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** Makes a list show these items. A node whose key stays is kept where it is, so that focus, selection and scroll survive. */
export function reconcile<T>(
  list: HTMLElement,
  items: readonly T[],
  key: (item: T) => string,
  create: (item: T) => HTMLElement,
): void {
  const nodes = [...list.querySelectorAll<HTMLElement>(':scope > [data-key]')];
  const known = new Map(nodes.map((node) => [node.dataset['key'], node]));
  const wanted = new Set<string | undefined>(items.map(key));
  for (const [name, node] of known) if (!wanted.has(name)) node.remove();
  let cursor = list.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const node = known.get(name) ?? create(item);
    if (node === cursor) {
      cursor = cursor.nextElementSibling;
      continue;
    }
    node.dataset['key'] = name;
    list.insertBefore(node, cursor);
  }
}

const clockFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const hourFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', hourCycle: 'h23' });
const momentFormat = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** The time of day of an ISO date, to the second. */
export const timeOfDay = (iso: string): string => clockFormat.format(new Date(iso));

/** The same to the minute, as a phone shows it. */
export const hourOf = (iso: string): string => hourFormat.format(new Date(iso));

export const dateAndTime = (date: Date): string => momentFormat.format(date);

/** A button that takes a text to the clipboard and says so. */
export function copyButton(text: string): HTMLElement {
  const button = element('button', { type: 'button', className: 'copy', textContent: `Copy ${text}` });
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = `Copied ${text}`;
  });
  return button;
}
