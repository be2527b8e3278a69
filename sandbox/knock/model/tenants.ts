import type { Page, PageQuery } from './page.ts';
import { pageOf } from './page.ts';
import type { PreferenceSet } from './preference-set.ts';

/** A tenant: a part of the site (a team, a company) that messages and preferences can belong to. */
export interface Tenant {
  readonly __typename: 'Tenant';
  readonly id: string;
  readonly name: string | null;
  readonly settings: {
    readonly branding: Readonly<Record<string, string | null | undefined>> | null;
    readonly preference_set: PreferenceSet | null;
  };
  readonly created_at: string;
  readonly updated_at: string;
  readonly [property: string]: unknown;
}

/** The tenants of the environment. Naming an unknown one in a trigger makes it. */
export class Tenants {
  #byId = new Map<string, Tenant>();
  #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  get(id: string): Tenant | undefined {
    return this.#byId.get(id);
  }

  /** Creates or updates: properties given are merged over those known, at the top level. */
  set(
    id: string,
    { settings, ...properties }: Pick<Tenant, 'settings'> & Readonly<Record<string, unknown>>,
  ): Tenant {
    const now = this.#now();
    const tenant: Tenant = {
      name: null,
      created_at: now,
      ...this.#byId.get(id),
      ...properties,
      __typename: 'Tenant',
      id,
      settings,
      updated_at: now,
    };
    this.#byId.set(id, tenant);
    return tenant;
  }

  delete(id: string): boolean {
    return this.#byId.delete(id);
  }

  /** By id, a page at a time; all, or those of one name or id. */
  list(
    query: PageQuery & { readonly name?: string | undefined; readonly id?: string | undefined },
  ): Page<Tenant> {
    const sorted = [...this.#byId.values()]
      .filter(
        ({ id, name }) =>
          (query.id === undefined || id === query.id) && (query.name === undefined || name === query.name),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return pageOf(sorted, ({ id }) => id, query);
  }
}
