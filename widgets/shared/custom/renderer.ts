/**
 * Draws something of the site's own into an element that stands in the page itself, below Belfry's own element, so that
 * the page's styles apply to it. Called again when what it shows has changed.
 * @returns what is called before that, and when it is taken away
 */
export type Renderer<Shown> = (element: HTMLElement, shown: Shown) => (() => void) | undefined;
