import { openChannel } from '../shared/page/open-channel.ts';
import type { Peers } from './preferences.store.ts';

/**
 * Meets the other centers of the same visitor, in this page and in its other tabs. What they hear is only that they
 * should ask the Worker again: no tab believes another one's word. Where tabs cannot meet, each is on its own.
 */
export function meetPeers(worker: string, userId: string): (changed: () => void) => Peers {
  return (changed) => {
    const channel = openChannel(`belfry:preferences:${JSON.stringify([worker, userId])}`);
    if (channel) channel.onmessage = changed;
    return { tell: () => channel?.postMessage('changed'), end: () => channel?.close() };
  };
}
