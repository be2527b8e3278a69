import type { ChatMessage } from '../model.ts';
import type { MessageCalls } from '../message/message-calls.ts';
import { parentOf } from '../thread/thread-key.ts';
import type { StreamAccess } from './stream-access.ts';
import { toMessage } from './stream-model.ts';

/** `MessageCalls` by the vendor's SDK. */
export class StreamMessageCalls implements MessageCalls {
  readonly #stream: StreamAccess;
  /** By user, what was done here, and the client's list at that time: it is made anew by an event, which may come later. */
  readonly #muted = new Map<string, { on: boolean; list: readonly unknown[] }>();

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  pin(messageId: string, on: boolean): Promise<ChatMessage> {
    return this.#stream.call(async (client) =>
      toMessage((await client.partialUpdateMessage(messageId, { set: { pinned: on } })).message),
    );
  }

  act(cid: string, messageId: string, name: string, value: string): Promise<ChatMessage | undefined> {
    return this.#stream.call(async () => {
      const { message } = await this.#stream.channel(cid).sendAction(messageId, { [name]: value });
      return message && toMessage(message);
    });
  }

  flag(messageId: string): Promise<void> {
    return this.#stream.call(async (client) => {
      await client.flagMessage(messageId);
    });
  }

  markUnread(cid: string, messageId: string): Promise<void> {
    return this.#stream.call(async () => {
      const thread = parentOf(cid);
      await this.#stream.channel(cid).markUnread(thread ? { thread_id: thread } : { message_id: messageId });
    });
  }

  isMuted(userId: string): boolean {
    const list = this.#stream.client.mutedUsers;
    const done = this.#muted.get(userId);
    return done?.list === list ? done.on : list.some(({ target }) => target.id === userId);
  }

  muteUser(userId: string, on: boolean): Promise<void> {
    return this.#stream.call(async (client) => {
      await (on ? client.muteUser(userId) : client.unmuteUser(userId));
      this.#muted.set(userId, { on, list: client.mutedUsers });
    });
  }

  isBlocked(userId: string): boolean {
    return this.#stream.client.blockedUsers.getLatestValue().userIds.includes(userId);
  }

  blockUser(userId: string, on: boolean): Promise<void> {
    return this.#stream.call(async (client) => {
      await (on ? client.blockUser(userId) : client.unBlockUser(userId));
    });
  }
}
