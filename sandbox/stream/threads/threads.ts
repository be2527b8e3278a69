import type { Backend } from '../backend.ts';
import { CustomFields } from '../query/custom-fields.ts';
import { inputError, notFound } from '../errors.ts';
import { audienceOf } from '../messages/message-visibility.ts';
import type { ChannelRecord, Fields, MessageRecord } from '../model.ts';
import type { State } from '../state.ts';
import { presentThread } from './present.ts';

export interface ThreadParticipant {
  readonly since: number;
  lastRead: number;
  lastReadMessageId: string | undefined;
  /** When it wrote last in the thread. */
  lastMessageAt: number | undefined;
}

/** The thread under a message. It begins with the first reply; who wrote the message takes part in it. */
export interface ThreadRecord {
  /** The message that the replies answer; a thread has no other id. */
  readonly parentId: string;
  readonly cid: string;
  title: string;
  fields: Fields;
  readonly participants: Map<string, ThreadParticipant>;
  readonly createdAt: number;
  updatedAt: number;
  lastMessageAt: number;
}

const custom = new CustomFields([
  'id',
  'type',
  'user',
  'title',
  'custom',
  'channel',
  'channel_cid',
  'parent_message',
  'parent_message_id',
  'created_by',
  'created_by_user_id',
  'created_at',
  'updated_at',
  'deleted_at',
  'last_message_at',
  'reply_count',
  'participants',
  'participant_count',
  'active_participant_count',
  'thread_participants',
  'latest_replies',
  'read',
  'draft',
]);

/** Notes a reply: the first one begins the thread, and whoever writes takes part and has read. */
export function followThread(state: State, parent: MessageRecord, reply: MessageRecord): void {
  const at = reply.createdAt;
  let thread = state.threads.get(parent.id);
  if (!thread) {
    const author = {
      since: at,
      lastRead: parent.createdAt,
      lastReadMessageId: undefined,
      lastMessageAt: undefined,
    };
    thread = {
      parentId: parent.id,
      cid: parent.cid,
      title: parent.text,
      fields: {},
      participants: new Map([[parent.userId, author]]),
      createdAt: at,
      updatedAt: at,
      lastMessageAt: at,
    };
    state.threads.set(parent.id, thread);
  }
  thread.lastMessageAt = at;
  thread.updatedAt = at;
  const since = thread.participants.get(reply.userId)?.since ?? at;
  thread.participants.set(reply.userId, {
    since,
    lastRead: at,
    lastReadMessageId: reply.id,
    lastMessageAt: at,
  });
}

/** @throws StreamError 16 for a message without replies */
export function threadOf(state: State, parentId: string): ThreadRecord {
  const thread = state.threads.get(parentId);
  if (!thread) throw notFound(`thread with parent message id ${parentId} does not exist`);
  return thread;
}

/** Sets and unsets the title and custom fields of a thread, and tells the watchers who see it. @throws StreamError 4 */
export function patchThread(
  backend: Backend,
  channel: ChannelRecord,
  thread: ThreadRecord,
  set: Fields,
  unset: readonly string[],
): void {
  const { events, state } = backend;
  const fixed = custom.fixed(set, unset, ['title']);
  if (fixed !== undefined) throw inputError(`field "${fixed}" of a thread is reserved`);
  const title = set['title'] ?? (unset.includes('title') ? '' : thread.title);
  if (typeof title !== 'string') throw inputError('title: a text is expected');
  thread.title = title;
  thread.fields = custom.patch(thread.fields, set, unset);
  thread.updatedAt = state.now();
  events.send(
    events.channelEvent('thread.updated', channel, { thread: presentThread(backend, thread) }),
    audienceOf(backend, state.message(thread.parentId), events.watching(channel)),
  );
}
