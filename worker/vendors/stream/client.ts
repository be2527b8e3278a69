import * as z from 'zod/mini';
import type { Settings } from '../../platform/settings.ts';
import type { Breaker } from '../breaker.ts';
import { callJson, VendorError } from '../http.ts';
import { StreamSigner } from './token.ts';

const ORIGIN = 'https://chat.stream-io-api.com';

const anything = z.unknown();
const unreadSchema = z.lazy(() =>
  z.object({
    total_unread_count: z.int(),
    channels: z.nullish(z.array(z.object({ unread_count: z.int() }))),
  }),
);

const channelsSchema = z.lazy(() =>
  z.object({
    channels: z.array(z.object({ channel: z.object({ type: z.string(), id: z.string() }) })),
  }),
);

export interface StreamUser {
  readonly id: string;
  readonly name?: string;
  readonly image?: string;
}

/** The few calls of Stream's REST API that the Worker makes. Ids are Stream's (see `toStreamId`). */
export class StreamClient {
  readonly signer: StreamSigner;
  readonly #settings: NonNullable<Settings['stream']>;
  readonly #breaker: Breaker | undefined;

  constructor(settings: NonNullable<Settings['stream']>, breaker?: Breaker) {
    this.#settings = settings;
    this.#breaker = breaker;
    this.signer = new StreamSigner(settings.apiSecret);
  }

  /**
   * Makes the user exist, with this name and picture. Stream's upsert replaces a user whole, and with it what the
   * site's backend keeps there, so it is only for those who are not there yet.
   */
  async ensureUser({ id, ...set }: StreamUser): Promise<void> {
    try {
      await this.#call('updateUserPartial', 'PATCH', '/users', {}, anything, { users: [{ id, set }] });
    } catch (error) {
      if (!(error instanceof VendorError && isUnknownUser(error))) throw error;
      await this.#call('upsertUser', 'POST', '/users', {}, anything, { users: { [id]: { id, ...set } } });
    }
  }

  /** Refuses a user's tokens that were issued before; who is not known there has none. */
  async revokeTokens(id: string, before: Date): Promise<void> {
    const set = { revoke_tokens_issued_before: before.toISOString() };
    try {
      await this.#call('revokeTokens', 'PATCH', '/users', {}, anything, { users: [{ id, set }] });
    } catch (error) {
      if (!(error instanceof VendorError && isUnknownUser(error))) throw error;
    }
  }

  /** The channels that a user is a member of, as `type/id`: 30 of them, the oldest first. */
  async channelsOf(userId: string, offset: number): Promise<string[]> {
    const { channels } = await this.#call('queryChannels', 'POST', '/channels', {}, channelsSchema, {
      filter_conditions: { members: { $in: [userId] } },
      sort: [{ field: 'created_at', direction: 1 }],
      state: true,
      limit: 30,
      offset,
      message_limit: 0,
      member_limit: 0,
    });
    return channels.map(({ channel: { type, id } }) => `${type}/${id}`);
  }

  /** @param channel `type/id` */
  async changeMembers(
    channel: string,
    change: { add_members: string[] } | { remove_members: string[] },
  ): Promise<void> {
    await this.#call('updateChannel', 'POST', `/channels/${channel}`, {}, anything, change);
  }

  /** Unread messages of a user, and the channels that hold them. */
  async unread(userId: string): Promise<{ unread: number; channels: number }> {
    const counts = await this.#call('unread', 'GET', '/unread', { user_id: userId }, unreadSchema);
    return {
      unread: counts.total_unread_count,
      channels: (counts.channels ?? []).filter((channel) => channel.unread_count > 0).length,
    };
  }

  async #call<T>(
    call: string,
    method: string,
    path: string,
    query: Record<string, string>,
    schema: z.ZodMiniType<T>,
    body?: unknown,
  ): Promise<T> {
    const url = new URL(path, this.#settings.baseUrl ?? ORIGIN);
    url.search = new URLSearchParams({ api_key: this.#settings.apiKey, ...query }).toString();
    return callJson(
      {
        vendor: 'stream',
        breaker: this.#breaker,
        call,
        url: url.href,
        method,
        headers: {
          authorization: await this.signer.server(),
          'stream-auth-type': 'jwt',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      schema,
    );
  }
}

/** Stream's error codes (docs, "API error codes"): 16 does not exist, 4 input error, as older apps answer. */
const isUnknownUser = ({ code, status }: VendorError): boolean =>
  (status === 404 && code === 16) || (status === 400 && code === 4);
