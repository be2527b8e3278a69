import { credentials } from '../../credentials.ts';
import { namedUuid } from './ids.ts';

/** The kinds of channel that a preference can name. */
export const channelTypes = ['chat', 'email', 'http', 'in_app_feed', 'push', 'sms'] as const;
export type ChannelType = (typeof channelTypes)[number];

/** A channel of the environment, as set up in the vendor's dashboard. */
export interface Channel {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly type: ChannelType;
  readonly provider: string;
}

export const channels = {
  in_app_feed: {
    id: credentials.knock.feedChannelId,
    key: 'in-app-feed',
    name: 'In-app feed',
    type: 'in_app_feed',
    provider: 'in_app_feed_knock',
  },
  email: {
    id: namedUuid('channel:email'),
    key: 'email',
    name: 'Email',
    type: 'email',
    provider: 'email_knock_test',
  },
  sms: { id: namedUuid('channel:sms'), key: 'sms', name: 'SMS', type: 'sms', provider: 'sms_twilio' },
  push: { id: namedUuid('channel:push'), key: 'push', name: 'Push', type: 'push', provider: 'push_fcm' },
  chat: { id: namedUuid('channel:chat'), key: 'slack', name: 'Slack', type: 'chat', provider: 'chat_slack' },
} as const satisfies Partial<Record<ChannelType, Channel>>;

export function findChannel(id: string): Channel | undefined {
  return Object.values(channels).find((channel) => channel.id === id);
}
