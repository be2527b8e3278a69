import { fromAnswer, isListed, next, withAnswer, type ChannelState } from './channel-state.ts';
import type { ChatConnection } from '../connection.ts';
import type { ChannelAnswer } from '../model.ts';
import { parentOf } from '../thread/thread-key.ts';
import { merge } from './timeline.ts';

/** The vendor's most for one query of channels. */
const channelsPage = 30;

/** The list as it is after a gap in the connection, by cid. @param listed how many of it were here */
export async function listAnew(
  connection: ChatConnection,
  listed: number,
): Promise<ReadonlyMap<string, ChannelAnswer>> {
  const fresh = new Map<string, ChannelAnswer>();
  for (let offset = 0; offset < listed; offset += channelsPage) {
    const limit = Math.min(channelsPage, listed - offset);
    const answers = await connection.channels({ offset, limit });
    for (const answer of answers) fresh.set(answer.channel.cid, answer);
    if (answers.length < limit) break;
  }
  return fresh;
}

/**
 * What is known, brought up to the list.
 * @param known by cid; so is the next
 * @param asked what was known when the list was asked for
 * @param selected is caught up with on its own
 */
export function withList(
  known: ReadonlyMap<string, ChannelState>,
  fresh: ReadonlyMap<string, ChannelAnswer>,
  asked: ReadonlyMap<string, ChannelState>,
  selected: string | undefined,
): ChannelState[] {
  const states = new Map(known);
  for (const [cid, state] of known) {
    const answer = fresh.get(cid);
    // Messages of channels that are not shown may have holes now: those are opened anew when they are.
    if (cid === selected || parentOf(cid)) continue;
    // The archive is no part of the list that was asked for.
    if (!answer && isListed(state)) states.delete(cid);
    else if (answer) {
      const now = withAnswer(state, answer, asked.get(cid) ?? state);
      const messages = Object.freeze(merge(state.messages, answer.messages).slice(-1));
      // One that has been opened since then is up to date.
      states.set(cid, state.opened || state.busy ? now : next(now, { messages }));
    }
  }
  for (const [cid, answer] of fresh) if (!states.has(cid)) states.set(cid, fromAnswer(answer, false));
  return [...states.values()];
}
