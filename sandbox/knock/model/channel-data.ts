import * as z from 'zod';
import type { Channel } from './channels.ts';
import type { RecipientKey } from './recipient-reference.ts';

const text = z.string().nullish();
const device = z
  .object({ token: z.string().min(1), locale: text, timezone: text })
  .transform(({ token, locale = null, timezone = null }) => ({ token, locale, timezone }));

/** The devices of a push channel: as plain tokens or with what is known of each; an answer shows both. */
const pushData = z
  .union([
    z
      .strictObject({ tokens: z.array(z.string().min(1)) })
      .transform(({ tokens }) => tokens.map((token) => ({ token, locale: null, timezone: null }))),
    z.strictObject({ devices: z.array(device) }).transform(({ devices }) => devices),
  ])
  .transform((devices) => ({ devices, tokens: devices.map(({ token }) => token) }));

const webhook = z.strictObject({ incoming_webhook: z.strictObject({ url: z.url() }) });
const slackConnection = z.union([
  webhook,
  z.strictObject({ access_token: text, channel_id: text, channel_name: text, user_id: text }),
]);
/** Slack's connections: a channel or a user by a token, or an incoming webhook. */
const slackData = z.strictObject({
  connections: z.array(slackConnection),
  token: z.strictObject({ access_token: text }).nullish(),
});

export type PushData = z.infer<typeof pushData>;
export type SlackData = z.infer<typeof slackData>;

/** What a recipient's address on a channel must look like, by the channel's type; the others need none. */
export function channelDataSchema(channel: Channel): z.ZodType<PushData> | z.ZodType<SlackData> | undefined {
  if (channel.type === 'push') return pushData;
  return channel.type === 'chat' ? slackData : undefined;
}

/** One recipient's address on one channel. */
export interface ChannelData {
  readonly __typename: 'ChannelData';
  readonly channel_id: string;
  readonly provider: string;
  readonly data: PushData | SlackData;
}

/** The addresses that the site handed over for push and chat. */
export class ChannelDataStore {
  #byRecipient = new Map<RecipientKey, Map<string, ChannelData>>();

  get(recipient: RecipientKey, channelId: string): ChannelData | undefined {
    return this.#byRecipient.get(recipient)?.get(channelId);
  }

  /** Puts data in the place of what there was. */
  set(recipient: RecipientKey, channel: Channel, data: PushData | SlackData): ChannelData {
    const all = this.#byRecipient.get(recipient) ?? new Map<string, ChannelData>();
    this.#byRecipient.set(recipient, all);
    const entry: ChannelData = {
      __typename: 'ChannelData',
      channel_id: channel.id,
      provider: channel.provider,
      data,
    };
    all.set(channel.id, entry);
    return entry;
  }

  unset(recipient: RecipientKey, channelId: string): boolean {
    return this.#byRecipient.get(recipient)?.delete(channelId) ?? false;
  }

  /** Gives a recipient what another has and they have not; the other one's is gone then. */
  adopt(to: RecipientKey, from: RecipientKey): void {
    const merged = new Map([...(this.#byRecipient.get(from) ?? []), ...(this.#byRecipient.get(to) ?? [])]);
    this.#byRecipient.set(to, merged);
    this.#byRecipient.delete(from);
  }

  deleteRecipient(recipient: RecipientKey): void {
    this.#byRecipient.delete(recipient);
  }
}
