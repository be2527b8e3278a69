import type { PreferenceDecision, PreferenceQuestion } from './preference-evaluation.ts';
import { evaluatePreferences } from './preference-evaluation.ts';
import type { PreferenceSet, PreferenceSetRequest, PreferenceTree } from './preference-set.ts';
import { persist, persistAt, resolve, toPreferenceSet } from './preference-set.ts';
import type { RecipientReference } from './recipient-reference.ts';
import { recipientKey } from './recipient-reference.ts';

/** The set that holds where a tenant has none of its own. */
export const defaultSetId = 'default';

/** The preference sets of users and objects, and the tenants' and the environment's defaults beneath them. */
export class Preferences {
  #environment: PreferenceTree;
  #tenants = new Map<string, PreferenceTree>();
  #recipients = new Map<string, Map<string, PreferenceTree>>();

  /** `environment` is the default set of the vendor's dashboard. */
  constructor(environment: PreferenceTree) {
    this.#environment = environment;
  }

  /** One set with the defaults under it. A set's id is `default` or a tenant's id. */
  get(recipient: RecipientReference, setId: string, tenant?: string): PreferenceSet {
    const ofTenant = setId === defaultSetId ? tenant : setId;
    return toPreferenceSet(setId, this.#resolved(recipient, ofTenant));
  }

  /** All sets that a recipient has, the default one always. */
  list(recipient: RecipientReference): PreferenceSet[] {
    const ids = new Set([defaultSetId, ...(this.#recipients.get(recipientKey(recipient))?.keys() ?? [])]);
    return [...ids].map((id) => this.get(recipient, id));
  }

  /** Puts a request into a set, and returns it as `get` does. */
  set(
    recipient: RecipientReference,
    setId: string,
    request: PreferenceSetRequest,
    byDefault: 'merge' | 'replace',
  ): PreferenceSet {
    return this.#store(recipient, setId, (stored) => persist(stored, request, byDefault));
  }

  /** Puts one part of a set (`workflows`, or one of them) in the place of what stood there. */
  setAt(
    recipient: RecipientReference,
    setId: string,
    path: readonly [string, ...string[]],
    value: unknown,
  ): PreferenceSet {
    return this.#store(recipient, setId, (stored) => persistAt(stored, path, value));
  }

  unset(recipient: RecipientReference, setId: string): void {
    this.#recipients.get(recipientKey(recipient))?.delete(setId);
  }

  /** A tenant's default set; by the vendor's rule it is merged unless the request asks to replace. Null ends it. */
  setTenant(tenant: string, request: PreferenceSetRequest | null): PreferenceSet | null {
    if (request === null) {
      this.#tenants.delete(tenant);
      return null;
    }
    const tree = persist(this.#tenants.get(tenant), request, 'merge');
    this.#tenants.set(tenant, tree);
    return toPreferenceSet(defaultSetId, tree);
  }

  /** A tenant's default set with the environment's under it. */
  ofTenant(tenant: string): PreferenceSet {
    return toPreferenceSet(defaultSetId, resolve([this.#environment, this.#tenants.get(tenant) ?? {}]));
  }

  /** Gives a recipient the sets that another has and they have not; the other one's are gone then. */
  adopt(to: RecipientReference, from: RecipientReference): void {
    const sets = [from, to].flatMap((one) => [...(this.#recipients.get(recipientKey(one)) ?? [])]);
    this.#recipients.set(recipientKey(to), new Map(sets));
    this.#recipients.delete(recipientKey(from));
  }

  /** Forgets all sets of a recipient. */
  deleteRecipient(recipient: RecipientReference): void {
    this.#recipients.delete(recipientKey(recipient));
  }

  /** Whether a workflow, run for a tenant or for none, may reach a recipient over a channel, and why. */
  evaluate(
    recipient: RecipientReference,
    tenant: string | null,
    question: PreferenceQuestion,
  ): PreferenceDecision {
    return evaluatePreferences(
      this.#resolved(recipient, tenant ?? undefined),
      this.#resolved(recipient, undefined),
      question,
    );
  }

  #store(
    recipient: RecipientReference,
    setId: string,
    change: (stored: PreferenceTree | undefined) => PreferenceTree,
  ): PreferenceSet {
    const key = recipientKey(recipient);
    const sets = this.#recipients.get(key) ?? new Map<string, PreferenceTree>();
    sets.set(setId, change(sets.get(setId)));
    this.#recipients.set(key, sets);
    return this.get(recipient, setId);
  }

  #resolved(recipient: RecipientReference, tenant: string | undefined): PreferenceTree {
    const sets = this.#recipients.get(recipientKey(recipient));
    const ofTenant = tenant === undefined ? undefined : this.#tenants.get(tenant);
    const ownOfTenant = tenant === undefined ? undefined : sets?.get(tenant);
    return ofTenant || ownOfTenant
      ? resolve([this.#environment, ofTenant ?? {}, ownOfTenant ?? {}])
      : resolve([this.#environment, sets?.get(defaultSetId) ?? {}]);
  }
}
