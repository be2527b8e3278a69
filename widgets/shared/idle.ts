/** ms after which a page counts as idle where the platform does not say. */
const idleAfter = 1_000;

/** Calls `start` once the page is idle; returns what prevents that. */
export function whenIdle(start: () => void): () => void {
  // WebKit has no idle callback.
  if ('requestIdleCallback' in globalThis) {
    const handle = requestIdleCallback(start);
    return () => cancelIdleCallback(handle);
  }
  const handle = setTimeout(start, idleAfter);
  return () => clearTimeout(handle);
}
