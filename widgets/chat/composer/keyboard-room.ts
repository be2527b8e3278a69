/** px by which the keyboard must cover the page to be one. */
const least = 100;

/** The element's private properties for it: what its full-screen panel may take up, and how far down that begins. */
const height = '--_room';
const start = '--_room-start';

/**
 * Keeps an element that fills a phone's screen clear of the on-screen keyboard: where the browser lays that over the page
 * instead of making the page smaller, what is written would be behind it.
 * @param inner in the element, or in a shadow root in it
 * @param name of the element
 * @returns what ends it
 */
export function keepAboveKeyboard(inner: Node, name: string): () => void {
  const { visualViewport: view } = globalThis;
  const owner = around(inner, name);
  if (!view || !owner) return () => undefined;
  const fit = (): void => {
    // Who has zoomed in sees a part of the page as they want it.
    const covered = view.scale === 1 && innerHeight - view.height >= least;
    set(owner, covered ? view : undefined);
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
  fit();
  return () => {
    view.removeEventListener('resize', fit);
    view.removeEventListener('scroll', fit);
    set(owner, undefined);
  };
}

function set({ style }: HTMLElement, room: VisualViewport | undefined): void {
  if (!room) {
    style.removeProperty(height);
    style.removeProperty(start);
    return;
  }
  style.setProperty(height, `${room.height}px`);
  style.setProperty(start, `${room.offsetTop}px`);
}

function around(inner: Node, name: string): HTMLElement | undefined {
  for (let root = inner.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    const found = root.host.closest<HTMLElement>(name);
    if (found) return found;
  }
  return undefined;
}
