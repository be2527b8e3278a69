import type { Clock } from '../../platform/clock.ts';
import type { Deliveries } from '../../platform/deliveries.ts';
import { Collection } from '../collection.ts';
import { TwilioError } from '../errors.ts';
import { newSid } from '../sid.ts';
import { endingOf, refuseMagicNumbers } from './magic-numbers.ts';
import { contentTypeOf } from './media-types.ts';
import {
  channelOf,
  type changeableStatuses,
  finalStatuses,
  numberOf,
  type Media,
  type Message,
  type MessageStatus,
  type SendInput,
} from './message.ts';

/** How long a message stays in each status before the next, in ms: a second from the call to the phone. */
const pace = { accepted: 100, queued: 200, sending: 300, sent: 400 };

/** What somebody changes by hand. */
export interface StatusChange {
  readonly sid: string;
  readonly status: (typeof changeableStatuses)[number];
  /** Why it did not arrive; 30008 unless said otherwise. */
  readonly errorCode?: number | undefined;
}

/** The account's messages, each on its way through its statuses as the clock goes on. */
export class Messages {
  readonly all = new Collection<Message>();
  readonly #clock: Clock;
  readonly #deliveries: Deliveries;
  /** The sender that the Messaging Service chooses. */
  readonly #sender: string;
  /** What cancels a message's next step. */
  readonly #steps = new Map<Message, () => void>();

  constructor(clock: Clock, deliveries: Deliveries, sender: string) {
    this.#clock = clock;
    this.#deliveries = deliveries;
    this.#sender = sender;
  }

  /**
   * Takes a message and sends it on its way: `queued`, or `accepted` while a Messaging Service chooses the sender, or
   * `scheduled`.
   * @throws TwilioError for a magic number
   */
  send(input: SendInput): Message {
    refuseMagicNumbers(input);
    const now = this.#clock.now();
    const message: Message = {
      sid: newSid(input.mediaUrls.length > 0 ? 'MM' : 'SM'),
      input,
      from: input.from ?? null,
      body: input.body,
      media: mediaOf(input, now),
      status: firstStatus(input),
      errorCode: null,
      createdAt: now,
      updatedAt: now,
      sentAt: null,
      hasArrived: false,
    };
    this.all.add(message);
    if (input.sendAt === undefined) this.#goOn(message);
    else this.#after(message, input.sendAt - now, () => this.#enqueue(message));
    return message;
  }

  /** Takes the text out of a message; nothing else of it changes. */
  redact(message: Message): void {
    message.body = '';
    message.updatedAt = this.#clock.now();
  }

  /** @throws TwilioError 30409 for one that is not scheduled any more, or never was */
  cancel(message: Message): void {
    if (message.status !== 'scheduled') throw new TwilioError(409, 30409, 'This message cannot be canceled');
    this.#stop(message);
    this.#set(message, 'canceled');
  }

  /** @throws TwilioError 20009 for one that is still on its way */
  delete(message: Message): void {
    if (!finalStatuses.includes(message.status)) {
      throw new TwilioError(409, 20009, 'Cannot delete message because delivery has not been completed.');
    }
    this.#stop(message);
    this.all.delete(message.sid);
  }

  /**
   * Puts a message into a status by hand, from where it does not go on by itself. One that stays in the queue fails
   * when its validity period is over.
   * @throws TwilioError 404 for an unknown sid; 422 for what was never sent, for `read` where the channel knows none, and for an
   * error code of what did not fail
   */
  change({ sid, status, errorCode }: StatusChange): Message {
    const message = this.all.get(sid);
    if (!message) throw new TwilioError(404, 20404, `There is no message ${sid}`);
    if (message.status === 'scheduled' || message.status === 'canceled') {
      throw new TwilioError(422, 20001, `The message ${sid} is ${message.status}: it was never sent`);
    }
    if (status === 'read' && channelOf(message.input.to) !== 'whatsapp') {
      throw new TwilioError(422, 20001, 'Only WhatsApp tells that a message was read');
    }
    const hasFailed = status === 'undelivered' || status === 'failed';
    if (errorCode !== undefined && !hasFailed) {
      throw new TwilioError(422, 20001, `A message that is ${status} has no error code`);
    }
    this.#stop(message);
    message.from ??= this.#sender;
    message.errorCode = hasFailed ? (errorCode ?? 30008) : null;
    this.#set(message, status);
    if (status === 'queued') {
      this.#after(message, message.input.validityPeriod * 1000, () => this.#end(message, 'failed', 30036));
    }
    return message;
  }

  reset(): void {
    for (const cancel of this.#steps.values()) cancel();
    this.#steps.clear();
    this.all.clear();
  }

  /** Starts the wait for the next status. */
  #goOn(message: Message): void {
    const { status } = message;
    if (status === 'accepted') this.#after(message, pace.accepted, () => this.#enqueue(message));
    if (status === 'queued') this.#after(message, pace.queued, () => this.#step(message, 'sending'));
    if (status === 'sending') this.#after(message, pace.sending, () => this.#leave(message));
    if (status === 'sent') {
      const { status: ending, errorCode } = endingOf(message);
      this.#after(message, pace.sent, () => this.#end(message, ending, errorCode));
    }
  }

  #enqueue(message: Message): void {
    message.from ??= this.#sender;
    this.#step(message, 'queued');
  }

  /** Hands it to the carrier, unless it fails before. */
  #leave(message: Message): void {
    const { status, errorCode } = endingOf(message);
    if (status === 'failed') this.#end(message, status, errorCode);
    else this.#step(message, 'sent');
  }

  #step(message: Message, status: MessageStatus): void {
    this.#set(message, status);
    this.#goOn(message);
  }

  #end(message: Message, status: MessageStatus, errorCode: number | null): void {
    message.errorCode = errorCode;
    this.#set(message, status);
  }

  #set(message: Message, status: MessageStatus): void {
    message.status = status;
    message.updatedAt = this.#clock.now();
    if (status === 'sent' || status === 'delivered' || status === 'read' || status === 'undelivered') {
      message.sentAt ??= this.#clock.now();
    }
    if (status === 'delivered' || status === 'read') this.#arrive(message);
  }

  /** Puts it on the phone, once. */
  #arrive(message: Message): void {
    if (message.hasArrived) return;
    message.hasArrived = true;
    const { to, body, mediaUrls } = message.input;
    this.#deliveries.add({
      channel: channelOf(to),
      to: numberOf(to),
      from: message.from ?? this.#sender,
      body: [body, ...mediaUrls].filter((part) => part !== '').join('\n'),
    });
  }

  #after(message: Message, ms: number, run: () => void): void {
    const cancel = this.#clock.after(ms, () => {
      this.#steps.delete(message);
      run();
    });
    this.#steps.set(message, cancel);
  }

  #stop(message: Message): void {
    this.#steps.get(message)?.();
    this.#steps.delete(message);
  }
}

function mediaOf({ mediaUrls }: SendInput, createdAt: number): Collection<Media> {
  const media = new Collection<Media>();
  for (const url of mediaUrls)
    media.add({ sid: newSid('ME'), contentType: contentTypeOf(url), url, createdAt });
  return media;
}

function firstStatus({ messagingServiceSid, sendAt }: SendInput): MessageStatus {
  if (sendAt !== undefined) return 'scheduled';
  return messagingServiceSid === undefined ? 'queued' : 'accepted';
}
