import type { ReactionFilters } from 'stream-chat';
import type { ReactionCalls } from '../message/reaction-calls.ts';
import { emojiOf } from '../message/reactions.ts';
import type { WhoPage } from '../message/who/who.ts';
import type { StreamAccess } from './stream-access.ts';
import { toUser } from './stream-model.ts';

/** People on one page. */
const page = 25;

/** `ReactionCalls` by the vendor's SDK. */
export class StreamReactionCalls implements ReactionCalls {
  readonly #stream: StreamAccess;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  react(cid: string, messageId: string, type: string, on: boolean): Promise<void> {
    return this.#stream.call(async () => {
      const channel = this.#stream.channel(cid);
      // What it looks like is for the vendor's notifications.
      const reaction = { type, emoji_code: emojiOf(type) };
      await (on ? channel.sendReaction(messageId, reaction) : channel.deleteReaction(messageId, type));
    });
  }

  who(messageId: string, type: string | undefined, next?: string): Promise<WhoPage> {
    return this.#stream.call(async (client) => {
      const filter: ReactionFilters = type === undefined ? {} : { type: { $eq: type } };
      const answer = await client.queryReactions(messageId, filter, [{ created_at: -1 }], {
        limit: page,
        ...(next && { next }),
      });
      return {
        people: answer.reactions.map((reaction) => ({
          user: toUser(reaction.user),
          sign: emojiOf(reaction.type, reaction.emoji_code),
        })),
        next: answer.next || undefined,
      };
    });
  }
}
