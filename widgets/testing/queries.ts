/** Finding things in shadow roots as a person does: by role and name. */

const roles: Readonly<Record<string, string>> = {
  alert: '[role=alert]',
  article: 'article,[role=article]',
  button: 'button,[role=button]',
  checkbox: 'input[type=checkbox]:not([role]),[role=checkbox]',
  combobox: 'select,[role=combobox]',
  dialog: 'dialog,[role=dialog]',
  feed: '[role=feed]',
  heading: 'h1,h2,h3,h4,[role=heading]',
  img: 'img,[role=img]',
  link: 'a[href],[role=link]',
  list: 'ul,ol,[role=list]',
  listitem: 'li,[role=listitem]',
  log: '[role=log]',
  option: 'option,[role=option]',
  searchbox: 'input[type=search],[role=searchbox]',
  status: '[role=status],output',
  switch: '[role=switch]',
  tab: '[role=tab]',
  table: 'table,[role=table]',
  textbox:
    'input:not([type]),input[type=text],input[type=tel],input[type=email],input[type=search],textarea,[role=textbox]',
};

/** All elements under a node, through open shadow roots. */
export function deepAll(root: ParentNode, selector: string): Element[] {
  const found = [...root.querySelectorAll(selector)];
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) found.push(...deepAll(element.shadowRoot, selector));
  }
  return found;
}

/** The visible elements of a role, with a name if one is given. Give the element itself or any ancestor. */
export function allByRole(root: Element | ShadowRoot, role: string, name?: string | RegExp): HTMLElement[] {
  const selector = roles[role] ?? `[role=${role}]`;
  const inside = root instanceof Element && root.shadowRoot ? deepAll(root.shadowRoot, selector) : [];
  return [...inside, ...deepAll(root, selector)].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement &&
      isShown(element) &&
      (name === undefined || matches(nameOf(element), name)),
  );
}

/** The one visible element of a role and name. @throws {Error} naming what there is instead */
export function byRole(root: Element | ShadowRoot, role: string, name?: string | RegExp): HTMLElement {
  const [found] = allByRole(root, role, name);
  if (found) return found;
  const others = allByRole(root, role).map((element) => JSON.stringify(nameOf(element)));
  throw new Error(`No ${role} named ${String(name)}; there are: ${others.join(', ') || 'none'}`);
}

/** Everything that can be read in an element, through shadow roots, without the marks that keep it in order. */
export function textOf(element: Element): string {
  const read = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (node instanceof HTMLStyleElement) return '';
    const children =
      node instanceof Element && node.shadowRoot ? node.shadowRoot.childNodes : node.childNodes;
    return [...children].map(read).join(' ');
  };
  return read(element)
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The accessible name, by the sources that Belfry's templates use. */
export function nameOf(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const labelledBy = element.getAttribute('aria-labelledby');
  if (labelledBy) {
    return clean(
      labelledBy
        .split(/\s+/)
        .map((id) => root.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
  }
  const label = element.getAttribute('aria-label');
  if (label) return clean(label);
  if (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  ) {
    const labels = [...(element.labels ?? [])].map((one) => one.textContent).join(' ');
    return clean(labels || element.getAttribute('placeholder') || '');
  }
  if (element instanceof HTMLImageElement) return clean(element.alt);
  return clean(element.textContent || element.getAttribute('title') || '');
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function matches(text: string, name: string | RegExp): boolean {
  return typeof name === 'string' ? text === name : name.test(text);
}

function isShown(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}
