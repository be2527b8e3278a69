import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { draftKey } from '../drafts/drafts.ts';
import { presentDraft } from '../drafts/present.ts';
import { isSeenBy } from '../messages/message-visibility.ts';
import { isHiddenFrom } from './channel-visibility.ts';
import { inChannel } from '../model.ts';
import type { Actor, ChannelRecord, Fields } from '../model.ts';
import { messagePageSchema, pageOf } from '../messages/pages.ts';
import { newestPins } from '../messages/pins.ts';

const listPageSchema = z.object({
  limit: z.int().min(0).max(300).default(100),
  offset: z.int().min(0).max(1000).default(0),
});

/** What a query of one channel may ask for besides the channel itself. */
export const channelStateSchema = z.object({
  state: z.boolean().default(true),
  messages: messagePageSchema.default({}),
  members: listPageSchema.prefault({}),
  watchers: listPageSchema.prefault({}),
});
export type ChannelStateRequest = z.infer<typeof channelStateSchema>;

/** A channel with its messages, members, watchers and read states, as one caller sees it. */
export function channelState(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  request: ChannelStateRequest,
  messagePageSize: number,
): Fields {
  const { connections, present, state } = backend;
  const own = channel.members.get(actor.user.id);
  const watchers = connections.watchers(channel.cid);
  const messages = request.state
    ? pageOf(
        channel.messages.filter((message) => inChannel(message) && isSeenBy(channel, message, actor)),
        request.messages,
        messagePageSize,
      )
    : [];
  const draft = state.drafts.get(draftKey(actor.user.id, channel.cid, undefined));
  const waiting = [...state.messages.values()].filter(
    (message) => message.pending && message.cid === channel.cid && isSeenBy(channel, message, actor),
  );
  return {
    channel: present.channel(channel, actor),
    messages: messages.map((message) => present.message(message, actor)),
    pinned_messages: request.state
      ? newestPins(backend, actor, channel).map((message) => present.message(message, actor))
      : [],
    ...(waiting.length > 0 && {
      pending_messages: waiting.map((message) => ({
        message: present.message(message, actor),
        pending_message_metadata: message.pending?.metadata,
      })),
    }),
    ...(draft && { draft: presentDraft(backend, draft) }),
    threads: [],
    members: request.state
      ? slice([...channel.members.values()], request.members).map((member) => present.member(member))
      : [],
    ...(isHiddenFrom(state, channel, actor.user.id) && { hidden: true }),
    ...(own && { membership: present.member(own) }),
    read: request.state
      ? [...channel.reads].map(([userId, read]) => present.read(channel, userId, read))
      : [],
    // Nobody watching is no count at all.
    ...(watchers.length > 0 && { watcher_count: watchers.length }),
    ...(request.state &&
      watchers.length > 0 && {
        watchers: slice(watchers, request.watchers).map((id) => present.user(state.user(id))),
      }),
  };
}

export const slice = <T>(list: readonly T[], page: { limit: number; offset: number }): T[] =>
  list.slice(page.offset, page.offset + page.limit);
