export const deliveryChannels = ['sms', 'whatsapp', 'call', 'email', 'push', 'chat'] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

/** Something that reached a person: a text, a call, an e-mail, a push, a message in a chat app. */
export interface Delivery {
  id: string;
  channel: DeliveryChannel;
  /** A number, an address, or what else the channel delivers to. */
  to: string;
  from: string;
  /** The user's id at the vendor that sent it, where it knows one. */
  user?: string;
  subject?: string;
  /** Plain text. */
  body: string;
  /** The same as HTML, of an e-mail that has such a part. */
  html?: string;
  /** The code in it, when it carries one. */
  code?: string;
  /** ISO 8601, by the sandbox's clock. */
  at: string;
}

/** Older ones than so many are forgotten. */
const keep = 5000;

/** Everything "delivered" by a sandbox, newest first: the fake phone and inbox read it. */
export class Deliveries {
  #all: Delivery[] = [];
  #count = 0;
  #now: () => string;
  /** Counts changes, so that who watches sees that there was one. */
  version = 0;

  constructor(now: () => string) {
    this.#now = now;
  }

  add(delivery: Omit<Delivery, 'id' | 'at'>): Delivery {
    this.#count += 1;
    this.version += 1;
    const added: Delivery = { ...delivery, id: `delivery-${this.#count}`, at: this.#now() };
    this.#all.unshift(added);
    if (this.#all.length > keep) this.#all.length = keep;
    return added;
  }

  /** Newest first; all, or those to one number or address, those by one channel. */
  list(to?: string, channel?: DeliveryChannel): readonly Delivery[] {
    if (to === undefined && channel === undefined) return this.#all;
    return this.#all.filter(
      (delivery) =>
        (to === undefined || delivery.to === to) && (channel === undefined || delivery.channel === channel),
    );
  }

  get(id: string): Delivery | undefined {
    return this.#all.find((delivery) => delivery.id === id);
  }

  clear(): void {
    this.#all = [];
    this.version += 1;
  }
}
