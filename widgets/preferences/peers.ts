import type { Peers } from './preferences.store.ts';

/**
 * Meets the other centers of the same visitor, in this page and in its other tabs. What they hear is only that they
 * should ask the Worker again: no tab believes another one's word.
 */
export function meetPeers(worker: string, userId: string): ((changed: () => void) => Peers) | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  return (changed) => {
    const channel = new BroadcastChannel(`belfry:preferences:${JSON.stringify([worker, userId])}`);
    channel.onmessage = changed;
    return { tell: () => channel.postMessage('changed'), end: () => channel.close() };
  };
}
