import { ChatError, type ChatConnection, type ChatEvent, type ConnectionParts } from '../connection.ts';
import type { ChannelAnswer, ChatChannel, ChatMessage, ChatUser, OutgoingMessage } from '../model.ts';
import type { ChangeCalls } from '../store/change-calls.ts';
import type { ReactionCalls } from '../message/reaction-calls.ts';
import type { WhoPage } from '../message/who/who.ts';
import type { PageCalls } from '../store/page-calls.ts';
import { channelOf, parentOf, threadKey } from '../thread/thread-key.ts';

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
  /** Replies included. */
  messages: ChatMessage[];
  readAt: number;
  /** Of the threads that ann takes part in, by key. */
  readonly threadsReadAt: Map<string, number>;
}

/**
 * A chat vendor in memory, with ann connected to it. It answers as the vendor does: ascending pages, counts of its own,
 * and an answer is of the moment when it was asked for, not when it comes. Its socket can be cut: what happens then is
 * not told.
 */
export class PretendConnection implements ChatConnection, PageCalls, ChangeCalls, ReactionCalls {
  readonly user = ann;
  online = true;
  /** Whether the socket is lost and nobody has noticed: calls get through, and nothing is told. */
  deaf = false;
  readonly calls: string[] = [];
  /** Whom ann has muted. */
  readonly muted = new Set<string>();
  /** What a test needs of them. */
  readonly parts: { -readonly [Name in keyof ConnectionParts]?: ConnectionParts[Name] } = {
    page: this,
    change: this,
    reactions: this,
  };
  readonly #channels = new Map<string, PretendChannel>();
  readonly #listeners = new Set<(event: ChatEvent) => void>();
  #now = 1_000;
  /** What the next calls of a name reject with, first one first. */
  readonly #failures = new Map<string, ChatError[]>();

  get now(): number {
    return this.#now;
  }

  get unreadTotal(): number {
    return [...this.#channels.keys()].reduce((sum, cid) => sum + this.unreadIn(cid), 0);
  }

  get unreadThreads(): number {
    const keys = [...this.#channels.values()].flatMap(({ threadsReadAt }) => [...threadsReadAt.keys()]);
    return keys.filter((key) => this.unreadIn(key) > 0).length;
  }

  isMuted(userId: string): boolean {
    return this.muted.has(userId);
  }

  addChannel(cid: string, patch: Partial<ChatChannel> = {}): void {
    const channel: ChatChannel = {
      cid,
      name: cid,
      image: undefined,
      members: [ann, ben],
      memberCount: 2,
      watchers: 0,
      frozen: false,
      cooldown: 0,
      commands: [],
      pinnedAt: 0,
      archivedAt: 0,
      muted: false,
      may: everything,
      longestMessage: 5_000,
      activeAt: 0,
      ...patch,
    };
    this.#channels.set(cid, { channel, messages: [], readAt: this.#now, threadsReadAt: new Map() });
  }

  /** Somebody writes, in a channel or a thread. @returns the message, told to listeners unless the socket is cut */
  write(cid: string, user: ChatUser = ben, patch: Partial<ChatMessage> = {}): ChatMessage {
    this.#now += 1_000;
    const parentId = parentOf(cid);
    const message = someMessage({ id: `m${this.#now}`, createdAt: this.#now, user, parentId, ...patch });
    this.#at(cid).messages.push(message);
    if (parentId !== undefined) this.#follow(cid, parentId, user);
    // Whoever writes has read.
    if (user.id === ann.id && placesOf(message, channelOf(cid)).includes(channelOf(cid))) {
      this.#at(cid).readAt = message.createdAt;
    }
    for (const place of placesOf(message, channelOf(cid)))
      this.tell({ type: 'message', cid: place, message });
    if (parentId !== undefined) this.#countReplies(channelOf(cid), parentId);
    return message;
  }

  /** The visitor's own doing on another device: they pin, archive or mute. */
  move(cid: string, patch: Partial<ChatChannel>): void {
    const at = this.#at(cid);
    at.channel = { ...at.channel, ...patch };
    this.tell({ type: 'channel-changed', cid, patch });
  }

  /** The visitor marks a message and what is after it as unread. */
  markUnread(cid: string, messageId: string): void {
    const at = this.#at(cid);
    at.readAt = (at.messages.find(({ id }) => id === messageId)?.createdAt ?? 0) - 1;
    this.tell({ type: 'unread', cid, unread: this.unreadIn(cid), readAt: at.readAt });
  }

  change(cid: string, messageId: string, patch: Partial<ChatMessage>): ChatMessage {
    this.#now += 1_000;
    const { messages } = this.#at(cid);
    const index = messages.findIndex(({ id }) => id === messageId);
    const message = Object.freeze({ ...someMessage(), ...messages[index], ...patch, updatedAt: this.#now });
    messages[index] = message;
    const channel = channelOf(cid);
    for (const place of [...placesOf(message, channel), threadKey(channel, messageId)]) {
      this.tell({ type: 'message-changed', cid: place, message });
    }
    return message;
  }

  erase(cid: string, messageId: string): void {
    const at = this.#at(cid);
    const channel = channelOf(cid);
    const gone = at.messages.find(({ id }) => id === messageId);
    at.messages = at.messages.filter((message) => message !== gone);
    if (!gone) return;
    for (const place of [...placesOf(gone, channel), threadKey(channel, messageId)]) {
      this.tell({ type: 'message-removed', cid: place, messageId });
    }
    if (gone.parentId !== undefined) this.#countReplies(channel, gone.parentId);
  }

  /** What a channel or a thread shows. */
  messagesOf(cid: string): readonly ChatMessage[] {
    const parentId = parentOf(cid);
    return this.#at(cid).messages.filter((message) =>
      parentId === undefined
        ? message.parentId === undefined || message.alsoInChannel
        : message.id === parentId || message.parentId === parentId,
    );
  }

  unreadIn(cid: string): number {
    const readAt = this.#readAt(cid) ?? Infinity;
    return this.messagesOf(cid).filter(
      ({ createdAt, user, id, silent }) =>
        createdAt > readAt &&
        user.id !== ann.id &&
        !silent &&
        (parentOf(cid) !== undefined ? id !== parentOf(cid) : !this.muted.has(user.id)),
    ).length;
  }

  cut(): void {
    this.online = false;
  }

  recover(): void {
    this.online = true;
    this.deaf = false;
    this.tell({ type: 'recovered' });
  }

  tell(event: ChatEvent): void {
    if (this.online && !this.deaf) for (const listener of [...this.#listeners]) listener(event);
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
      .filter(({ channel }) => channel.archivedAt === 0)
      .sort(
        ({ channel: one }, { channel: other }) =>
          other.pinnedAt - one.pinnedAt || other.activeAt - one.activeAt,
      )
      .slice(offset, offset + limit);
    await this.#call('channels', `${offset}+${limit}`);
    return answers;
  }

  async open(cid: string, limit: number): Promise<ChannelAnswer> {
    const answer = this.#channels.has(channelOf(cid)) ? this.#answer(cid, limit) : undefined;
    await this.#call('open', cid);
    if (!answer) throw new ChatError('forbidden', 'No such channel');
    return answer;
  }

  async before(cid: string, messageId: string, limit: number): Promise<readonly ChatMessage[]> {
    const messages = this.messagesOf(cid);
    const index = messages.findIndex(({ id }) => id === messageId);
    const page = messages.slice(Math.max(0, index - limit), Math.max(0, index));
    await this.#call('before', messageId);
    if (index < 0) throw new ChatError('refused', 'No such message');
    return page;
  }

  async after(cid: string, messageId: string, limit: number): Promise<readonly ChatMessage[]> {
    const messages = this.messagesOf(cid);
    const index = messages.findIndex(({ id }) => id === messageId);
    const page = messages.slice(index + 1, index + 1 + limit);
    await this.#call('after', messageId);
    if (index < 0) throw new ChatError('refused', 'No such message');
    return page;
  }

  async around(cid: string, sought: string | number, limit: number): Promise<readonly ChatMessage[]> {
    const messages = this.messagesOf(cid);
    const index = messages.findIndex(({ id, createdAt }) =>
      typeof sought === 'string' ? id === sought : createdAt >= sought,
    );
    const start = Math.max(0, Math.min(index - Math.floor(limit / 2), messages.length - limit));
    const page = messages.slice(start, start + limit);
    await this.#call('around', String(sought));
    if (index < 0 && typeof sought === 'string') throw new ChatError('refused', 'No such message');
    return page;
  }

  async send(cid: string, message: OutgoingMessage & { readonly id: string }): Promise<ChatMessage> {
    const { id, text, attachments = [], alsoInChannel = false, pollId } = message;
    await this.#call('send', id);
    if (this.#at(cid).messages.some((known) => known.id === id)) {
      throw new ChatError('duplicate', `a message with ID ${id} already exists`);
    }
    return this.write(cid, ann, { id, text, attachments, alsoInChannel, pollId });
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

  who(): Promise<WhoPage> {
    return Promise.resolve({ people: [], next: undefined });
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
    if (parentOf(cid) === undefined) this.#at(cid).readAt = this.#now;
    else if (this.#readAt(cid) !== undefined) this.#at(cid).threadsReadAt.set(cid, this.#now);
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
    const { channel } = this.#at(cid);
    const messages = this.messagesOf(cid);
    const page = messages.slice(-limit);
    return {
      channel: { ...channel, cid, activeAt: messages.at(-1)?.createdAt ?? channel.activeAt },
      messages: page,
      more: page.length >= limit,
      unread: this.unreadIn(cid),
      readAt: this.#readAt(cid),
      readBy: {},
      deliveredTo: {},
    };
  }

  #at(cid: string): PretendChannel {
    const channel = this.#channels.get(channelOf(cid));
    if (!channel) throw new Error(`No channel ${cid}`);
    return channel;
  }

  #readAt(cid: string): number | undefined {
    const { readAt, threadsReadAt } = this.#at(cid);
    return parentOf(cid) === undefined ? readAt : threadsReadAt.get(cid);
  }

  #countReplies(cid: string, parentId: string): void {
    if (!this.#at(cid).messages.some(({ id }) => id === parentId)) return;
    const replies = this.messagesOf(threadKey(cid, parentId)).length - 1;
    this.change(cid, parentId, { replies });
  }

  /** Who wrote in a thread takes part in it, and who wrote what it is about. */
  #follow(key: string, parentId: string, user: ChatUser): void {
    const { messages, threadsReadAt } = this.#at(key);
    const parent = messages.find(({ id }) => id === parentId);
    if (user.id === ann.id) threadsReadAt.set(key, this.#now);
    else if (parent?.user.id === ann.id && !threadsReadAt.has(key)) threadsReadAt.set(key, parent.createdAt);
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

function placesOf({ parentId, alsoInChannel }: ChatMessage, cid: string): string[] {
  if (parentId === undefined) return [cid];
  return alsoInChannel ? [cid, threadKey(cid, parentId)] : [threadKey(cid, parentId)];
}
