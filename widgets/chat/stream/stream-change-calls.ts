import { isAudience } from '../audience.ts';
import type { ChatMessage } from '../model.ts';
import type { ChangeCalls } from '../store/change-calls.ts';
import type { StreamAccess } from './stream-access.ts';
import { toMessage } from './stream-model.ts';

/** `ChangeCalls` by the vendor's SDK. */
export class StreamChangeCalls implements ChangeCalls {
  readonly #stream: StreamAccess;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  edit(messageId: string, text: string, mentionedIds?: readonly string[]): Promise<ChatMessage> {
    return this.#stream.call(async (client) => {
      // Whom a message told at once it has told: an edit does not tell them again.
      const people = mentionedIds?.filter((id) => !isAudience(id));
      const set: object = { text, ...(people && { mentioned_users: people }) };
      return toMessage((await client.partialUpdateMessage(messageId, { set })).message);
    });
  }

  remove(messageId: string): Promise<ChatMessage> {
    return this.#stream.call(async (client) => toMessage((await client.deleteMessage(messageId)).message));
  }
}
