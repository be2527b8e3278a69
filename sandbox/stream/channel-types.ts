import { inputError, notAllowed } from './errors.ts';
import type { Actor, ChannelRecord } from './model.ts';

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
  push_notifications: boolean;
  skip_last_msg_update_for_system_msgs: boolean;
  max_message_length: number;
  message_retention: string;
  automod: string;
  automod_behavior: string;
  commands: { name: string; description: string; args: string; set: string }[];
  created_at: string;
  updated_at: string;
}

const typesSince = '2026-01-01T00:00:00.000000Z';

const messaging: ChannelConfig = {
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
  // What the sandbox does not do is off, so that nobody waits for it.
  mutes: false,
  search: false,
  polls: false,
  reminders: false,
  shared_locations: false,
  user_message_reminders: false,
  push_notifications: true,
  skip_last_msg_update_for_system_msgs: false,
  max_message_length: 5000,
  message_retention: 'infinite',
  automod: 'disabled',
  automod_behavior: 'flag',
  commands: [],
  created_at: typesSince,
  updated_at: typesSince,
};

const livestream: ChannelConfig = {
  ...messaging,
  name: 'livestream',
  url_enrichment: false,
  typing_events: false,
  read_events: false,
  delivery_events: false,
};

const configs = new Map([messaging, livestream].map((config) => [config.name, config]));

/** @throws StreamError 4 for a type that the app does not have. */
export function configOf(type: string): ChannelConfig {
  const config = configs.get(type);
  if (!config) throw inputError(`unknown channel type '${type}'`);
  return config;
}

const everyone = [
  'connect-events',
  'create-attachment',
  'create-mention',
  'delete-own-message',
  'quote-message',
  'send-custom-events',
  'send-links',
  'send-message',
  'send-reaction',
  'send-reply',
  'update-own-message',
  'upload-file',
] as const;
const members = ['join-channel', 'leave-channel', 'update-channel', 'update-channel-members'] as const;
const moderators = ['delete-any-message', 'update-any-message'] as const;
/** What nobody but the backend does in a frozen channel. */
const frozenOut = ['send-message', 'send-reply', 'send-reaction', 'send-links'] as const;
const byConfig = {
  typing_events: ['send-typing-events', 'typing-events'],
  read_events: ['read-events'],
  delivery_events: ['delivery-events'],
} as const satisfies Partial<Record<keyof ChannelConfig, readonly string[]>>;

export type Capability =
  | 'read-channel'
  | (typeof everyone)[number]
  | (typeof members)[number]
  | (typeof moderators)[number]
  | (typeof byConfig)[keyof typeof byConfig][number];

const permissionNames: Partial<Record<Capability, string>> = {
  'read-channel': 'ReadChannel',
  'send-message': 'CreateMessage',
  'send-reply': 'CreateReply',
  'send-reaction': 'CreateReaction',
  'send-custom-events': 'SendCustomEvent',
  'update-own-message': 'UpdateMessage',
  'update-any-message': 'UpdateMessage',
  'delete-own-message': 'DeleteMessage',
  'delete-any-message': 'DeleteMessage',
  'update-channel': 'UpdateChannel',
  'update-channel-members': 'UpdateChannelMembers',
  'upload-file': 'UploadAttachment',
};

/** Everybody may use a livestream; a messaging channel is its members' and its creator's. */
function standing(actor: Actor, channel: ChannelRecord): 'none' | 'guest' | 'member' | 'moderator' {
  if (actor.server || actor.user.role === 'admin') return 'moderator';
  const member = channel.members.get(actor.user.id);
  if (member) return member.role === 'channel_moderator' ? 'moderator' : 'member';
  if (channel.createdById === actor.user.id) return 'member';
  return channel.type === 'livestream' ? 'guest' : 'none';
}

export function capabilitiesOf(actor: Actor, channel: ChannelRecord): Set<Capability> {
  const who = standing(actor, channel);
  if (who === 'none') return new Set();
  const config = configOf(channel.type);
  const held = new Set<Capability>(['read-channel', ...everyone]);
  if (who !== 'guest' && channel.type !== 'livestream') for (const name of members) held.add(name);
  if (who === 'moderator') for (const name of [...members, ...moderators]) held.add(name);
  if (config.typing_events) for (const name of byConfig.typing_events) held.add(name);
  if (config.read_events) for (const name of byConfig.read_events) held.add(name);
  if (config.delivery_events) for (const name of byConfig.delivery_events) held.add(name);
  if (channel.frozen && !actor.server) for (const name of frozenOut) held.delete(name);
  return held;
}

/** @throws StreamError 17 if the actor lacks the capability in this channel. */
export function requireCapability(actor: Actor, channel: ChannelRecord, ...anyOf: Capability[]): void {
  const held = capabilitiesOf(actor, channel);
  if (anyOf.some((name) => held.has(name))) return;
  const [first] = anyOf;
  throw notAllowed(actor.user, (first && permissionNames[first]) ?? String(first), channel.type);
}
