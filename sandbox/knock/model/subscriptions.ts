import type { RecipientKey } from './recipient-reference.ts';

/** Somebody who hears of an object. */
export interface Subscription {
  readonly object: RecipientKey;
  readonly recipient: RecipientKey;
  readonly properties: Readonly<Record<string, unknown>> | null;
  /** Its place among all: the later it was made, the higher. */
  readonly sequence: number;
  readonly insertedAt: string;
  readonly updatedAt: string;
}

/** Who subscribes to which object. */
export class Subscriptions {
  #byObject = new Map<RecipientKey, Map<RecipientKey, Subscription>>();
  #count = 0;
  #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  /** Subscribes; one who already does gets the new properties. */
  add(object: RecipientKey, recipient: RecipientKey, properties: Subscription['properties']): Subscription {
    const subscribers = this.#byObject.get(object) ?? new Map<RecipientKey, Subscription>();
    this.#byObject.set(object, subscribers);
    this.#count += 1;
    const now = this.#now();
    const subscription: Subscription = {
      sequence: this.#count,
      insertedAt: now,
      ...subscribers.get(recipient),
      object,
      recipient,
      properties,
      updatedAt: now,
    };
    subscribers.set(recipient, subscription);
    return subscription;
  }

  /** Unsubscribes; returns what there was. */
  remove(object: RecipientKey, recipient: RecipientKey): Subscription | undefined {
    const subscription = this.#byObject.get(object)?.get(recipient);
    this.#byObject.get(object)?.delete(recipient);
    return subscription;
  }

  /** An object's subscribers, the latest first. */
  of(object: RecipientKey): Subscription[] {
    return [...(this.#byObject.get(object)?.values() ?? [])].sort(latestFirst);
  }

  /** What a recipient subscribes to, the latest first. */
  by(recipient: RecipientKey): Subscription[] {
    return [...this.#byObject.values()]
      .flatMap((subscribers) => subscribers.get(recipient) ?? [])
      .sort(latestFirst);
  }

  /** Removes a user or object: as a subscriber, and as what is subscribed to. */
  deleteRecipient(key: RecipientKey): void {
    this.#byObject.delete(key);
    for (const subscribers of this.#byObject.values()) subscribers.delete(key);
  }
}

function latestFirst(a: Subscription, b: Subscription): number {
  return b.sequence - a.sequence;
}
