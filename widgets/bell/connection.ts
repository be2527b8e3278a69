import type { BulkFilter, BulkMark, FeedFilter, FeedPage, Mark } from './model.ts';

/** What happens at the vendor. It tells only that something is new: marks made on other devices are not told. */
export type FeedEvent =
  | { type: 'arrived' }
  /** Another tab of this browser has marked something, or another feed of this page. */
  | { type: 'changed'; again: true }
  /** The socket joined the feed: what happened before that was not told. `again` after an earlier join. */
  | { type: 'joined'; again: boolean }
  /** False once the socket has been down for some seconds. */
  | { type: 'online'; online: boolean }
  /** The connection has ended for good: nobody vouches for the visitor any more. */
  | { type: 'ended'; error: unknown };

export type FeedErrorKind =
  /** The visitor may not. */
  | 'forbidden'
  /** The vendor refused the input, or did not do what it was asked to. */
  | 'refused'
  /** A fault of the vendor's, too many requests, an answer that makes no sense: another moment may do. */
  | 'failed'
  /** No answer. */
  | 'unreachable';

/** The error that every call of a connection rejects with. */
export class FeedError extends Error {
  readonly kind: FeedErrorKind;

  constructor(kind: FeedErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FeedError';
    this.kind = kind;
  }
}

export interface PageQuery {
  readonly filter: FeedFilter;
  /** The `next` of the page before; without it, the newest. */
  readonly after?: string | undefined;
  /** 1 to 50 */
  readonly size: number;
}

/**
 * One visitor's connection to their feed at the notification vendor. The store works against this alone;
 * `knock-feed.ts` is the one that speaks to the vendor.
 */
export interface FeedConnection {
  /** Calls `listener` with every event from now on; returns what ends it. */
  listen(listener: (event: FeedEvent) => void): () => void;

  /** Keeps it in a tab that is hidden for long, which would give it up; returns what ends that. */
  stay(): () => void;

  page(query: PageQuery): Promise<FeedPage>;

  /** Resolves when the vendor has done it to every item. */
  mark(ids: readonly string[], mark: Mark): Promise<void>;

  /** Marks everything that a filter lists, known here or not. */
  markAll(filter: BulkFilter, mark: BulkMark): Promise<void>;

  /** Whether the vendor's plan demands that its name is shown. */
  branded(): Promise<boolean>;

  dispose(): void;
}
