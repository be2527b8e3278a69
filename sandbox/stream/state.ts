import type { Clock } from '../platform/clock.ts';
import { defaultAppSettings } from './access/app-settings.ts';
import type { AppSettings } from './access/app-settings.ts';
import { builtInCommands, builtInTypes } from './channels/channel-types.ts';
import type { ChannelType, Command } from './channels/channel-types.ts';
import { builtInRoles } from './access/grants.ts';
import { messageNotFound, notFound } from './errors.ts';
import { inChannel } from './model.ts';
import type { ChannelRecord, Fields, MessageRecord, UserRecord } from './model.ts';
import type { DraftRecord } from './drafts/drafts.ts';
import type { PollRecord } from './polls/model.ts';
import type { ReminderRecord } from './reminders/reminders.ts';
import type { ThreadRecord } from './threads/threads.ts';
import type { FlagRecord } from './people/flags.ts';
import { Relations } from './people/relations.ts';

/** Work that the vendor does in the background. */
export interface TaskRecord {
  readonly id: string;
  readonly result: Fields;
  readonly at: number;
}

/** A command of the app; those that it came with have no dates. */
export type CommandRecord = Command & { createdAt?: number; updatedAt?: number };

/** Everything the server remembers, in memory. */
export class State {
  readonly users = new Map<string, UserRecord>();
  /** By cid. */
  readonly channels = new Map<string, ChannelRecord>();
  readonly messages = new Map<string, MessageRecord>();
  readonly relations = new Relations();
  /** By who flagged what. */
  readonly flags = new Map<string, FlagRecord>();
  /** What was done in the background, by the id of its task. */
  readonly tasks = new Map<string, TaskRecord>();
  /** The cids of channels that were deleted and may not be made again by everybody. */
  readonly deletedChannels = new Set<string>();
  /** By name. */
  readonly channelTypes = new Map<string, ChannelType>();
  /** By name. */
  readonly commands = new Map<string, CommandRecord>();
  /** The names of the roles, and of each when it was made if it was made by the app. */
  readonly roles = new Map<string, number | undefined>();
  appSettings: AppSettings = defaultAppSettings();
  /** Previews of commands, which only their author has seen. */
  readonly ephemeral = new Map<string, MessageRecord>();
  /** By the id of the message that they answer. */
  readonly threads = new Map<string, ThreadRecord>();
  readonly polls = new Map<string, PollRecord>();
  readonly drafts = new Map<string, DraftRecord>();
  readonly reminders = new Map<string, ReminderRecord>();
  /** Messages that were deleted without a trace, for those who were away. */
  readonly removed: { readonly message: MessageRecord; readonly at: number }[] = [];
  readonly #replies = new Map<string, MessageRecord[]>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  clear(): void {
    this.users.clear();
    this.channels.clear();
    this.messages.clear();
    this.relations.clear();
    this.flags.clear();
    this.tasks.clear();
    this.deletedChannels.clear();
    this.commands.clear();
    for (const command of builtInCommands) this.commands.set(command.name, { ...command });
    this.roles.clear();
    for (const role of builtInRoles) this.roles.set(role, undefined);
    this.channelTypes.clear();
    for (const [name, type] of builtInTypes()) this.channelTypes.set(name, type);
    this.appSettings = defaultAppSettings();
    this.ephemeral.clear();
    this.threads.clear();
    this.polls.clear();
    this.drafts.clear();
    for (const reminder of this.reminders.values()) reminder.cancel();
    this.reminders.clear();
    this.removed.length = 0;
    this.#replies.clear();
  }

  now(): number {
    return this.#clock.now();
  }

  /**
   * A time for something new in a channel: now, or 1 ms after the last one given. The SDK orders and merges messages
   * by `created_at` in whole ms, so no two may share one.
   */
  stamp(channel: ChannelRecord): number {
    channel.lastStamp = Math.max(this.now(), channel.lastStamp + 1);
    return channel.lastStamp;
  }

  putUser(id: string, role: string, fields: Fields, at = this.now()): UserRecord {
    const user: UserRecord = { id, role, fields, teams: [], createdAt: at, updatedAt: at };
    this.users.set(id, user);
    return user;
  }

  /** @throws StreamError 16 */
  user(id: string): UserRecord {
    const user = this.users.get(id);
    if (!user) throw notFound(`user '${id}' does not exist`);
    return user;
  }

  /** @throws StreamError 16 */
  channel(cid: string): ChannelRecord {
    const channel = this.channels.get(cid);
    if (!channel) throw notFound(`Can't find channel with id ${cid}`);
    return channel;
  }

  /** Before when (ms) a user's tokens are revoked: its own and the app's, the later counts. */
  revokedBefore(userId: string): number | undefined {
    const ofApp = this.appSettings.revoke_tokens_issued_before;
    const times = [this.users.get(userId)?.revokedBefore, ofApp ? Date.parse(ofApp) : undefined];
    const given = times.filter((time) => time !== undefined);
    return given.length > 0 ? Math.max(...given) : undefined;
  }

  /** Notes work that a backend may ask about; it is done when it is noted. */
  addTask(id: string, result: Fields): string {
    this.tasks.set(id, { id, result, at: this.now() });
    return id;
  }

  /** @throws StreamError 16 */
  task(id: string): TaskRecord {
    const task = this.tasks.get(id);
    if (!task) throw notFound(`task '${id}' does not exist`);
    return task;
  }

  /** @throws StreamError 16 for a type that the app does not have */
  channelType(name: string): ChannelType {
    const type = this.channelTypes.get(name);
    if (!type) throw notFound(`channel type with name '${name}' does not exist`);
    return type;
  }

  /** @throws StreamError 16, also for a message of which nothing is left. */
  message(id: string): MessageRecord {
    const message = this.messages.get(id);
    if (!message) throw messageNotFound(id);
    return message;
  }

  /** Puts a message in its place by time; one that waits stands in no channel yet. */
  addMessage(channel: ChannelRecord, message: MessageRecord): void {
    this.messages.set(message.id, message);
    if (message.pending) return;
    insertByTime(channel.messages, message);
    if (message.parentId === undefined) return;
    const replies = this.#replies.get(message.parentId);
    if (replies) insertByTime(replies, message);
    else this.#replies.set(message.parentId, [message]);
  }

  /** Takes a message away without a trace, its replies with it. */
  removeMessage(channel: ChannelRecord, message: MessageRecord): void {
    const gone = new Set([message, ...this.replies(message.id)]);
    for (const each of gone) {
      this.messages.delete(each.id);
      this.threads.delete(each.id);
      this.#replies.delete(each.id);
      this.removed.push({ message: each, at: this.now() });
    }
    channel.messages = channel.messages.filter((each) => !gone.has(each));
    if (message.parentId === undefined) return;
    this.#replies.set(
      message.parentId,
      this.replies(message.parentId).filter((reply) => reply !== message),
    );
  }

  /** The replies of a thread, oldest first, deleted ones among them. */
  replies(parentId: string): readonly MessageRecord[] {
    return this.#replies.get(parentId) ?? [];
  }

  /** When the channel's last message was written that stands in the channel and is not deleted. */
  lastMessageAt(channel: ChannelRecord): number | undefined {
    return channel.messages.findLast((message) => inChannel(message) && message.deletedAt === undefined)
      ?.createdAt;
  }

  channelsOf(userId: string): ChannelRecord[] {
    return [...this.channels.values()].filter((channel) => channel.members.has(userId));
  }
}

/** Nearly always at the end. */
function insertByTime(list: MessageRecord[], message: MessageRecord): void {
  const before = list.findLastIndex((each) => each.createdAt <= message.createdAt);
  list.splice(before + 1, 0, message);
}
