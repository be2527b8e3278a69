import type { FeedFilter } from '../model/feed.ts';
import { feedFilter } from '../http/feed-query.ts';
import { channels } from '../model/channels.ts';
import type { Frame } from './frames.ts';

/** A feed that a connection joined. */
export interface Subscription {
  readonly topic: string;
  readonly joinRef: string | null;
  readonly user: string;
  /** Whose filters decide what is told: each client's by its reference id, or that of the socket itself. */
  readonly filters: FeedFilters;
}

/** SDKs of today share a topic among their clients, each with its own filter; older ones join for themselves alone. */
export type FeedFilters =
  | { readonly by: 'client'; readonly clients: ReadonlyMap<string, FeedFilter> }
  | { readonly by: 'socket'; readonly filter: FeedFilter };

/** What a topic names: a user's feed, or something that there is not here. A user's id may hold colons of its own. */
export function parseTopic(topic: string): { user: string } | 'guides' | undefined {
  if (topic.startsWith('guides:')) return 'guides';
  const [, channel, user] = /^feeds:([^:]+):(.+)$/.exec(topic) ?? [];
  return channel === channels.in_app_feed.id && user !== undefined ? { user } : undefined;
}

/** The filters of a join; nothing, where one of them is wrong. */
export function parseFilters(payload: Frame['payload']): FeedFilters | undefined {
  const named = Object.entries(payload).filter(([reference]) => reference.startsWith('client_'));
  if (named.length === 0) {
    const { data } = feedFilter.safeParse(withoutNulls(payload));
    return data && { by: 'socket', filter: data };
  }
  const clients = new Map<string, FeedFilter>();
  for (const [reference, params] of named) {
    const { data } = feedFilter.safeParse(params);
    if (!data) return undefined;
    clients.set(reference, data);
  }
  return { by: 'client', clients };
}

/** Older SDKs send what nobody chose as null. */
function withoutNulls(payload: Frame['payload']): Frame['payload'] {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null));
}
