import type { MarkName } from './marks.ts';
import type { Micros } from './time.ts';

/** How far a message can get, in the vendor's order of precedence, the lowest first. */
export const deliveryStatuses = [
  'undelivered',
  'bounced',
  'delivery_attempted',
  'queued',
  'not_sent',
  'sent',
  'delivered',
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export type MessageEventName = DeliveryStatus | MarkName | 'created' | 'link_clicked';

/** Something that happened to a message. */
export interface MessageEvent {
  readonly id: string;
  readonly type: `message.${MessageEventName}`;
  /** What the recipient did exactly, where they said so. */
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly insertedAt: Micros;
}

/** One try to hand a message to a provider: what was asked and what came back. */
export interface DeliveryLog {
  readonly id: string;
  readonly insertedAt: Micros;
  readonly service: string;
  readonly request: {
    readonly method: 'POST';
    readonly host: string;
    readonly path: string;
    readonly body: string | Readonly<Record<string, unknown>>;
  };
  readonly response: { readonly status: number; readonly body: string | Readonly<Record<string, unknown>> };
}
