import type { Message, Messages } from './messages.ts';
import { newestFirst, orderKey } from './messages.ts';
import type { Page, PageQuery } from './page.ts';
import { pageOf } from './page.ts';
import type { RecipientKey } from './recipient-reference.ts';
import { countsOf, sum, type FeedCounts, type Kind } from './tallies.ts';
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

export interface FeedPage extends Page<Message> {
  readonly counts: FeedCounts;
}

/** Which of a recipient's messages are a feed's to begin with: those of its channel that the reader may read. */
export type Belongs = (message: Pick<Message, 'channel' | 'tenant'>) => boolean;

/** One page of a recipient's feed, newest first. */
export function feedPage(
  messages: Messages,
  recipient: RecipientKey,
  belongs: Belongs,
  filter: FeedFilter,
  query: PageQuery,
): FeedPage {
  const isOfFeed = (message: Message) => belongs(message) && matchesFeed(message, filter);
  return {
    ...pageOf(messages.of(recipient), orderKey, query, newestFirst, isOfFeed),
    counts: feedCounts(messages, recipient, belongs, filter),
  };
}

/** The counts of a scope. Archived messages never count, and no status narrows them. */
export function feedCounts(
  messages: Messages,
  recipient: RecipientKey,
  belongs: Belongs,
  scope: FeedScope,
): FeedCounts {
  const isCounted = (kind: Kind) => belongs(kind) && isOfKind(kind, scope);
  if (!hasDetails(scope))
    return sum([...messages.talliesOf(recipient)].filter(isCounted).map(({ counts }) => counts));
  const counted = messages
    .of(recipient)
    .filter((message) => isCounted(message) && fitsDetails(message, scope));
  return sum(counted.map(countsOf));
}

/** Whether a feed with this filter would list the message. */
export function matchesFeed(message: Message, filter: FeedFilter): boolean {
  return isOfKind(message, filter) && isListed(message, filter) && fitsDetails(message, filter);
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

/** What of a scope all messages of a kind share. */
function isOfKind(kind: Kind, scope: FeedScope): boolean {
  const { source, workflowCategories } = scope;
  return (
    (source === undefined || kind.source.key === source) &&
    isOfTenant(kind, scope) &&
    (workflowCategories === undefined ||
      workflowCategories.some((category) => kind.source.categories.includes(category)))
  );
}

/** Whether a scope asks for what only the single messages tell. */
function hasDetails({ triggerData = {}, insertedAt = {} }: FeedScope): boolean {
  return Object.keys(triggerData).length > 0 || Object.keys(insertedAt).length > 0;
}

function fitsDetails(message: Message, { triggerData, insertedAt }: FeedScope): boolean {
  return (
    (insertedAt?.gt === undefined || message.insertedAt > insertedAt.gt) &&
    (insertedAt?.gte === undefined || message.insertedAt >= insertedAt.gte) &&
    (insertedAt?.lt === undefined || message.insertedAt < insertedAt.lt) &&
    (insertedAt?.lte === undefined || message.insertedAt <= insertedAt.lte) &&
    (triggerData === undefined || hasTriggerData(message, triggerData))
  );
}

function isOfTenant(message: Kind, { tenant, hasTenant }: FeedScope): boolean {
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
