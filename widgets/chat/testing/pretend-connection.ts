import { ChatError, type ChatConnection, type ChatEvent, type ConnectionParts } from '../connection.ts';
import type { ChannelAnswer, ChatChannel, ChatMessage, ChatUser, OutgoingMessage } from '../model.ts';

export const ann: ChatUser = { id: 'ann', name: 'Ann Archer', image: undefined, online: true };
export const ben: ChatUser = { id: 'ben', name: 'Ben Baker', image: undefined, online: false };

const everything = {
  send: true,
  react: true,
  typing: true,
  read: true,
  editOwn: true,
  editAny: false,
  deleteOwn: true,
  deleteAny: false,
};

export function someMessage(patch: Partial<ChatMessage> = {}): ChatMessage {
  const createdAt = patch.createdAt ?? 1_000;
  return Object.freeze({
    id: `m${createdAt}`,
    kind: 'regular',
    text: 'Hello',
    user: ben,
    createdAt,
    updatedAt: createdAt,
    edited: false,
    silent: false,
    attachments: [],
    reactions: [],
    replies: 0,
    repliers: [],
    parentId: undefined,
    alsoInChannel: false,
    quoted: undefined,
    mentioned: [],
    pinned: false,
    moderation: undefined,
    pollId: undefined,
    customType: undefined,
    raw: {},
    ...patch,
  });
}

interface PretendChannel {
  channel: ChatChannel;
  messages: ChatMessage[];
  readAt: number;
}

/**
 * A chat vendor in memory, with ann connected to it. It answers as the vendor does: ascending pages, counts of its own,
 * and an answer is of the moment when it was asked for, not when it comes. Its socket can be cut: what happens then is
 * not told.
 */
export class PretendConnection implements ChatConnection {
  readonly user = ann;
  online = true;
  readonly calls: string[] = [];
  /** What a test needs of them. */
  readonly parts: { -readonly [Name in keyof ConnectionParts]?: ConnectionParts[Name] } = {};
  readonly #channels = new Map<string, PretendChannel>();
  readonly #listeners = new Set<(event: ChatEvent) => void>();
  #now = 1_000;
  /** What the next calls of a name reject with, first one first. */
  readonly #failures = new Map<string, ChatError[]>();

  get unreadTotal(): number {
    return [...this.#channels.keys()].reduce((sum, cid) => sum + this.unreadIn(cid), 0);
  }

  addChannel(cid: string, patch: Partial<ChatChannel> = {}): void {
    const channel: ChatChannel = {
      cid,
      name: cid,
      image: undefined,
      members: [ann, ben],
      memberCount: 2,
      frozen: false,
      cooldown: 0,
      commands: [],
      pinnedAt: 0,
      archivedAt: 0,
      may: everything,
      longestMessage: 5_000,
      activeAt: 0,
      ...patch,
    };
    this.#channels.set(cid, { channel, messages: [], readAt: this.#now });
  }

  /** Somebody writes. @returns the message, told to listeners unless the socket is cut */
  write(cid: string, user: ChatUser = ben, patch: Partial<ChatMessage> = {}): ChatMessage {
    this.#now += 1_000;
    const message = someMessage({ id: `m${this.#now}`, createdAt: this.#now, user, ...patch });
    this.#at(cid).messages.push(message);
    this.tell({ type: 'message', cid, message });
    return message;
  }

  change(cid: string, messageId: string, patch: Partial<ChatMessage>): ChatMessage {
    this.#now += 1_000;
    const { messages } = this.#at(cid);
    const index = messages.findIndex(({ id }) => id === messageId);
    const message = Object.freeze({ ...someMessage(), ...messages[index], ...patch, updatedAt: this.#now });
    messages[index] = message;
    this.tell({ type: 'message-changed', cid, message });
    return message;
  }

  erase(cid: string, messageId: string): void {
    const channel = this.#at(cid);
    channel.messages = channel.messages.filter(({ id }) => id !== messageId);
    this.tell({ type: 'message-removed', cid, messageId });
  }

  messagesOf(cid: string): readonly ChatMessage[] {
    return this.#at(cid).messages;
  }

  unreadIn(cid: string): number {
    const { messages, readAt } = this.#at(cid);
    return messages.filter(({ createdAt, user }) => createdAt > readAt && user.id !== ann.id).length;
  }

  cut(): void {
    this.online = false;
  }

  recover(): void {
    this.online = true;
    this.tell({ type: 'recovered' });
  }

  tell(event: ChatEvent): void {
    if (this.online) for (const listener of [...this.#listeners]) listener(event);
  }

  failNext(call: string, error = new ChatError('unreachable', 'No network')): void {
    this.#failures.set(call, [...(this.#failures.get(call) ?? []), error]);
  }

  listen(listener: (event: ChatEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  async channels({ offset, limit }: { offset: number; limit: number }): Promise<readonly ChannelAnswer[]> {
    const answers = [...this.#channels.keys()]
      .map((cid) => this.#answer(cid, 1))
      .sort((one, other) => other.channel.activeAt - one.channel.activeAt)
      .slice(offset, offset + limit);
    await this.#call('channels', `${offset}+${limit}`);
    return answers;
  }

  async open(cid: string, limit: number): Promise<ChannelAnswer> {
    const answer = this.#channels.has(cid) ? this.#answer(cid, limit) : undefined;
    await this.#call('open', cid);
    if (!answer) throw new ChatError('forbidden', 'No such channel');
    return answer;
  }

  async before(cid: string, messageId: string, limit: number): Promise<readonly ChatMessage[]> {
    const { messages } = this.#at(cid);
    const index = messages.findIndex(({ id }) => id === messageId);
    const page = messages.slice(Math.max(0, index - limit), Math.max(0, index));
    await this.#call('before', messageId);
    return page;
  }

  async send(cid: string, message: OutgoingMessage & { readonly id: string }): Promise<ChatMessage> {
    const { id, text, attachments = [], parentId, alsoInChannel = false, pollId } = message;
    await this.#call('send', id);
    if (this.#at(cid).messages.some((known) => known.id === id)) {
      throw new ChatError('duplicate', `a message with ID ${id} already exists`);
    }
    return this.write(cid, ann, { id, text, attachments, parentId, alsoInChannel, pollId });
  }

  async edit(messageId: string, text: string): Promise<ChatMessage> {
    await this.#call('edit', messageId);
    return this.change(this.#cidOf(messageId), messageId, { text, edited: true });
  }

  async remove(messageId: string): Promise<ChatMessage> {
    await this.#call('remove', messageId);
    return this.change(this.#cidOf(messageId), messageId, { text: '', kind: 'deleted' });
  }

  async react(cid: string, messageId: string, type: string, on: boolean): Promise<void> {
    await this.#call('react', `${messageId} ${type} ${on}`);
    const reactions = on ? [{ type, count: 1, own: false }] : [];
    const message = this.change(cid, messageId, { reactions });
    this.tell({ type: 'message-changed', cid, message, ownReaction: { type, on } });
  }

  typing(cid: string): void {
    this.calls.push(`typing ${cid}`);
  }

  stopTyping(cid: string): void {
    this.calls.push(`stopTyping ${cid}`);
  }

  async markRead(cid: string): Promise<void> {
    await this.#call('markRead', cid);
    this.#now += 1;
    this.#at(cid).readAt = this.#now;
    this.tell({ type: 'read', cid, userId: ann.id, at: this.#now });
  }

  part<Name extends keyof ConnectionParts>(name: Name): Promise<ConnectionParts[Name]> {
    const part = this.parts[name];
    return part ? Promise.resolve(part) : Promise.reject(new Error(`No part ${name}`));
  }

  close(): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }

  #answer(cid: string, limit: number): ChannelAnswer {
    const { channel, messages, readAt } = this.#at(cid);
    const page = messages.slice(-limit);
    return {
      channel: { ...channel, activeAt: messages.at(-1)?.createdAt ?? channel.activeAt },
      messages: page,
      more: page.length >= limit,
      unread: this.unreadIn(cid),
      readAt,
      readBy: {},
      deliveredTo: {},
    };
  }

  #at(cid: string): PretendChannel {
    const channel = this.#channels.get(cid);
    if (!channel) throw new Error(`No channel ${cid}`);
    return channel;
  }

  #cidOf(messageId: string): string {
    for (const [cid, { messages }] of this.#channels) {
      if (messages.some(({ id }) => id === messageId)) return cid;
    }
    throw new Error(`No message ${messageId}`);
  }

  async #call(name: string, detail: string): Promise<void> {
    this.calls.push(`${name} ${detail}`);
    // Some turns later, so that events overtake answers.
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    const failure = this.#failures.get(name)?.shift();
    if (failure) throw failure;
  }
}
