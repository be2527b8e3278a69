import type { Condition, Conditions } from '../model/conditions.ts';
import type { ButtonSet, TextBlock } from '../model/message-content.ts';

/** A block of an in-app message, before its variables are filled in. */
export type BlockTemplate = TextBlock | ButtonSet;

export interface Duration {
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks';
  readonly value: number;
}

/**
 * How long a step waits: a duration, or a variable's path (`data.remindAt`), whose value is an ISO 8601 time to come,
 * a duration, or a rule such as `{ frequency: 'daily', hours: 9 }`. With an offset it ends so long before or after that.
 */
export type Window =
  | Duration
  | {
      readonly from: string;
      readonly offset?: { readonly direction: 'before' | 'after'; readonly by: Duration };
    };

interface AnyStep {
  /** How conditions of later steps name it; else its kind and place among its kind, such as `email_1`. */
  readonly ref?: string;
  /** Without these the step is passed over. */
  readonly conditions?: Conditions;
}

/** What a workflow sends over one channel. All texts are Liquid. */
export type ChannelStep = AnyStep &
  (
    | { readonly channel: 'in_app_feed'; readonly blocks: readonly BlockTemplate[] }
    /** The body is Markdown; it goes out as HTML, and as it is for who reads plain text. */
    | { readonly channel: 'email'; readonly subject: string; readonly body: string }
    | { readonly channel: 'sms'; readonly body: string }
    /** One message to each device of the recipient's channel data. */
    | { readonly channel: 'push'; readonly title: string; readonly body: string }
    /** One message to each connection of the recipient's channel data. */
    | { readonly channel: 'chat'; readonly blocks: readonly TextBlock[]; readonly summary?: string }
  );

/** Gathers triggers for one recipient, and goes on once with all of them. */
export interface BatchStep extends AnyStep {
  readonly type: 'batch';
  readonly window: Window;
  /** Each new trigger starts the window anew, until this long after the first. */
  readonly slidesUpTo?: Duration;
  /** Liquid, or the name of a field of the data: triggers with different values gather apart. */
  readonly key?: string;
  /** The window ends at once with so many triggers, 2 to 1000. */
  readonly maxItems?: number;
  /** Which ten of more triggers templates see; the first ten unless said otherwise. */
  readonly order?: 'first' | 'last';
  /** The trigger that opens the window goes on at once and is no part of it. */
  readonly flushesLeading?: boolean;
}

/** Waits. */
export interface DelayStep extends AnyStep {
  readonly type: 'delay';
  readonly window: Window;
}

/** Ends a run that comes after too many others for the recipient. */
export interface ThrottleStep extends AnyStep {
  readonly type: 'throttle';
  readonly window: Window;
  /** How many runs pass in a window; one unless said otherwise. */
  readonly threshold?: number;
  /** Liquid, or the name of a field of the data: runs with different values are counted apart. */
  readonly key?: string;
}

export type Step = ChannelStep | BatchStep | DelayStep | ThrottleStep;

/** A workflow, as it would be built in the vendor's dashboard. */
export interface WorkflowDeclaration {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly categories: readonly string[];
  /** Goes out whatever the recipient's preferences say. */
  readonly overridesPreferences?: boolean;
  /** Is kept from recipients who ended their subscription to commercial messages. */
  readonly commercial?: boolean;
  /** Without these a recipient's run ends before its first step. */
  readonly conditions?: Conditions;
  readonly steps: readonly Step[];
}

/** A trigger condition: whoever acted hears nothing of it. */
export const notTheActor: Condition = {
  variable: 'recipient.id',
  operator: 'not_equal_to',
  argument: 'actor.id',
};
