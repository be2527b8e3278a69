import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { channelQuerySchema, findChannels } from '../channels/channel-query.ts';
import { pageAt, startOf } from '../query/cursor-query.ts';
import type { Page } from '../query/cursor-query.ts';
import { inputError } from '../errors.ts';
import { filterSchema, matches, sortSchema, sorted } from '../query/filters.ts';
import type { FieldReader, FieldValue, Filter } from '../query/filters.ts';
import { isPinned, isSeenBy } from '../messages/message-visibility.ts';
import type { Actor, MessageRecord } from '../model.ts';
import { requireCapability } from '../access/permissions.ts';
import type { State } from '../state.ts';

export const searchSchema = z.object({
  filter_conditions: filterSchema.refine((filter) => Object.keys(filter).length > 0, 'must not be empty'),
  query: z.string().optional(),
  message_filter_conditions: filterSchema.optional(),
  sort: sortSchema,
  limit: z.int().min(1).max(100).default(10),
  offset: z.int().min(0).max(1000).optional(),
  next: z.string().nullish(),
  message_options: z.looseObject({}).optional(),
  user_id: z.string().optional(),
});
export type Search = z.infer<typeof searchSchema>;

/**
 * One page of the messages that a search finds, the newest first unless it is sorted.
 * @throws StreamError 4 (a search that contradicts itself, a field that is not searched), 17, 19 (a channel of it has
 * search switched off), 70
 */
export function searchMessages(backend: Backend, actor: Actor, search: Search): Page<MessageRecord> {
  const { state } = backend;
  const filter = filterOf(search);
  checkPaging(search);
  const channels = findChannels(backend, actor, {
    ...channelQuerySchema.parse({}),
    filter_conditions: search.filter_conditions,
    limit: Number.MAX_SAFE_INTEGER,
  });
  for (const channel of channels) requireCapability(actor, channel, 'search-messages');
  const reader = (message: MessageRecord): FieldReader => readerOf(state, message);
  // Once on nothing, so that a bad condition is an error where there is nothing to find too.
  matches(filter, () => undefined);
  const found = channels
    .flatMap((channel) => channel.messages.filter((message) => isSeenBy(channel, message, actor)))
    .filter(
      (message) =>
        message.deletedAt === undefined &&
        !message.deletedFor.has(actor.user.id) &&
        matches(filter, reader(message)),
    );
  const order = search.sort.filter(({ field }) => field !== 'relevance');
  const newestFirst = { field: 'created_at', direction: -1 as const };
  return pageAt(
    sorted(found, [...order, newestFirst], reader),
    search.offset ?? startOf({ next: search.next }),
    search.limit,
  );
}

/** @throws StreamError 4 */
function filterOf({ query, message_filter_conditions: conditions }: Search): Filter {
  if ((query === undefined) === (conditions === undefined)) {
    throw inputError('exactly one of query and message_filter_conditions must be given');
  }
  if (query?.trim() === '') throw inputError('query must not be empty');
  return inWords(query === undefined ? (conditions ?? {}) : { text: { $q: query } });
}

/** Every word of a text that is looked for must stand somewhere. @throws StreamError 4 for a field without an index */
function inWords(filter: Filter): Filter {
  const parts = Object.entries(filter).map(([key, condition]): Filter => {
    if (key.startsWith('$')) {
      const list = z.array(filterSchema).safeParse(condition);
      return { [key]: list.success ? list.data.map(inWords) : condition };
    }
    const asked = z.looseObject({ $q: z.string().min(1) }).safeParse(condition);
    if (!asked.success) return { [key]: condition };
    if (key !== 'text') throw inputError(`search is not enabled for field messages.${key}`);
    const { $q: text, ...others } = asked.data;
    const words = text.split(/\s+/).filter((word) => word !== '');
    const conditions = words.map((word) => ({ text: { $q: word } }));
    return { $and: Object.keys(others).length > 0 ? [...conditions, { text: others }] : conditions };
  });
  const [only] = parts;
  return parts.length === 1 && only ? only : { $and: parts };
}

function checkPaging({ next, offset, sort }: Search): void {
  if (offset !== undefined && next) throw inputError('cannot specify offset with next');
  if (offset !== undefined && sort.length > 0) throw inputError('cannot specify offset with sort');
}

/** The fields by which messages are found and sorted; any other name is a custom field. */
function readerOf(state: State, message: MessageRecord): FieldReader {
  return (field) => {
    switch (field) {
      case 'id':
      case 'cid':
      case 'text':
      case 'silent':
        return message[field];
      case 'type':
        if (message.system) return 'system';
        return message.parentId === undefined ? 'regular' : 'reply';
      case 'user.id':
      case 'user_id':
        return message.userId;
      case 'parent_id':
        return message.parentId;
      case 'quoted_message_id':
        return message.quotedId;
      case 'pinned':
        return isPinned(message, state.now());
      case 'attachments':
        return message.attachments.length > 0
          ? message.attachments.map(({ type }) => String(type))
          : undefined;
      case 'attachments.type':
        return message.attachments.map(({ type }) => String(type));
      case 'mentioned_users.id':
        return message.mentionedIds;
      case 'reply_count':
        return state.replies(message.id).filter((reply) => reply.deletedAt === undefined).length;
      case 'created_at':
        return new Date(message.createdAt);
      case 'updated_at':
        return new Date(message.updatedAt);
      default:
        return message.fields[field] as FieldValue;
    }
  };
}
