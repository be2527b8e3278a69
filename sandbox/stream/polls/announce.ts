import type { Backend } from '../backend.ts';
import type { Connection } from '../events/connections.ts';
import { audienceOf } from '../messages/message-visibility.ts';
import type { ChannelRecord, Fields } from '../model.ts';
import type { PollRecord, VoteRecord } from './model.ts';
import { presentPoll, presentVote } from './present.ts';

/** Users as polls and votes show them. */
export const userShower =
  ({ present, state }: Backend) =>
  (id: string): Fields =>
    present.user(state.user(id));

/** Tells the watchers of every channel in which a poll stands. */
export function announcePoll(
  backend: Backend,
  type: 'poll.updated' | 'poll.closed' | 'poll.deleted',
  poll: PollRecord,
): void {
  const { events, state } = backend;
  for (const { channel, messageId, to } of standingIn(backend, poll)) {
    const fields = { message_id: messageId, poll: presentPoll(state, poll, userShower(backend)) };
    events.send(events.channelEvent(type, channel, fields), to);
  }
}

export function announceVote(
  backend: Backend,
  type: 'poll.vote_casted' | 'poll.vote_changed' | 'poll.vote_removed',
  poll: PollRecord,
  vote: VoteRecord,
): void {
  const { events, state } = backend;
  const userOf = userShower(backend);
  for (const { channel, messageId, to } of standingIn(backend, poll)) {
    const fields = { message_id: messageId, poll: presentPoll(state, poll, userOf) };
    events.send(events.channelEvent(type, channel, fields), to, (userId) => ({
      poll_vote: presentVote(poll, vote, userOf, userId),
    }));
  }
}

interface Standing {
  readonly channel: ChannelRecord;
  readonly messageId: string;
  /** The watchers that may see it there, and see it in none of the channel's messages before. */
  readonly to: Connection[];
}

/** The messages that carry a poll; each connection hears of the first one of a channel that its user may see. */
function standingIn(backend: Backend, poll: PollRecord): Standing[] {
  const { events, state } = backend;
  const told = new Map<string, Set<Connection>>();
  return [...poll.messageIds].flatMap((messageId) => {
    const message = state.messages.get(messageId);
    if (!message || message.deletedAt !== undefined) return [];
    const channel = state.channel(message.cid);
    const before = told.get(message.cid) ?? new Set();
    const to = audienceOf(backend, message, events.watching(channel)).filter((each) => !before.has(each));
    told.set(message.cid, new Set([...before, ...to]));
    return [{ channel, messageId, to }];
  });
}
