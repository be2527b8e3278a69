import type { ActionName } from '../backend.ts';
import type { Alteration } from '../network.ts';
import type { PersonId } from '../people.ts';

/**
 * Who looks: a person of the seed; `guest`: nobody that the site names; `pending`: the site has not yet answered who it
 * is; `unanswered`: the site fails to answer; `unreachable`: Ann, but the Worker cannot be reached.
 */
export type Looker = PersonId | 'guest' | 'pending' | 'unanswered' | 'unreachable';

/** What is done to an element once it stands. Selectors reach into its shadow roots. */
export type Step =
  | { readonly await: string }
  | { readonly press: string }
  | { readonly focus: string }
  | { readonly type: readonly [selector: string, text: string] }
  /** Types the code that the sandbox delivered to the element's number. */
  | { readonly typeCodeInto: string }
  /** Has the Worker answer otherwise from now on. */
  | { readonly alter: Alteration }
  /** Scrolls down by so many px. */
  | { readonly scroll: readonly [selector: string, by: number] }
  /** Has the shop notify the visitor. */
  | { readonly notify: ActionName; readonly of: PersonId }
  | { readonly do: 'go live' | 'go offline' | 'sign out' };

/** One element in one state. Every state is made, not drawn: this visitor, these attributes, these steps lead to it. */
export interface Cell {
  readonly id: string;
  readonly element: 'chat' | 'bell' | 'feed' | 'toasts' | 'preferences' | 'otp';
  readonly label: string;
  readonly as: Looker;
  /** `phone="fresh"` stands for a number that is nobody's, another one each time: codes are counted by number. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Whether it stands in a form, which shows what it would submit. */
  readonly form?: true;
  readonly steps?: readonly Step[];
  /** `small`: a closed bell; `tall`: a whole conversation; `wide`: tall, and as broad as the page where that is wide. */
  readonly size?: 'small' | 'tall' | 'wide';
}
