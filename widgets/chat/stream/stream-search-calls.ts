import type { ChatChannel } from '../model.ts';
import type { MessageHit, SearchCalls } from '../search/search-calls.ts';
import type { StreamAccess } from './stream-access.ts';
import { toAnswer, toMessage } from './stream-model.ts';

/** `SearchCalls` by the vendor's SDK. */
export class StreamSearchCalls implements SearchCalls {
  readonly #stream: StreamAccess;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  channels(text: string, limit: number): Promise<readonly ChatChannel[]> {
    return this.#stream.call(async (client) => {
      const holds = { $autocomplete: text };
      const states = await client.queryChannelsRequest(
        { members: { $in: [this.#stream.userId] }, $or: [{ name: holds }, { 'member.user.name': holds }] },
        [{ last_updated: -1 }],
        { limit, message_limit: 1, watch: false, state: true },
      );
      return states.map((state) => toAnswer(state, this.#stream.userId, 1).channel);
    });
  }

  messages(
    text: string,
    { limit, next }: { limit: number; next: string | undefined },
  ): Promise<{ readonly hits: readonly MessageHit[]; readonly next: string | undefined }> {
    return this.#stream.call(async (client) => {
      const mine = { members: { $in: [this.#stream.userId] } };
      const page = await client.search(mine, text, {
        limit,
        sort: [{ created_at: -1 }],
        ...(next !== undefined && { next }),
      });
      const hits = page.results.map(({ message }) => ({
        message: toMessage(message),
        channel: toAnswer({ channel: message.channel }, this.#stream.userId, 0).channel,
      }));
      return { hits, next: page.next };
    });
  }
}
