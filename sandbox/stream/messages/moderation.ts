import { StreamError } from '../errors.ts';
import type { MessageRecord, ModerationAction } from '../model.ts';

/**
 * Words that stand in for a moderation policy, so that each of its verdicts can be met at will. A real app decides by
 * its own policy; what happens after is the vendor's.
 */
const triggers: Readonly<Record<string, ModerationAction | 'fail'>> = {
  'sandbox:bounce': 'bounce',
  'sandbox:remove': 'remove',
  'sandbox:flag': 'flag',
  'sandbox:shadow': 'shadow',
  'sandbox:fail': 'fail',
};

/** What stands in place of a message that was turned away. */
export const blockedText = 'Message was blocked by moderation policies';

/** What moderation says to a text; nothing where it has nothing against it. @throws StreamError 73 (it broke down) */
export function judge(text: string): MessageRecord['moderation'] {
  const found = Object.entries(triggers).find(([word]) => text.includes(word));
  if (!found) return undefined;
  const [, action] = found;
  if (action === 'fail') throw new StreamError(73, 400, 'message moderation failed');
  return { action, originalText: text };
}

/** Whether a verdict keeps the message from the channel: its author alone is answered. */
export const turnsAway = (moderation: MessageRecord['moderation']): boolean =>
  moderation?.action === 'bounce' || moderation?.action === 'remove';
