import type { ChatConnection } from '../connection.ts';
import type { ChannelAnswer, ChatMessage } from '../model.ts';
import { merge, overlaps } from './timeline.ts';

/** Messages by page while a hole is filled, and pages until it is given up: then the newest page alone is shown. */
const page = 100;
const mostPages = 10;

/**
 * The newest messages of a channel after a gap in the connection, reaching back to what was known before it. More may
 * have been missed than one page holds; then the pages between are asked for too, so that no hole stays.
 * @returns the messages from the known ones on, and whether they reach them
 */
export async function missed(
  connection: ChatConnection,
  known: readonly ChatMessage[],
  answer: ChannelAnswer,
): Promise<{ messages: readonly ChatMessage[]; reaches: boolean }> {
  // Before the first message of all there is nothing to reach back to.
  if (known.length === 0) return { messages: answer.messages, reaches: false };
  let messages = answer.messages;
  let more = answer.more;
  for (let pages = 0; !overlaps(known, messages); pages += 1) {
    const [first] = messages;
    if (!first || !more) return { messages, reaches: false };
    if (pages >= mostPages) return { messages: answer.messages, reaches: false };
    const older = await connection.before(answer.channel.cid, first.id, page);
    more = older.length >= page;
    messages = merge(messages, older);
  }
  return { messages, reaches: true };
}
