export type DeliveryChannel = 'sms' | 'whatsapp' | 'email' | 'call' | 'push';

/** Something that reached a person: a text, a call, an e-mail. */
export interface Delivery {
  id: string;
  channel: DeliveryChannel;
  to: string;
  from: string;
  subject?: string;
  body: string;
  /** The code in it, when it carries one. */
  code?: string;
  /** ISO 8601, by the sandbox's clock. */
  at: string;
}

/** Everything "delivered" by a sandbox, newest first: the fake phone and inbox read it. */
export class Deliveries {
  #all: Delivery[] = [];
  #count = 0;
  #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  add(delivery: Omit<Delivery, 'id' | 'at'>): Delivery {
    this.#count += 1;
    const added: Delivery = { ...delivery, id: `delivery-${this.#count}`, at: this.#now() };
    this.#all.unshift(added);
    return added;
  }

  /** Newest first; all, or those to one number or address. */
  list(to?: string): readonly Delivery[] {
    return to === undefined ? this.#all : this.#all.filter((delivery) => delivery.to === to);
  }

  clear(): void {
    this.#all = [];
  }
}
