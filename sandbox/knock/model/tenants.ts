/** A tenant: a part of the site (a team, a company) that messages and preferences can belong to. */
export interface Tenant {
  readonly __typename: 'Tenant';
  readonly id: string;
  readonly name: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly [property: string]: unknown;
}

/** The tenants of the environment. Naming an unknown one in a trigger makes it. */
export class Tenants {
  #byId = new Map<string, Tenant>();

  get(id: string): Tenant | undefined {
    return this.#byId.get(id);
  }

  set(id: string, properties: Readonly<Record<string, unknown>>): Tenant {
    const tenant: Tenant = {
      name: null,
      settings: {},
      ...this.#byId.get(id),
      ...properties,
      __typename: 'Tenant',
      id,
    };
    this.#byId.set(id, tenant);
    return tenant;
  }
}
