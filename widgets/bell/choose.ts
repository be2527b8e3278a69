import type { FeedStore } from './feed.store.ts';
import type { FeedButton, FeedItem } from './model.ts';
import { BelfryNotificationEvent } from './notification-event.ts';

/** ms that a page is kept from leaving, so that the mark of the click gets away. */
const parting = 400;

/** What an item or its button was chosen in. */
export interface Choice {
  readonly item: FeedItem;
  readonly button: FeedButton | undefined;
  /** The public element: the event is dispatched on it. */
  readonly owner: HTMLElement;
  readonly store: FeedStore | undefined;
  /** Called before the page is left. */
  readonly leaving?: () => void;
}

/** Marks what was chosen, tells the page, and follows where it leads unless the page has said no. */
export function choose(event: MouseEvent, { item, button, owner, store, leaving }: Choice): void {
  const url = button ? button.url : item.url;
  const marked = store?.mark([item], 'interacted', url !== undefined);
  const proceed = owner.dispatchEvent(new BelfryNotificationEvent(item, url, button?.name));
  const apart = event.ctrlKey || event.metaKey || event.shiftKey;
  // A link does by itself what the visitor's keys ask for.
  if (proceed && apart && event.currentTarget instanceof HTMLAnchorElement) return;
  event.preventDefault();
  if (!proceed || !url) return;
  if (apart) open(url, '_blank', 'noopener');
  else
    void Promise.race([marked, new Promise((resolve) => setTimeout(resolve, parting))]).then(() => {
      leaving?.();
      location.assign(url);
    });
}
