import * as z from 'zod';

/** What a user token can be allowed to do. */
export type Action =
  | 'user/read'
  | 'user/write'
  | 'feed/read'
  | 'feed/write'
  | 'preferences/read'
  | 'preferences/write'
  | 'channel_data/read'
  | 'channel_data/write';

/** The claims of a user token that say what it may do. */
export const grantClaims = z.object({
  explicit_grants: z.boolean().optional(),
  // The SDK writes `[]` as a grant's value, the documentation `[{}]`; being named is what counts.
  grants: z.record(z.string(), z.record(z.string(), z.array(z.unknown()))).optional(),
});

const userUri = /^https:\/\/api\.knock\.app\/v1\/users\/(.+)$/;
/** The documentation's form and the SDK's. */
const tenantUri = /^https:\/\/api\.knock\.app\/v1\/(?:objects\/\$)?tenants\/(.+)$/;

/** The three spellings that the SDK and the documentation have for the feed's grants. */
const feedSpelling = /^(?:user_feed\/|user\/feed_|feed\/)(read|write)$/;

/**
 * The rights of one user token. Without `explicit_grants` it may do everything for its own user. As soon as it names
 * a tenant, feed and preferences are limited to the tenants it names; what has no tenant then needs a grant of the user's.
 */
export class Grants {
  #explicit: boolean;
  #ofUser = new Set<string>();
  #ofTenant = new Map<string, Set<string>>();

  constructor(user: string, claims: z.infer<typeof grantClaims>) {
    this.#explicit = claims.explicit_grants ?? false;
    for (const [uri, grants] of Object.entries(claims.grants ?? {})) {
      const names = Object.keys(grants).map((grant) => grant.replace(feedSpelling, 'feed/$1'));
      const tenant = tenantUri.exec(uri)?.[1];
      if (userUri.exec(uri)?.[1] === user) for (const name of names) this.#ofUser.add(name);
      if (tenant !== undefined) this.#ofTenant.set(tenant, new Set(names));
    }
  }

  /** Whether the token may do this; `tenant` says for which, null for what belongs to none. */
  allow(action: Action, tenant: string | null = null): boolean {
    const byTenant = action.startsWith('feed/') || action.startsWith('preferences/');
    if (!byTenant || this.#ofTenant.size === 0) return !this.#explicit || this.#ofUser.has(action);
    if (tenant === null) return this.#ofUser.has(action);
    const ofTenant = this.#ofTenant.get(tenant);
    return ofTenant !== undefined && (!this.#explicit || ofTenant.has(action));
  }

  /** Whether there is anything, of a tenant or of none, that the token may do this to. */
  allowSomewhere(action: Action): boolean {
    return [null, ...this.#ofTenant.keys()].some((tenant) => this.allow(action, tenant));
  }
}
