import { builtInGrants } from '../access/grants.ts';
import type { Grants } from '../access/grants.ts';
import type { ChannelRecord } from '../model.ts';

/** A command that members type, as `config.commands` tells of it. */
export interface Command {
  name: string;
  description: string;
  args: string;
  set: string;
}

/** The switches of a channel type, as `channel.config` carries them. */
export interface ChannelConfig {
  name: string;
  typing_events: boolean;
  read_events: boolean;
  connect_events: boolean;
  delivery_events: boolean;
  custom_events: boolean;
  reactions: boolean;
  replies: boolean;
  quotes: boolean;
  uploads: boolean;
  url_enrichment: boolean;
  mutes: boolean;
  search: boolean;
  polls: boolean;
  reminders: boolean;
  shared_locations: boolean;
  user_message_reminders: boolean;
  mark_messages_pending: boolean;
  count_messages: boolean;
  push_notifications: boolean;
  skip_last_msg_update_for_system_msgs: boolean;
  max_message_length: number;
  message_retention: string;
  automod: string;
  automod_behavior: string;
  blocklist_behavior: string;
  commands: Command[];
  created_at: string;
  updated_at: string;
}

/** One channel type of the app. An update changes it in place, so that all its channels follow. */
export interface ChannelType {
  config: ChannelConfig;
  grants: Grants;
}

const typesSince = '2026-01-01T00:00:00.000000Z';

/** The commands that every app has; `giphy` is the one that channel types start with. */
export const builtInCommands: readonly Command[] = [
  { name: 'giphy', description: 'Post a random gif to the channel', args: '[text]', set: 'fun_set' },
  { name: 'ban', description: 'Ban a user', args: '[@username] [text]', set: 'moderation_set' },
  { name: 'unban', description: 'Unban a user', args: '[@username]', set: 'moderation_set' },
  { name: 'mute', description: 'Mute a user', args: '[@username]', set: 'moderation_set' },
  { name: 'unmute', description: 'Unmute a user', args: '[@username]', set: 'moderation_set' },
];

/** What a channel type has that says nothing else: the settings of `messaging`. */
export const defaultConfig: ChannelConfig = {
  name: 'messaging',
  typing_events: true,
  read_events: true,
  connect_events: true,
  delivery_events: true,
  custom_events: true,
  reactions: true,
  replies: true,
  quotes: true,
  uploads: true,
  url_enrichment: true,
  mutes: true,
  search: true,
  polls: true,
  reminders: false,
  shared_locations: false,
  user_message_reminders: true,
  mark_messages_pending: false,
  count_messages: false,
  push_notifications: true,
  skip_last_msg_update_for_system_msgs: false,
  max_message_length: 5000,
  message_retention: 'infinite',
  automod: 'disabled',
  automod_behavior: 'flag',
  blocklist_behavior: 'flag',
  commands: builtInCommands.slice(0, 1),
  created_at: typesSince,
  updated_at: typesSince,
};

const off = <Switch extends keyof ChannelConfig>(...switches: Switch[]): Record<Switch, false> =>
  Object.fromEntries(switches.map((name) => [name, false])) as Record<Switch, false>;

const differences: Record<keyof typeof builtInGrants, Partial<ChannelConfig>> = {
  messaging: {},
  team: {},
  commerce: off('polls'),
  livestream: off(
    'url_enrichment',
    'typing_events',
    'read_events',
    'delivery_events',
    'user_message_reminders',
  ),
  gaming: off(
    'url_enrichment',
    'typing_events',
    'read_events',
    'delivery_events',
    'user_message_reminders',
    'uploads',
    'polls',
  ),
};

/** The channel types that every app starts with, by name, made anew. */
export const builtInTypes = (): [string, ChannelType][] =>
  Object.entries(builtInGrants).map(([name, grants]) => {
    const difference = differences[name as keyof typeof builtInGrants];
    return [name, { config: { ...defaultConfig, ...difference, name }, grants }];
  });

/** What is switched on in a channel: its type's settings, and its own where it has some (`config_overrides`). */
export function configOf(channel: Pick<ChannelRecord, 'ofType' | 'configOverrides'>): ChannelConfig {
  const { config } = channel.ofType;
  return channel.configOverrides ? { ...config, ...channel.configOverrides } : config;
}
