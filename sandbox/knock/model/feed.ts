import type { Message } from './messages.ts';
import { newestFirst, orderKey } from './messages.ts';
import type { Page, PageQuery } from './page.ts';
import { pageOf } from './page.ts';
import type { Micros } from './time.ts';

export const feedStatuses = ['unread', 'read', 'unseen', 'seen', 'all'] as const;
export const archivedScopes = ['include', 'exclude', 'only'] as const;

/** Flat pairs that the data of a message's trigger must hold. */
export type TriggerData = Readonly<Record<string, string | number | boolean | null>>;

/** Which of a user's messages a feed is about: what it lists and what it counts. */
export interface FeedScope {
  readonly source?: string | undefined;
  /** With it, messages without a tenant stay in, unless `hasTenant` is true. */
  readonly tenant?: string | undefined;
  readonly hasTenant?: boolean | undefined;
  /** Any of them. */
  readonly workflowCategories?: readonly string[] | undefined;
  readonly triggerData?: TriggerData | undefined;
  readonly insertedAt?: Readonly<Partial<Record<'gt' | 'gte' | 'lt' | 'lte', Micros>>> | undefined;
}

/** A feed's scope and, within it, which messages it lists. */
export interface FeedFilter extends FeedScope {
  readonly status: (typeof feedStatuses)[number];
  readonly archived: (typeof archivedScopes)[number];
}

export interface FeedCounts {
  readonly total_count: number;
  readonly unread_count: number;
  readonly unseen_count: number;
}

export interface FeedPage extends Page<Message> {
  readonly counts: FeedCounts;
}

/**
 * One page of a feed: `messages` are those of one user, newest first, of which `belongs` says which are this feed's.
 * One walk over them finds what is listed and counts; the page is found in it by halving.
 */
export function feedPage(
  messages: readonly Message[],
  belongs: (message: Message) => boolean,
  filter: FeedFilter,
  query: PageQuery,
): FeedPage {
  const listed: Message[] = [];
  const counts = count(messages, (message) => {
    if (!belongs(message) || !inScope(message, filter)) return false;
    if (isListed(message, filter)) listed.push(message);
    return true;
  });
  return { ...pageOf(listed, orderKey, query, newestFirst), counts };
}

/** The counts of a scope. Archived messages never count, and no status narrows them. */
export function feedCounts(
  messages: readonly Message[],
  belongs: (message: Message) => boolean,
  scope: FeedScope,
): FeedCounts {
  return count(messages, (message) => belongs(message) && inScope(message, scope));
}

/** Whether a feed with this filter would list the message. */
export function matchesFeed(message: Message, filter: FeedFilter): boolean {
  return inScope(message, filter) && isListed(message, filter);
}

function count(messages: readonly Message[], isScoped: (message: Message) => boolean): FeedCounts {
  const counts = { total_count: 0, unread_count: 0, unseen_count: 0 };
  for (const message of messages) {
    if (!isScoped(message) || message.archivedAt !== null) continue;
    counts.total_count += 1;
    if (message.readAt === null) counts.unread_count += 1;
    if (message.seenAt === null) counts.unseen_count += 1;
  }
  return counts;
}

function isListed(message: Message, { status, archived }: FeedFilter): boolean {
  return isArchivedAs(message, archived) && hasStatus(message, status);
}

export function isArchivedAs(message: Message, archived: FeedFilter['archived']): boolean {
  return archived === 'include' || (message.archivedAt !== null) === (archived === 'only');
}

function hasStatus(message: Message, status: FeedFilter['status']): boolean {
  switch (status) {
    case 'all':
      return true;
    case 'unread':
      return message.readAt === null;
    case 'read':
      return message.readAt !== null;
    case 'unseen':
      return message.seenAt === null;
    case 'seen':
      return message.seenAt !== null;
  }
}

function inScope(message: Message, scope: FeedScope): boolean {
  const { source, workflowCategories, triggerData, insertedAt } = scope;
  return (
    (source === undefined || message.source.key === source) &&
    isOfTenant(message, scope) &&
    (workflowCategories === undefined ||
      workflowCategories.some((category) => message.source.categories.includes(category))) &&
    (triggerData === undefined || hasTriggerData(message, triggerData)) &&
    (insertedAt?.gt === undefined || message.insertedAt > insertedAt.gt) &&
    (insertedAt?.gte === undefined || message.insertedAt >= insertedAt.gte) &&
    (insertedAt?.lt === undefined || message.insertedAt < insertedAt.lt) &&
    (insertedAt?.lte === undefined || message.insertedAt <= insertedAt.lte)
  );
}

function isOfTenant(message: Message, { tenant, hasTenant }: FeedScope): boolean {
  if (hasTenant !== undefined && (message.tenant !== null) !== hasTenant) return false;
  return tenant === undefined || message.tenant === null || message.tenant === tenant;
}

/** The vendor keeps text in trigger data to this length when it filters by it. */
const triggerDataTextLimit = 256;

export function hasTriggerData(message: Pick<Message, 'data'>, wanted: TriggerData): boolean {
  return Object.entries(wanted).every(([key, value]) => {
    const held = message.data[key];
    return (typeof held === 'string' ? held.slice(0, triggerDataTextLimit) : held) === value;
  });
}
