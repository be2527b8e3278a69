import type { LinkCard, WritingCalls } from '../composer/writing-calls.ts';
import { ChatError } from '../connection.ts';
import type { ChatUser } from '../model.ts';
import type { StreamAccess } from './stream-access.ts';
import { toAttachment, toUser } from './stream-model.ts';

const mostMembers = 10;

/** `WritingCalls` by the vendor's SDK. */
export class StreamWritingCalls implements WritingCalls {
  readonly #stream: StreamAccess;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  members(cid: string, query: string): Promise<readonly ChatUser[]> {
    return this.#stream.call(async () => {
      const filter = query ? { name: { $autocomplete: query } } : {};
      const answer = await this.#stream.channel(cid).queryMembers(filter, {}, { limit: mostMembers });
      return answer.members.flatMap(({ user }) => (user ? [toUser(user)] : []));
    });
  }

  card(url: string): Promise<LinkCard> {
    return this.#stream.call(async (client) => {
      const [card] = toAttachment(await client.enrichURL(url));
      if (card?.kind !== 'card') throw new ChatError('refused', `There is no card of ${url}.`);
      return card;
    });
  }

  pauseOf({ message }: ChatError): number | undefined {
    const [, seconds] = /cool ?down period ?\((\d+)s\)/i.exec(message) ?? [];
    return seconds === undefined ? undefined : Number(seconds) * 1000;
  }
}
