import * as z from 'zod';
import type { Environment } from '../model/environment.ts';
import { recipientKey, type RecipientKey } from '../model/recipient-reference.ts';
import type { Subscription } from '../model/subscriptions.ts';
import { recipientReferenceRequest, recipientRequest, resolveRecipient } from './recipients.ts';
import type { include } from './user-routes.ts';
import { withIncluded } from './user-routes.ts';

/** How many recipients one request may subscribe to an object. */
const recipientLimit = 100;

export const subscriptionsBody = z.object({
  recipients: z.array(recipientRequest).min(1).max(recipientLimit),
  properties: z.record(z.string(), z.unknown()).nullish(),
});
export const subscribers = z.object({
  recipients: z.array(recipientReferenceRequest).min(1).max(recipientLimit),
});

/** Subscribes recipients to an object; those told inline are identified first, those not known are left out. */
export function addSubscriptions(
  environment: Environment,
  object: RecipientKey,
  { recipients, properties }: z.infer<typeof subscriptionsBody>,
): Subscription[] {
  return recipients
    .map((recipient) => resolveRecipient(environment, recipient))
    .filter((key) => environment.recipient(key))
    .map((key) => environment.subscriptions.add(object, key, properties ?? null));
}

/** Unsubscribes recipients from an object, and returns what there was. */
export function removeSubscriptions(
  environment: Environment,
  object: RecipientKey,
  recipients: z.infer<typeof subscribers>['recipients'],
): Subscription[] {
  return recipients.flatMap(
    (recipient) => environment.subscriptions.remove(object, recipientKey(recipient)) ?? [],
  );
}

/** A subscription as answers show it. */
export function subscriptionView(
  environment: Environment,
  { object, recipient, properties, insertedAt, updatedAt }: Subscription,
  included?: z.infer<typeof include>,
): object {
  const who = environment.recipient(recipient);
  return {
    __typename: 'Subscription',
    object: environment.recipient(object) ?? null,
    recipient: who ? withIncluded(environment, recipient, who, included) : null,
    properties,
    inserted_at: insertedAt,
    updated_at: updatedAt,
  };
}
