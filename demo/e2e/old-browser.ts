/** Makes of a page's browser, before the page runs, one that has no popovers. */
export function oldBrowser(): void {
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
