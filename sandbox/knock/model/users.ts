import type { Page, PageQuery } from './page.ts';
import { pageOf } from './page.ts';

/** A recipient as the vendor returns it: its own fields and whatever properties the site set, side by side. */
export interface User {
  readonly __typename: 'User';
  readonly id: string;
  readonly created_at: string | null;
  readonly updated_at: string;
  readonly name?: unknown;
  readonly email?: unknown;
  readonly phone_number?: unknown;
  readonly [property: string]: unknown;
}

/** The users that were identified in this environment. */
export class Users {
  #byId = new Map<string, User>();
  #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  get(id: string): User | undefined {
    return this.#byId.get(id);
  }

  /** Creates or updates: properties given are merged over those known, at the top level. */
  identify(id: string, properties: Readonly<Record<string, unknown>>): User {
    const user: User = {
      created_at: null,
      ...this.#byId.get(id),
      ...properties,
      __typename: 'User',
      id,
      updated_at: this.#now(),
    };
    this.#byId.set(id, user);
    return user;
  }

  delete(id: string): boolean {
    return this.#byId.delete(id);
  }

  /** By id, a page at a time. */
  list(query: PageQuery): Page<User> {
    const sorted = [...this.#byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return pageOf(sorted, (user) => user.id, query);
  }
}
