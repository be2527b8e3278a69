import type { FeedItem } from '../model.ts';

/** ms for which a notification stays with the tab that shows it: by then all tabs know of it. */
const kept = 10_000;
/** ms by which a window that is seen but not used lets the one that is used come first. */
const courtesy = 200;
/** More than this at once are claimed together, by the newest. */
const apart = 3;

/**
 * Takes notifications for this tab, so that of all tabs and windows of a visitor one shows each of them. Resolves with
 * those that no other has. Where tabs cannot agree each shows all.
 */
export async function claim(items: readonly FeedItem[], atOnce: boolean): Promise<readonly FeedItem[]> {
  if (!navigator.locks) return items;
  if (!atOnce && !document.hasFocus()) await new Promise((resolve) => setTimeout(resolve, courtesy));
  if (items.length > apart) return (await take(items[0])) ? items : [];
  const taken = await Promise.all(items.map(take));
  return items.filter((_, index) => taken[index]);
}

function take(item: FeedItem | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    navigator.locks
      .request(`belfry-toast ${item?.id ?? ''}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock ? new Promise((done) => setTimeout(done, kept)) : undefined;
      })
      // A page without an origin of its own may not agree with others.
      .catch(() => resolve(true));
  });
}
