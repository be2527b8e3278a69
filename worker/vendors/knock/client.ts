import * as z from 'zod/mini';
import type { Settings } from '../../platform/settings.ts';
import type { Breaker } from '../breaker.ts';
import { callJson, VendorError } from '../http.ts';
import {
  centerConfigSchema,
  preferenceSetSchema,
  type CenterConfig,
  type PreferenceSet,
  type PreferenceSetChange,
} from './preference-set.ts';
import { KnockSigner } from './token.ts';

const ORIGIN = 'https://api.knock.app';

/** Knock counts calls by the second, of all visitors together: so many seconds are waited out, once, for a visitor. */
const WORTH_WAITING = 2;
/** ms within which those who wait come back, so that they do not all come at once. */
const SPREAD = 500;

const anything = z.unknown();
const setListSchema = z.lazy(() => z.array(z.looseObject({ id: z.string() })));
const feedSchema = z.lazy(() =>
  z.object({ meta: z.object({ unseen_count: z.int(), unread_count: z.int() }) }),
);

export interface KnockUser {
  readonly name?: string;
  readonly email?: string;
  readonly avatar?: string;
}

/** The few calls of Knock's API that the Worker makes, with the secret key. */
export class KnockClient {
  readonly signer: KnockSigner;
  readonly #settings: NonNullable<Settings['knock']>;
  readonly #breaker: Breaker | undefined;

  constructor(settings: NonNullable<Settings['knock']>, breaker?: Breaker) {
    this.#settings = settings;
    this.#breaker = breaker;
    this.signer = new KnockSigner(settings.signingKey);
  }

  /** Makes the user exist; fields that are absent stay as they are. */
  async identify(userId: string, user: KnockUser): Promise<void> {
    await this.#call('identify', 'PUT', `/v1/users/${encodeURIComponent(userId)}`, anything, user);
  }

  /** Whether a user was ever identified. */
  async isKnown(userId: string): Promise<boolean> {
    try {
      await this.#call('getUser', 'GET', `/v1/users/${encodeURIComponent(userId)}`, anything);
      return true;
    } catch (error) {
      if (error instanceof VendorError && error.status === 404) return false;
      throw error;
    }
  }

  /** Gives one user's feed, preferences and channel data to another, and deletes the one. Both must be known. */
  async merge(from: string, into: string): Promise<void> {
    const path = `/v1/users/${encodeURIComponent(into)}/merge`;
    await this.#call('mergeUsers', 'POST', path, anything, { from_user_id: from });
  }

  /** The counts of the in-app feed. */
  async feedCounts(userId: string): Promise<{ unseen: number; unread: number }> {
    const path = `/v1/users/${encodeURIComponent(userId)}/feeds/${this.#settings.feedChannelId}?page_size=1`;
    const { meta } = await this.#call('feed', 'GET', path, feedSchema);
    return { unseen: meta.unseen_count, unread: meta.unread_count };
  }

  /** The preferences that apply: the user's over the site's defaults. `set` is a tenant's id, or `default`. */
  preferences(userId: string, set: string): Promise<PreferenceSet> {
    return this.#call('getPreferences', 'GET', preferencesPath(userId, set), preferenceSetSchema);
  }

  /** Whether the user has a set of this id of their own, apart from defaults. */
  async hasPreferences(userId: string, set: string): Promise<boolean> {
    const path = `/v1/users/${encodeURIComponent(userId)}/preferences`;
    const sets = await this.#call('listPreferences', 'GET', path, setListSchema);
    return sets.some(({ id }) => id === set);
  }

  /**
   * Writes preferences. `merge` touches only what `change` names: a whole set written back would freeze the site's
   * defaults into the user's. `replace` leaves nothing of the user's but `change`.
   */
  setPreferences(
    userId: string,
    set: string,
    change: PreferenceSetChange,
    strategy: 'merge' | 'replace' = 'merge',
  ): Promise<PreferenceSet> {
    return this.#call('setPreferences', 'PUT', preferencesPath(userId, set), preferenceSetSchema, {
      __persistence_strategy__: strategy,
      ...change,
    });
  }

  /** The preference center that is set up at the vendor: the same for every user, but asked by one. */
  centerConfig(userId: string): Promise<CenterConfig> {
    const path = `/v1/users/${encodeURIComponent(userId)}/preference_center/config`;
    return this.#call('centerConfig', 'GET', path, centerConfigSchema);
  }

  /** One call; one that was refused for coming too soon has done nothing, and may be made again. */
  async #call<T>(
    call: string,
    method: string,
    path: string,
    schema: z.ZodMiniType<T>,
    body?: unknown,
  ): Promise<T> {
    const send = () =>
      callJson(
        {
          vendor: 'knock',
          breaker: this.#breaker,
          call,
          url: new URL(path, this.#settings.baseUrl ?? ORIGIN).href,
          method,
          headers: {
            authorization: `Bearer ${this.#settings.secretKey}`,
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        },
        schema,
      );
    try {
      return await send();
    } catch (error) {
      const { status, retryAfter = Infinity } = error instanceof VendorError ? error : {};
      if (status !== 429 || retryAfter > WORTH_WAITING) throw error;
      const wait = retryAfter * 1000 + ((crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % SPREAD);
      await new Promise((resolve) => setTimeout(resolve, wait));
      return send();
    }
  }
}

const preferencesPath = (userId: string, set: string): string =>
  `/v1/users/${encodeURIComponent(userId)}/preferences/${encodeURIComponent(set)}`;
