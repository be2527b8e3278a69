/** Makes of a page's browser, before the page runs, one from before popovers and some of what came with them. */
export function oldBrowser(): void {
  Reflect.deleteProperty(Promise, 'withResolvers');
  Reflect.deleteProperty(AbortSignal, 'any');
  Reflect.deleteProperty(Array, 'fromAsync');
  for (const owner of [Object, Map]) Reflect.deleteProperty(owner, 'groupBy');
  const { supports } = CSS;
  CSS.supports = (...given: [string, string?]) =>
    !given.join().includes('light-dark') && (supports as (...all: unknown[]) => boolean).apply(CSS, given);
  for (const name of ['popover', 'togglePopover', 'showPopover', 'hidePopover'])
    Reflect.deleteProperty(HTMLElement.prototype, name);
  // What is a popover to the browser's own style sheet would stay hidden.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('[popover]:not([hidden]) { display: block; }');
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function attach(this: Element, init) {
    const root = attachShadow.call(this, init);
    new MutationObserver(() => {
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    }).observe(root, { childList: true });
    return root;
  };
}
