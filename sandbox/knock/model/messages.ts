import type { Channel } from './channels.ts';
import { newMessageId } from './ids.ts';
import type { Marks } from './marks.ts';
import { unmarked } from './marks.ts';
import type { Micros } from './time.ts';

/** What a message says in a feed. `content` is the template, `rendered` what came of it (HTML for markdown). */
export type Block = (TextBlock & { readonly rendered: string }) | ButtonSet;

export interface TextBlock {
  readonly type: 'markdown' | 'text';
  readonly name: string;
  readonly content: string;
}

export interface ButtonSet {
  readonly type: 'button_set';
  readonly name: string;
  readonly buttons: readonly { readonly name: string; readonly label: string; readonly action: string }[];
}

/** One trigger that went into a message; several, when a workflow batched them. */
export interface Activity {
  readonly id: string;
  readonly actor: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly insertedAt: Micros;
}

/** Where a message came from. */
export interface Source {
  readonly key: string;
  readonly versionId: string;
  readonly categories: readonly string[];
  readonly runId: string;
}

/** One message to one recipient over one channel; a feed shows those of its channel. */
export interface Message extends Marks {
  readonly id: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly tenant: string | null;
  readonly source: Source;
  readonly data: Readonly<Record<string, unknown>>;
  /** The newest first. */
  readonly activities: readonly Activity[];
  readonly blocks: readonly Block[];
  readonly status: 'delivered' | 'sent' | 'not_sent';
  readonly insertedAt: Micros;
  updatedAt: Micros;
}

export type NewMessage = Omit<Message, keyof Marks | 'id' | 'insertedAt' | 'updatedAt'>;

/** Ids of everybody who had a part in a message, the latest first. */
export function actorsOf(message: Message): string[] {
  return [...new Set(message.activities.flatMap(({ actor }) => (actor === null ? [] : [actor])))];
}

/** A message's place in every list of messages: newest first. */
export function orderKey(message: Message): string {
  return `${String(message.insertedAt).padStart(17, '0')}:${message.id}`;
}

/** Whether text is such a place. */
export function isOrderKey(text: string): boolean {
  return /^\d{17}:[0-9A-Za-z]{27}$/.test(text);
}

export function newestFirst(a: string, b: string): number {
  return a < b ? 1 : -Number(a > b);
}

function isNewer(a: Message, b: Message): boolean {
  return a.insertedAt === b.insertedAt ? a.id > b.id : a.insertedAt > b.insertedAt;
}

/** All messages of the environment. */
export class Messages {
  #byId = new Map<string, Message>();
  #byRecipient = new Map<string, Message[]>();
  #nowMilliseconds: () => number;
  #last: Micros = 0;

  constructor(nowMilliseconds: () => number) {
    this.#nowMilliseconds = nowMilliseconds;
  }

  /** The present; two messages of one millisecond still differ. */
  now(): Micros {
    const micros = Math.floor(this.#nowMilliseconds()) * 1000;
    const sameMillisecond = this.#last >= micros && this.#last < micros + 1000;
    this.#last = sameMillisecond ? this.#last + 1 : micros;
    return this.#last;
  }

  create(message: NewMessage): Message {
    const insertedAt = this.now();
    const id = newMessageId(this.#nowMilliseconds());
    return this.put({ ...message, ...unmarked, id, insertedAt, updatedAt: insertedAt });
  }

  /** Adds a message that has its id and dates already. */
  put(message: Message): Message {
    this.#byId.set(message.id, message);
    const all = this.#byRecipient.get(message.recipient) ?? [];
    const newest = all[0];
    // Nearly every message is newer than all before it.
    if (!newest || isNewer(message, newest)) all.unshift(message);
    else all.splice(all.findLastIndex((other) => isNewer(other, message)) + 1, 0, message);
    this.#byRecipient.set(message.recipient, all);
    return message;
  }

  get(id: string): Message | undefined {
    return this.#byId.get(id);
  }

  /** A recipient's messages, newest first. */
  of(recipient: string): readonly Message[] {
    return this.#byRecipient.get(recipient) ?? [];
  }

  all(): readonly Message[] {
    return [...this.#byId.values()];
  }

  delete(message: Message): void {
    this.#byId.delete(message.id);
    const rest = this.of(message.recipient).filter((other) => other !== message);
    this.#byRecipient.set(message.recipient, rest);
  }

  deleteOf(recipient: string): void {
    for (const message of this.of(recipient)) this.#byId.delete(message.id);
    this.#byRecipient.delete(recipient);
  }
}
