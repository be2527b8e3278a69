import { historyStart, isHiddenFrom } from './channel-visibility.ts';
import type { FieldReader, FieldValue } from '../query/filters.ts';
import type { Actor, ChannelRecord, UserRecord } from '../model.ts';
import type { State } from '../state.ts';
import { unreadIn } from '../reads/unread.ts';

const equality = ['$eq', '$ne', '$in', '$nin', '$exists'];
const order = ['$gt', '$gte', '$lt', '$lte'];
const date = [...equality, ...order];
const yesNo = ['$eq', '$ne', '$exists'];
const anything = [...date, '$autocomplete', '$q', '$contains'];

const operators: Readonly<Record<string, readonly string[]>> = {
  id: equality,
  cid: equality,
  type: equality,
  team: equality,
  created_by_id: equality,
  members: ['$eq', '$in', '$nin', '$exists', '$contains'],
  'member.user.name': ['$eq', '$autocomplete'],
  name: [...equality, '$autocomplete', '$q'],
  invite: ['$eq'],
  joined: yesNo,
  frozen: yesNo,
  disabled: yesNo,
  hidden: yesNo,
  muted: yesNo,
  pinned: yesNo,
  archived: yesNo,
  has_unread: yesNo,
  member_count: date,
  created_at: date,
  updated_at: date,
  last_message_at: date,
  last_updated: ['$eq', ...order],
};

/** What the server tells of channels, but does not find them by. */
const notFoundBy = new Set([
  'own_capabilities',
  'config',
  'created_by',
  'messages',
  'watchers',
  'watcher_count',
]);

/** The operators that a field of a query of channels takes; any name that is not the server's is a custom field. */
export const channelOperators = (field: string): readonly string[] | undefined =>
  notFoundBy.has(field) ? undefined : (operators[field] ?? anything);

const time = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at));

/** The fields by which an actor finds and sorts channels. */
export function channelReader(state: State, channel: ChannelRecord, { user }: Actor): FieldReader {
  const own = channel.members.get(user.id);
  const lastMessageAt = state.lastMessageAt(channel);
  return (field) => {
    switch (field) {
      case 'id':
      case 'type':
      case 'cid':
      case 'frozen':
      case 'disabled':
      case 'team':
        return channel[field];
      case 'members':
        return [...channel.members.keys()];
      case 'member.user.name':
        return names(state, channel, user);
      case 'member_count':
        return channel.members.size;
      case 'created_by_id':
        return channel.createdById;
      case 'created_at':
        return new Date(channel.createdAt);
      case 'updated_at':
        return new Date(channel.updatedAt);
      case 'last_message_at':
        return time(shownSince(lastMessageAt, historyStart(channel, user.id)));
      case 'last_updated':
        return new Date(lastMessageAt ?? channel.createdAt);
      case 'joined':
        return own !== undefined && own.invite?.status !== 'pending' && own.invite?.status !== 'rejected';
      case 'invite':
        return own?.invite?.status ?? null;
      case 'unread_count':
        return unreadIn(state, channel, user.id);
      case 'has_unread':
        return unreadIn(state, channel, user.id) > 0;
      case 'hidden':
        return isHiddenFrom(state, channel, user.id);
      case 'muted':
        return state.relations.mutesChannel(user.id, channel.cid);
      case 'pinned':
        return own?.pinnedAt !== undefined;
      case 'pinned_at':
        return time(own?.pinnedAt);
      case 'archived':
        return own?.archivedAt !== undefined;
      case 'archived_at':
        return time(own?.archivedAt);
      default:
        return channel.fields[field] as FieldValue;
    }
  };
}

/** A last message that one may not see is none. */
const shownSince = (at: number | undefined, start: number): number | undefined =>
  at === undefined || at <= start ? undefined : at;

/** The names of the other members. */
const names = (state: State, channel: ChannelRecord, user: UserRecord): string[] =>
  [...channel.members.keys()]
    .filter((id) => id !== user.id)
    .map((id) => state.users.get(id)?.fields['name'])
    .filter((name) => typeof name === 'string');
