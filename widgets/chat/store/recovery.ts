import type { ChannelAnswer, ChatMessage } from '../model.ts';
import type { PageCalls } from './page-calls.ts';
import { inOrder, merge, touch } from './timeline.ts';

/** Messages by page while a hole is filled, and pages until it is given up. */
const page = 100;
const mostPages = 10;

/**
 * The newest messages of a channel after a gap in the connection, reaching back over all that was known before it. More
 * may have been missed than one page holds; then the pages between are asked for too. Where that is too much, the
 * newest page alone.
 * @param known what was known up to the gap
 * @param answer the channel as it is now, with its newest page
 */
export async function missed(
  pages: () => Promise<PageCalls>,
  known: readonly ChatMessage[],
  answer: ChannelAnswer,
): Promise<Pick<ChannelAnswer, 'messages' | 'more'>> {
  const [oldest] = known;
  let { messages, more } = answer;
  for (let asked = 0; oldest && more && asked < mostPages; asked += 1) {
    const [first] = messages;
    if (!first || inOrder(first, oldest) <= 0) break;
    const older = await (await pages()).before(answer.channel.cid, first.id, page);
    more = older.length >= page;
    messages = merge(messages, older);
  }
  return touch(known, messages) || !more ? { messages, more } : answer;
}

/**
 * What is known brought up to a page that was asked for again: what stood in the page's span and is not in it any more
 * was removed meanwhile.
 * @param more whether there are messages before the page; else its span has no beginning
 */
export function refresh(
  known: readonly ChatMessage[],
  page: readonly ChatMessage[],
  more: boolean,
): readonly ChatMessage[] {
  const [first] = page;
  if (!first) return Object.freeze([]);
  const present = new Set(page.map((message) => message.id));
  const kept = known.filter((message) => (more && inOrder(message, first) < 0) || present.has(message.id));
  return merge(Object.freeze(kept), page);
}
