import type { ChannelType } from './model/channels.ts';

/** The environment's default preference set: everything, but product news stays out of the mailbox until asked for. */
export const environmentPreferences: {
  readonly channel_types: Readonly<Partial<Record<ChannelType, boolean>>>;
  readonly workflows: Readonly<Record<string, unknown>>;
} = {
  channel_types: { in_app_feed: true, email: true, sms: true },
  workflows: { 'product-update': { channel_types: { email: false } } },
};

/** What the hosted preference center would show, but for the user's own part. */
export const preferenceCenter = {
  enabled: true,
  account_name: 'Sandbox',
  branding: { icon_url: null, logo_url: null, primary_color: null, primary_color_contrast: null },
  config: {
    title: 'Notifications',
    body: 'Choose what you hear of, and where.',
    show_account_name: true,
    rows: [
      {
        type: 'category',
        identifier: 'social',
        name: 'Comments and messages',
        channel_types: ['in_app_feed', 'email'],
      },
      {
        type: 'category',
        identifier: 'updates',
        name: 'News and orders',
        channel_types: ['in_app_feed', 'email'],
      },
      { type: 'category', identifier: 'billing', name: 'Payments', channel_types: ['in_app_feed', 'email'] },
      {
        type: 'category',
        identifier: 'security',
        name: 'Security',
        channel_types: ['in_app_feed', 'email', 'sms'],
      },
      {
        type: 'commercial_subscribed',
        identifier: null,
        name: 'Offers',
        description: 'Now and then something at a better price.',
        channel_types: null,
      },
    ],
  },
} as const;
