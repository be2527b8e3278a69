import type { Clock } from '../platform/clock.ts';
import { builtInCommands, builtInTypes } from './channel-types.ts';
import type { ChannelType, Command } from './channel-types.ts';
import { builtInRoles } from './grants.ts';
import { notFound } from './errors.ts';
import { inChannel } from './model.ts';
import type { ChannelRecord, Fields, MessageRecord, UserRecord } from './model.ts';

/** A command of the app; those that it came with have no dates. */
export type CommandRecord = Command & { createdAt?: number; updatedAt?: number };

/** Everything the server remembers, in memory. */
export class State {
  readonly users = new Map<string, UserRecord>();
  /** By cid. */
  readonly channels = new Map<string, ChannelRecord>();
  readonly messages = new Map<string, MessageRecord>();
  /** By name. */
  readonly channelTypes = new Map<string, ChannelType>();
  /** By name. */
  readonly commands = new Map<string, CommandRecord>();
  /** The names of the roles, and of each when it was made if it was made by the app. */
  readonly roles = new Map<string, number | undefined>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  clear(): void {
    this.users.clear();
    this.channels.clear();
    this.messages.clear();
    this.commands.clear();
    for (const command of builtInCommands) this.commands.set(command.name, { ...command });
    this.roles.clear();
    for (const role of builtInRoles) this.roles.set(role, undefined);
    this.channelTypes.clear();
    for (const [name, type] of builtInTypes()) this.channelTypes.set(name, type);
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

  /** @throws StreamError 16 for a type that the app does not have */
  channelType(name: string): ChannelType {
    const type = this.channelTypes.get(name);
    if (!type) throw notFound(`channel type with name '${name}' does not exist`);
    return type;
  }

  /** @throws StreamError 16, also for a message of which nothing is left. */
  message(id: string): MessageRecord {
    const message = this.messages.get(id);
    if (!message) throw notFound(`Message with id ${id} doesn't exist`);
    return message;
  }

  addMessage(channel: ChannelRecord, message: MessageRecord): void {
    channel.messages.push(message);
    this.messages.set(message.id, message);
  }

  /** Takes a message away without a trace, its replies with it. */
  removeMessage(channel: ChannelRecord, message: MessageRecord): void {
    const gone = channel.messages.filter((each) => each.id === message.id || each.parentId === message.id);
    for (const each of gone) {
      this.messages.delete(each.id);
      channel.messages.splice(channel.messages.indexOf(each), 1);
    }
  }

  /** The replies of a thread, oldest first, deleted ones among them. */
  replies(channel: ChannelRecord, parentId: string): MessageRecord[] {
    return channel.messages.filter((message) => message.parentId === parentId);
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
