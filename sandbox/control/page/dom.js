export const byId = (id) => document.getElementById(id);

/** Makes an element: properties are set, children appended; text of others stays text. */
export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/**
 * Makes a list show these items. A node whose key stays is kept where it is, so that focus, selection and scroll survive.
 * @param {(item: any) => string} key
 * @param {(item: any) => HTMLElement} create
 */
export function reconcile(list, items, key, create) {
  const known = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const wanted = new Set(items.map(key));
  for (const [name, node] of known) if (!wanted.has(name)) node.remove();
  let cursor = list.firstElementChild;
  for (const item of items) {
    const name = key(item);
    if (cursor && cursor.dataset.key === name) {
      cursor = cursor.nextElementSibling;
      continue;
    }
    const node = known.get(name) ?? create(item);
    node.dataset.key = name;
    list.insertBefore(node, cursor);
  }
}

const clockFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });

/** The time of day of an ISO date, to the second. */
export const timeOfDay = (iso) => clockFormat.format(new Date(iso));
