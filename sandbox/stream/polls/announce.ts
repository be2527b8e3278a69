import type { Backend } from '../backend.ts';
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
  for (const { channel, messageId } of standingIn(backend, poll)) {
    const fields = { message_id: messageId, poll: presentPoll(state, poll, userShower(backend)) };
    events.send(events.channelEvent(type, channel, fields), events.watching(channel));
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
  for (const { channel, messageId } of standingIn(backend, poll)) {
    const fields = { message_id: messageId, poll: presentPoll(state, poll, userOf) };
    events.send(events.channelEvent(type, channel, fields), events.watching(channel), (userId) => ({
      poll_vote: presentVote(poll, vote, userOf, userId),
    }));
  }
}

/** Each channel once, with the first message that carries the poll. */
function standingIn({ state }: Backend, poll: PollRecord): { channel: ChannelRecord; messageId: string }[] {
  const found = new Map<string, string>();
  for (const id of poll.messageIds) {
    const message = state.messages.get(id);
    if (message && message.deletedAt === undefined && !found.has(message.cid)) found.set(message.cid, id);
  }
  return [...found].map(([cid, messageId]) => ({ channel: state.channel(cid), messageId }));
}
