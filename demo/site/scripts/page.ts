/** Elements that a page must hold, found by selector. */
export function find<Found extends Element = HTMLElement>(
  selector: string,
  scope: ParentNode = document,
): Found {
  const found = scope.querySelector<Found>(selector);
  if (!found) throw new Error(`This page has no ${selector}.`);
  return found;
}

/** Marks the link of the page that is open. */
export function markOpenPage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav[aria-label="Demo pages"] a')) {
    if (link.pathname === location.pathname && link.origin === location.origin) link.ariaCurrent = 'page';
  }
}
