import type { Activity, Message } from '../model/messages.ts';
import type { RecipientKey } from '../model/recipient-reference.ts';
import type { RecipientRun } from '../model/runs.ts';
import type { Workflow } from './workflow.ts';

/** A trigger after its inline recipients, actor and tenant were identified: keys alone. */
export interface RunRequest {
  readonly workflow: string;
  readonly recipients: readonly RunRecipient[];
  readonly actor: RecipientKey | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly tenant: string | null;
  readonly cancellationKey: string | null;
  /** Messages are made, and none is handed to a provider. */
  readonly sandboxMode: boolean;
  /** Delay steps are passed over. */
  readonly skipDelay: boolean;
  /** The schedule that asks, whose object recipients stand for themselves alone. */
  readonly scheduleId: string | null;
}

export interface RunRecipient {
  readonly key: RecipientKey;
  /** What this recipient's run has beyond the trigger's data. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A run that is under way for one recipient. */
export interface Run {
  readonly record: RecipientRun;
  readonly workflow: Workflow;
  readonly sandboxMode: boolean;
  readonly skipDelay: boolean;
  /** The object whose subscriber the recipient is, with the subscription's properties. */
  readonly subscription: Readonly<Record<string, unknown>> | undefined;
  /** What conditions of preferences see of a batch: its first trigger. */
  readonly firstData: Readonly<Record<string, unknown>>;
  data: Readonly<Record<string, unknown>>;
  /** The triggers that are in it, oldest first: those that templates see. */
  activities: readonly Activity[];
  totalActivities: number;
  totalActors: number;
  /** The step to take next. */
  next: number;
  /** What each channel step taken so far sent; nothing, where it was passed over. */
  readonly sent: Map<string, readonly Message[]>;
}
