import type { Channel } from './channels.ts';
import { newMessageId } from './ids.ts';
import type { MarkName, Marks } from './marks.ts';
import { mark, unmarked } from './marks.ts';
import type { MessageContent, RecipientSnapshot } from './message-content.ts';
import type { DeliveryLog, DeliveryStatus, MessageEvent, MessageEventName } from './message-events.ts';
import type { RecipientKey } from './recipient-reference.ts';
import { Tallies, type Tally } from './tallies.ts';
import type { Micros } from './time.ts';

export type { Block, ButtonSet, TextBlock } from './message-content.ts';

/** One trigger that went into a message; several, when a workflow batched them. */
export interface Activity {
  readonly id: string;
  readonly actor: RecipientKey | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly insertedAt: Micros;
}

/** Where a message came from. */
export interface Source {
  readonly key: string;
  readonly versionId: string;
  readonly categories: readonly string[];
  readonly stepRef: string;
  /** One trigger's run for all its recipients, and that for this recipient. */
  readonly runId: string;
  readonly recipientRunId: string;
}

/** One message to one recipient over one channel; a feed shows those of its channel. */
export interface Message extends Marks {
  readonly id: string;
  readonly channel: Channel;
  recipient: RecipientKey;
  readonly tenant: string | null;
  readonly source: Source;
  readonly data: Readonly<Record<string, unknown>>;
  /** The newest first; of a long batch those alone that templates see. */
  activities: readonly Activity[];
  readonly totalActivities: number;
  readonly totalActors: number;
  /** What is said, rendered for the channel. */
  readonly content: MessageContent;
  readonly snapshot: RecipientSnapshot | null;
  status: DeliveryStatus;
  /** What happened to it, in order. */
  readonly events: MessageEvent[];
  /** Every try to hand it to the channel's provider, in order. */
  readonly deliveryLogs: DeliveryLog[];
  readonly insertedAt: Micros;
  updatedAt: Micros;
}

export type NewMessage = Omit<
  Message,
  keyof Marks | 'insertedAt' | 'updatedAt' | 'events' | 'deliveryLogs' | 'status'
>;

/** Ids of everybody who had a part in a message, the latest first. */
export function actorsOf(message: Message): RecipientKey[] {
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
  #byRecipient = new Map<RecipientKey, Message[]>();
  #tallies = new Tallies();
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

  /** An id for what is made now: a message, an activity, an event. */
  newId(): string {
    return newMessageId(this.#nowMilliseconds());
  }

  /** Adds a message that nothing happened to yet. */
  create(message: NewMessage): Message {
    const insertedAt = this.now();
    const created = this.put({
      ...message,
      ...unmarked,
      status: 'queued',
      events: [],
      deliveryLogs: [],
      insertedAt,
      updatedAt: insertedAt,
    });
    this.#record(created, 'created', null);
    return created;
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
    this.#tallies.add(message, 1);
    return message;
  }

  /** What the recipient did with a message. */
  mark(message: Message, name: MarkName, data: MessageEvent['data'] = null): void {
    this.#tallies.add(message, -1);
    mark(message, name, this.now());
    this.#tallies.add(message, 1);
    this.#record(message, name, data);
  }

  /** How far a message got on its way to the recipient. */
  setStatus(message: Message, status: DeliveryStatus, log?: Omit<DeliveryLog, 'id' | 'insertedAt'>): void {
    const now = this.now();
    if (log) message.deliveryLogs.push({ ...log, id: this.newId(), insertedAt: now });
    message.status = status;
    message.updatedAt = now;
    this.#record(message, status, null);
  }

  get(id: string): Message | undefined {
    return this.#byId.get(id);
  }

  /** A recipient's messages, newest first. */
  of(recipient: RecipientKey): readonly Message[] {
    return this.#byRecipient.get(recipient) ?? [];
  }

  /** The counts of a recipient's messages, kind by kind. */
  talliesOf(recipient: RecipientKey): Iterable<Tally> {
    return this.#tallies.of(recipient);
  }

  all(): readonly Message[] {
    return [...this.#byId.values()];
  }

  delete(message: Message): void {
    if (!this.#byId.delete(message.id)) return;
    const all = this.#byRecipient.get(message.recipient) ?? [];
    all.splice(all.indexOf(message), 1);
    this.#tallies.add(message, -1);
  }

  deleteOf(recipient: RecipientKey): void {
    for (const message of this.of(recipient)) this.#byId.delete(message.id);
    this.#byRecipient.delete(recipient);
    this.#tallies.delete(recipient);
  }

  /** Makes messages since a moment, and parts in others' messages, somebody else's. */
  hand(from: RecipientKey, to: RecipientKey, since: Micros): void {
    for (const message of [...this.of(from)]) {
      if (message.insertedAt < since) continue;
      this.delete(message);
      message.recipient = to;
      this.put(message);
    }
    for (const message of this.#byId.values()) {
      message.activities = message.activities.map((activity) =>
        activity.actor === from && activity.insertedAt >= since ? { ...activity, actor: to } : activity,
      );
    }
  }

  #record(message: Message, name: MessageEventName, data: MessageEvent['data']): void {
    message.events.push({ id: this.newId(), type: `message.${name}`, data, insertedAt: message.updatedAt });
  }
}
