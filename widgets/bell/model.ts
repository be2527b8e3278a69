/** One notification, as the elements show it. Frozen; texts and addresses in it are somebody else's. */
export interface FeedItem {
  readonly id: string;
  /** As the vendor wrote it: its digits below the millisecond decide the order. */
  readonly insertedAt: string;
  /** ms since the epoch */
  readonly at: number;
  readonly seen: boolean;
  readonly read: boolean;
  readonly interacted: boolean;
  readonly archived: boolean;
  readonly actor: FeedActor | undefined;
  /** How many others did the same: what the site batches is one notification. */
  readonly others: number;
  readonly blocks: readonly FeedBlock[];
  /** Where a click leads; only what may be followed. */
  readonly url: string | undefined;
  /** The key of what the site triggered. */
  readonly source: string;
  readonly tenant: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface FeedActor {
  readonly id: string;
  readonly name: string;
  readonly image: string | undefined;
}

export type FeedBlock =
  | { readonly type: 'text'; readonly name: string; readonly text: string }
  /** `html` is the vendor's: it says what is to be drawn, and must never be markup of a page. */
  | { readonly type: 'markdown'; readonly name: string; readonly html: string }
  | { readonly type: 'buttons'; readonly name: string; readonly buttons: readonly FeedButton[] };

export interface FeedButton {
  readonly name: string;
  readonly label: string;
  /** Only what may be followed. */
  readonly url: string | undefined;
}

/** Of everything in the feed that is not archived. */
export interface FeedCounts {
  readonly total: number;
  readonly unread: number;
  readonly unseen: number;
}

export type FeedFilter = 'all' | 'unread' | 'read' | 'archived';

/** Which of a visitor's notifications a feed is about. What is left out narrows nothing. */
export interface FeedScope {
  /** An account within the site; what belongs to none is listed too. */
  readonly tenant?: string | undefined;
  /** The key of what the site triggered. */
  readonly source?: string | undefined;
  /** Of what the site triggered; any of them. */
  readonly categories?: readonly string[] | undefined;
  /** Flat pairs that the data of the trigger holds. */
  readonly data?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

/** What a visitor does to items; `interacted` is a click, which is reading too. */
export type Mark = 'seen' | 'read' | 'unread' | 'interacted' | 'archived' | 'unarchived';

/** What can be done to a whole list at once, and to which. */
export type BulkMark = 'read' | 'archived';
export type BulkFilter = Exclude<FeedFilter, 'archived'>;

export interface FeedPage {
  /** Newest first. */
  readonly items: readonly FeedItem[];
  readonly counts: FeedCounts;
  /** Where the next, older page begins; undefined at the end. */
  readonly next: string | undefined;
}

/** Whether a list of this filter holds the item. */
export function isListed(item: FeedItem, filter: FeedFilter): boolean {
  if (filter === 'archived') return item.archived;
  return !item.archived && (filter === 'all' || item.read === (filter === 'read'));
}

/** Sorts newest first. */
export function newestFirst(a: FeedItem, b: FeedItem): number {
  return b.at - a.at || compare(b.insertedAt, a.insertedAt) || compare(b.id, a.id);
}

/** The fields that a mark sets. Who interacts has read. */
const fields: Readonly<Record<Mark, Partial<Pick<FeedItem, 'seen' | 'read' | 'interacted' | 'archived'>>>> = {
  seen: { seen: true },
  read: { read: true },
  unread: { read: false },
  interacted: { interacted: true, read: true },
  archived: { archived: true },
  unarchived: { archived: false },
};

/** What takes a mark back; undefined for what cannot be taken back. */
export const opposites: Readonly<Partial<Record<Mark, Mark>>> = {
  read: 'unread',
  unread: 'read',
  archived: 'unarchived',
  unarchived: 'archived',
};

export function isMarked(item: FeedItem, mark: Mark): boolean {
  return Object.entries(fields[mark]).every(([key, value]) => item[key as keyof FeedItem] === value);
}

export function marked(item: FeedItem, mark: Mark): FeedItem {
  return isMarked(item, mark) ? item : Object.freeze({ ...item, ...fields[mark] });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
