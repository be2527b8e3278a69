import type { Channel } from './channels.ts';
import type { PreferenceSet, PreferenceSetRequest, PreferenceTree } from './preference-set.ts';
import { isTree, persist, resolve, toPreferenceSet } from './preference-set.ts';

/** The set that holds where a tenant has none of its own. */
export const defaultSetId = 'default';

/** What a preference can be about. */
export interface Subject {
  readonly key: string;
  readonly categories: readonly string[];
}

/** Every user's preference sets, and the tenants' and the environment's defaults beneath them. */
export class Preferences {
  #environment: PreferenceTree;
  #tenants = new Map<string, PreferenceTree>();
  #users = new Map<string, Map<string, PreferenceTree>>();

  /** `environment` is the default set of the vendor's dashboard. */
  constructor(environment: PreferenceTree) {
    this.#environment = environment;
  }

  /** One set with the defaults under it. A set's id is `default` or a tenant's id. */
  get(user: string, setId: string, tenant?: string): PreferenceSet {
    const ofTenant = setId === defaultSetId ? tenant : setId;
    return toPreferenceSet(setId, this.#resolved(user, ofTenant));
  }

  /** All sets that a user has, the default one always. */
  list(user: string): PreferenceSet[] {
    const ids = new Set([defaultSetId, ...(this.#users.get(user)?.keys() ?? [])]);
    return [...ids].map((id) => this.get(user, id));
  }

  set(
    user: string,
    setId: string,
    request: PreferenceSetRequest,
    byDefault: 'merge' | 'replace',
  ): PreferenceSet {
    const sets = this.#users.get(user) ?? new Map<string, PreferenceTree>();
    sets.set(setId, persist(sets.get(setId), request, byDefault));
    this.#users.set(user, sets);
    return this.get(user, setId);
  }

  unset(user: string, setId: string): void {
    this.#users.get(user)?.delete(setId);
  }

  /** A tenant's default set; by the vendor's rule it is merged unless the request asks to replace. */
  setTenant(tenant: string, request: PreferenceSetRequest): PreferenceSet {
    const tree = persist(this.#tenants.get(tenant), request, 'merge');
    this.#tenants.set(tenant, tree);
    return toPreferenceSet(defaultSetId, tree);
  }

  deleteUser(user: string): void {
    this.#users.delete(user);
  }

  /** Whether a user wants to hear of a workflow over a channel. What nobody set is wanted; one no is enough. */
  allows(user: string, tenant: string | null, subject: Subject, channel: Channel): boolean {
    const set = this.#resolved(user, tenant ?? undefined);
    return (
      permits(at(set, 'workflows', subject.key), channel) &&
      subject.categories.every((category) => permits(at(set, 'categories', category), channel)) &&
      permits({ channel_types: set['channel_types'], channels: set['channels'] }, channel)
    );
  }

  #resolved(user: string, tenant: string | undefined): PreferenceTree {
    const sets = this.#users.get(user);
    const ofTenant = tenant === undefined ? undefined : this.#tenants.get(tenant);
    const ownOfTenant = tenant === undefined ? undefined : sets?.get(tenant);
    return ofTenant || ownOfTenant
      ? resolve([this.#environment, ofTenant ?? {}, ownOfTenant ?? {}])
      : resolve([this.#environment, sets?.get(defaultSetId) ?? {}]);
  }
}

/** A workflow's or category's setting for one channel; the channel itself wins over its type. */
function permits(setting: unknown, channel: Channel): boolean {
  if (!isTree(setting)) return setting !== false;
  return (at(setting, 'channels', channel.id) ?? at(setting, 'channel_types', channel.type)) !== false;
}

function at(tree: PreferenceTree, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (isTree(node) ? node[key] : undefined), tree);
}
