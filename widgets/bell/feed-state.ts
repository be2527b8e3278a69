import type { Problem } from '../session/problem.ts';
import type { FeedCounts, FeedFilter, FeedItem } from './model.ts';

/** What is known of one filter's list: everything from the newest item down to the last one here. */
export interface FeedList {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly items: readonly FeedItem[];
  /** Of what is older: none, not asked for yet, on its way, or did not come. */
  readonly more: 'none' | 'idle' | 'loading' | 'failed';
  /** Why it failed, if it did. */
  readonly problem: Problem | undefined;
}

export interface FeedState {
  /** Undefined until the vendor has answered once. */
  readonly counts: FeedCounts | undefined;
  readonly online: boolean;
  readonly lists: Readonly<Partial<Record<FeedFilter, FeedList>>>;
}

/** What has become of new items so far. */
export interface Told {
  announced: boolean;
  /** Whether there are toasts, which announce what they show. */
  toasts?: true;
}

/** Who is told of what happens. */
export interface FeedObserver {
  /**
   * New items; answers whether it has announced them, so that nobody else does.
   * @param told whether another one has; in the end, once all have been told
   */
  arrived(items: readonly FeedItem[], told: Told): boolean;
  /** A mark failed and was taken back. */
  failed(error: unknown): void;
}
