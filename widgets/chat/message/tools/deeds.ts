import { asChatError } from '../../connection.ts';
import { nameOf, type ChatMessage, type ChatUser } from '../../model.ts';
import type { ChatStore } from '../../store/chat.store.ts';
import type { toolMessages } from './messages.en.ts';

type Say = (key: keyof typeof toolMessages, parameters?: Readonly<Record<string, string>>) => void;

/** What a visitor does to a message from its menu: shown at once where it can be, said in words where it failed. */
export class Deeds {
  readonly #store: ChatStore;
  readonly #cid: string;
  readonly #say: Say;

  constructor(store: ChatStore, cid: string, say: Say) {
    this.#store = store;
    this.#cid = cid;
    this.#say = say;
  }

  async remove(message: ChatMessage): Promise<void> {
    const done = await this.#store.changes((all) => all.remove(this.#cid, message));
    if (!done) this.#say('chat.tools.delete-failed');
  }

  async pin(message: ChatMessage): Promise<void> {
    const pinned = !message.pinned;
    const done = await this.#store.changes((all) =>
      all.ahead(this.#cid, message, { ...message, pinned }, async () =>
        (await this.#store.part('message')).pin(message.id, pinned),
      ),
    );
    if (!done) this.#say(pinned ? 'chat.tools.pin-failed' : 'chat.tools.unpin-failed');
  }

  async flag(message: ChatMessage): Promise<void> {
    try {
      await (await this.#store.part('message')).flag(message.id);
      this.#say('chat.tools.flagged');
    } catch (error) {
      // Who has told the moderators before has told them.
      const again = asChatError(error).kind === 'duplicate';
      this.#say(again ? 'chat.tools.flagged' : 'chat.tools.flag-failed');
    }
  }

  async markUnread(message: ChatMessage): Promise<void> {
    try {
      await (await this.#store.part('message')).markUnread(this.#cid, message.id);
    } catch {
      this.#say('chat.tools.unread-failed');
    }
  }

  async mute(user: ChatUser, on: boolean): Promise<void> {
    try {
      await (await this.#store.part('message')).muteUser(user.id, on);
      this.#say(on ? 'chat.tools.muted' : 'chat.tools.unmuted', { name: nameOf(user) });
    } catch {
      this.#say('chat.tools.person-failed');
    }
  }

  async block(user: ChatUser, on: boolean): Promise<void> {
    try {
      await (await this.#store.part('message')).blockUser(user.id, on);
      this.#say(on ? 'chat.tools.blocked' : 'chat.tools.unblocked', { name: nameOf(user) });
    } catch {
      this.#say('chat.tools.person-failed');
    }
  }

  async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#say('chat.tools.copied');
    } catch {
      this.#say('chat.tools.copy-failed');
    }
  }
}
