/**
 * What a page tells the visitor's other tabs goes through it. A browser that blocks what sites keep may have none, or
 * refuse it: then the tab is on its own.
 */
export function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
