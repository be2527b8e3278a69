import type { Environment } from '../model/environment.ts';
import type { RecipientKey } from '../model/recipient-reference.ts';
import type { RunRequest } from './run.ts';

/** Somebody whom a trigger reaches. */
export interface Reached {
  readonly key: RecipientKey;
  readonly data: Readonly<Record<string, unknown>> | undefined;
  /** The subscription that leads to them, as `recipient.subscription` shows it. */
  readonly subscription: Readonly<Record<string, unknown>> | undefined;
}

/** Subscriptions lead this far: a parent's children, and the children's own subscribers. */
const depthLimit = 2;

/**
 * Everybody whom a trigger reaches, each once: those it names, then the subscribers of objects among them. The actor
 * is left out as a subscriber, and so is whoever the environment does not know.
 */
export function fanOut(environment: Environment, request: RunRequest): Reached[] {
  const reached = new Map<RecipientKey, Reached>();
  for (const { key, data } of request.recipients) {
    if (environment.recipient(key) && !reached.has(key))
      reached.set(key, { key, data, subscription: undefined });
  }
  // Level by level, so that a nearer subscription is the one that counts.
  let level: readonly RecipientKey[] =
    request.scheduleId === null ? request.recipients.map(({ key }) => key) : [];
  for (let depth = 1; depth <= depthLimit; depth += 1) level = level.flatMap(addSubscribers);
  return [...reached.values()];

  function addSubscribers(parent: RecipientKey): RecipientKey[] {
    if (!environment.objects.get(parent)) return [];
    const object = environment.recipientVariables(parent);
    return environment.subscriptions
      .of(parent)
      .reverse()
      .map(({ recipient: key, properties }) => {
        if (key !== request.actor && environment.recipient(key) && !reached.has(key)) {
          reached.set(key, { key, data: undefined, subscription: { ...properties, object } });
        }
        return key;
      });
  }
}
