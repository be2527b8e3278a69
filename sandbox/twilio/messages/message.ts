import type { Collection } from '../collection.ts';

/** What becomes of a message that is sent: into these somebody may put one by hand. */
export const changeableStatuses = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'read',
] as const;

/** Where an outbound message is on its way. Received messages are not built. */
export const statuses = ['accepted', 'scheduled', 'canceled', ...changeableStatuses] as const;
export type MessageStatus = (typeof statuses)[number];

/** The statuses that nothing follows: only then may a message be deleted. */
export const finalStatuses: readonly MessageStatus[] = [
  'canceled',
  'delivered',
  'undelivered',
  'failed',
  'read',
];

/** A file that a message carries. Its content stays where it is: nothing is fetched. */
export interface Media {
  readonly sid: string;
  readonly contentType: string;
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** What a caller asked for, read and checked. */
export interface SendInput {
  readonly to: string;
  /** Absent when the Messaging Service chooses the sender. */
  readonly from?: string | undefined;
  readonly messagingServiceSid?: string | undefined;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  /** When a scheduled message leaves, in ms since the epoch. */
  readonly sendAt?: number | undefined;
  /** Seconds that it may wait in the queue. */
  readonly validityPeriod: number;
  /** Kept and shown to who steers the sandbox; never called. */
  readonly statusCallback?: string | undefined;
  /** Whether the protection against SMS pumping looks at it. */
  readonly riskCheck: boolean;
}

/** One message on its way out. Times in ms since the epoch. */
export interface Message {
  readonly sid: string;
  readonly input: SendInput;
  /** Null until a Messaging Service has chosen it. */
  from: string | null;
  /** Empty once redacted. */
  body: string;
  readonly media: Collection<Media>;
  status: MessageStatus;
  errorCode: number | null;
  readonly createdAt: number;
  updatedAt: number;
  sentAt: number | null;
  /** Whether the phone has it. */
  hasArrived: boolean;
}

/** `whatsapp:+12015550101` and the like are addresses of a channel; a plain number is for SMS. */
export function channelOf(address: string): 'sms' | 'whatsapp' {
  return address.startsWith('whatsapp:') ? 'whatsapp' : 'sms';
}

/** The number of an address. */
export function numberOf(address: string): string {
  return address.replace(/^whatsapp:/, '');
}
