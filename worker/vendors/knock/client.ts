import * as z from 'zod';
import type { Settings } from '../../platform/settings.ts';
import { callJson } from '../http.ts';
import { preferenceSetSchema, type PreferenceSet, type PreferenceSetChange } from './preference-set.ts';
import { KnockSigner } from './token.ts';

const ORIGIN = 'https://api.knock.app';

const anything = z.unknown();
const feedSchema = z.object({ meta: z.object({ unseen_count: z.int(), unread_count: z.int() }) });

export interface KnockUser {
  readonly name?: string;
  readonly email?: string;
  readonly avatar?: string;
}

/** The few calls of Knock's API that the Worker makes, with the secret key. */
export class KnockClient {
  readonly signer: KnockSigner;
  readonly #settings: NonNullable<Settings['knock']>;

  constructor(settings: NonNullable<Settings['knock']>) {
    this.#settings = settings;
    this.signer = new KnockSigner(settings.signingKey);
  }

  /** Makes the user exist; fields that are absent stay as they are. */
  async identify(userId: string, user: KnockUser): Promise<void> {
    await this.#call('identify', 'PUT', `/v1/users/${encodeURIComponent(userId)}`, anything, user);
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

  /** Merges only what `change` names; writing a whole set back would freeze the site's defaults into the user's. */
  setPreferences(userId: string, set: string, change: PreferenceSetChange): Promise<PreferenceSet> {
    return this.#call('setPreferences', 'PUT', preferencesPath(userId, set), preferenceSetSchema, {
      __persistence_strategy__: 'merge',
      ...change,
    });
  }

  #call<T>(call: string, method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    return callJson(
      {
        vendor: 'knock',
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
  }
}

const preferencesPath = (userId: string, set: string): string =>
  `/v1/users/${encodeURIComponent(userId)}/preferences/${encodeURIComponent(set)}`;
