import { audience } from '../audience.ts';
import type {
  Attachment,
  AttachmentAction,
  Capabilities,
  Capability,
  ChannelAnswer,
  ChatChannel,
  ChatMessage,
  ChatUser,
  Command,
  QuotedMessage,
} from '../model.ts';

/**
 * From the vendor's wire shapes to the chat's own. Only the fields read here are named, all of them optional: custom
 * fields lie flat among the vendor's, so that any of them may be anything.
 */
export interface WireUser {
  id?: unknown;
  name?: unknown;
  image?: unknown;
  online?: unknown;
}

export interface WireMessage {
  id?: unknown;
  type?: unknown;
  text?: unknown;
  user?: WireUser | null | undefined;
  created_at?: unknown;
  updated_at?: unknown;
  message_text_updated_at?: unknown;
  deleted_at?: unknown;
  silent?: unknown;
  attachments?: readonly object[] | null | undefined;
  reaction_groups?: object | null | undefined;
  reaction_counts?: object | null | undefined;
  own_reactions?: readonly { type?: unknown }[] | null | undefined;
  reply_count?: unknown;
  thread_participants?: readonly WireUser[] | null | undefined;
  parent_id?: unknown;
  show_in_channel?: unknown;
  quoted_message?: WireMessage | null | undefined;
  mentioned_channel?: unknown;
  mentioned_here?: unknown;
  mentioned_roles?: unknown;
  mentioned_groups?: unknown;
  mentioned_users?: readonly WireUser[] | null | undefined;
  pinned?: unknown;
  moderation?: { action?: unknown } | null | undefined;
  latest_reactions?: readonly { type?: unknown; emoji_code?: unknown }[] | null | undefined;
  poll_id?: unknown;
  custom_type?: unknown;
}

export interface WireChannel {
  cid?: unknown;
  name?: unknown;
  image?: unknown;
  member_count?: unknown;
  frozen?: unknown;
  own_capabilities?: readonly string[] | null | undefined;
  config?: object | null | undefined;
  cooldown?: unknown;
  muted?: unknown;
  last_message_at?: unknown;
  created_at?: unknown;
  truncated_at?: unknown;
}

export interface WireChannelState {
  channel?: WireChannel | null | undefined;
  messages?: readonly WireMessage[] | null | undefined;
  members?: readonly { user?: WireUser | null | undefined }[] | null | undefined;
  /** Absent where nobody watches. */
  watcher_count?: unknown;
  membership?: { pinned_at?: unknown; archived_at?: unknown } | null | undefined;
  read?:
    | readonly {
        user?: WireUser | null | undefined;
        last_read?: unknown;
        unread_messages?: unknown;
        last_delivered_at?: unknown;
      }[]
    | null
    | undefined;
}

const longestByDefault = 5000;

export function toUser(user: WireUser | null | undefined): ChatUser {
  return Object.freeze({
    id: text(user?.id),
    name: text(user?.name),
    image: text(user?.image) || undefined,
    online: user?.online === true,
  });
}

export function toMessage(message: WireMessage): ChatMessage {
  const deleted = message.type === 'deleted' || Boolean(message.deleted_at);
  const type = text(message.type);
  const action = text(message.moderation?.action);
  const attachments = Object.freeze(deleted ? [] : (message.attachments ?? []).flatMap(toAttachment));
  return Object.freeze({
    id: text(message.id),
    kind: deleted ? 'deleted' : isKind(type) ? type : 'regular',
    text: deleted ? '' : text(message.text),
    user: toUser(message.user),
    createdAt: toTime(message.created_at),
    updatedAt: toTime(message.updated_at),
    edited: Boolean(message.message_text_updated_at),
    silent: message.silent === true,
    attachments,
    reactions: Object.freeze(deleted ? [] : toReactions(message)),
    replies: number(message.reply_count) ?? 0,
    repliers: Object.freeze((message.thread_participants ?? []).map(toUser)),
    parentId: text(message.parent_id) || undefined,
    alsoInChannel: message.show_in_channel === true,
    quoted: !deleted && message.quoted_message ? toQuoted(message.quoted_message) : undefined,
    mentioned: Object.freeze([...(message.mentioned_users ?? []).map(toUser), ...toAudiences(message)]),
    pinned: message.pinned === true,
    moderation: action === 'bounce' ? 'bounced' : action === 'remove' ? 'blocked' : undefined,
    pollId: text(message.poll_id) || undefined,
    customType: (!deleted && text(message.custom_type)) || undefined,
    raw: (deleted ? {} : message) as Readonly<Record<string, unknown>>,
  });
}

function isKind(type: string): type is 'system' | 'ephemeral' | 'error' {
  return type === 'system' || type === 'ephemeral' || type === 'error';
}

function toAudiences({
  mentioned_channel: channel,
  mentioned_here: here,
  mentioned_roles: roles,
  mentioned_groups: groups,
}: WireMessage): ChatUser[] {
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  return [
    channel === true && 'channel',
    here === true && 'here',
    ...list(roles),
    ...list(groups).map((group) => (group as { name?: unknown } | null)?.name),
  ].flatMap((name) => (typeof name === 'string' && name ? [audience(name)] : []));
}

function toQuoted(wire: WireMessage): QuotedMessage {
  const { id, kind, text: quotedText, user, attachments } = toMessage({ ...wire, quoted_message: undefined });
  return Object.freeze({ id, kind, text: quotedText, user, attachments });
}

/** What an event tells of a channel; its capabilities and members are told by queries alone. */
export function toChannelPatch(channel: WireChannel): Partial<ChatChannel> {
  return {
    name: text(channel.name),
    image: text(channel.image) || undefined,
    frozen: channel.frozen === true,
    ...(typeof channel.member_count === 'number' && { memberCount: channel.member_count }),
    ...(channel.own_capabilities && { may: toCapabilities(channel.own_capabilities, channel.config) }),
    ...(typeof channel.cooldown === 'number' && { cooldown: channel.cooldown }),
  };
}

/** @param asked how many messages were asked for: fewer are all there are */
export function toAnswer(state: WireChannelState, ownId: string, asked: number): ChannelAnswer {
  const channel = state.channel ?? {};
  const messages = (state.messages ?? []).map(toMessage);
  const members = (state.members ?? []).map((member) => toUser(member.user));
  const reads = (state.read ?? []).map((read) => ({ ...read, userId: text(read.user?.id) }));
  const own = reads.find((read) => read.userId === ownId);
  const others = reads.filter((read) => read.userId !== ownId);
  const config = (channel.config ?? {}) as Readonly<Record<string, unknown>>;
  return Object.freeze({
    channel: Object.freeze({
      cid: text(channel.cid),
      name: text(channel.name),
      image: text(channel.image) || undefined,
      members: Object.freeze(members),
      memberCount: number(channel.member_count) ?? members.length,
      watchers: number(state.watcher_count) ?? 0,
      frozen: channel.frozen === true,
      cooldown: number(channel.cooldown) ?? 0,
      commands: Object.freeze(toCommands(config['commands'])),
      pinnedAt: toTime(state.membership?.pinned_at),
      archivedAt: toTime(state.membership?.archived_at),
      muted: channel.muted === true,
      may: toCapabilities(channel.own_capabilities ?? [], config),
      longestMessage: number(config['max_message_length']) ?? longestByDefault,
      activeAt: toTime(channel.last_message_at ?? channel.created_at),
    }),
    messages: Object.freeze(messages),
    more: messages.length >= asked,
    unread: number(own?.unread_messages) ?? 0,
    readAt: own ? toTime(own.last_read) : undefined,
    readBy: times(others.map((read) => [read.userId, read.last_read])),
    deliveredTo: times(others.map((read) => [read.userId, read.last_delivered_at])),
  });
}

/** ms since the epoch; 0 for what is no time. */
export function toTime(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? Date.parse(value) || 0 : 0;
}

function times(of: readonly (readonly [string, unknown])[]): Readonly<Record<string, number>> {
  return Object.freeze(Object.fromEntries(of.map(([userId, time]) => [userId, toTime(time)])));
}

function toCommands(commands: unknown): Command[] {
  return (Array.isArray(commands) ? commands : []).map((command: Readonly<Record<string, unknown>>) => ({
    name: text(command['name']),
    description: text(command['description']),
    args: text(command['args']),
  }));
}

/** The vendor's name of each capability, and the feature of a channel's type without which nobody has it. */
const capabilities: Readonly<Record<Capability, readonly [name: string, feature?: string]>> = {
  send: ['send-message'],
  react: ['send-reaction', 'reactions'],
  typing: ['send-typing-events'],
  read: ['read-events'],
  editOwn: ['update-own-message'],
  editAny: ['update-any-message'],
  deleteOwn: ['delete-own-message'],
  deleteAny: ['delete-any-message'],
  quote: ['quote-message', 'quotes'],
  reply: ['send-reply', 'replies'],
  pin: ['pin-message'],
  flag: ['flag-message'],
  mute: ['mute-channel', 'mutes'],
  upload: ['upload-file', 'uploads'],
  links: ['send-links', 'url_enrichment'],
  poll: ['send-poll', 'polls'],
  vote: ['cast-poll-vote', 'polls'],
  search: ['search-messages', 'search'],
  leave: ['leave-channel'],
  addMembers: ['update-channel-members'],
  mentionChannel: ['notify-channel'],
  mentionHere: ['notify-here'],
  skipSlowMode: ['skip-slow-mode'],
};

function toCapabilities(names: readonly string[], config: object | null | undefined): Capabilities {
  const features = (config ?? {}) as Readonly<Record<string, unknown>>;
  return Object.freeze(
    Object.fromEntries(
      Object.entries(capabilities).map(([capability, [name, feature = '']]) => [
        capability,
        names.includes(name) && features[feature] !== false,
      ]),
    ),
  );
}

function toReactions(message: WireMessage): ChatMessage['reactions'] {
  const own = new Set((message.own_reactions ?? []).map((reaction) => reaction.type));
  const counts = message.reaction_groups ?? message.reaction_counts ?? {};
  return Object.entries(counts).flatMap(([type, group]: [string, unknown]) => {
    const count = number(group) ?? number((group as { count?: unknown } | null)?.count) ?? 0;
    const emoji = text(message.latest_reactions?.find((reaction) => reaction.type === type)?.emoji_code);
    return count > 0 ? [Object.freeze({ type, count, own: own.has(type), ...(emoji && { emoji }) })] : [];
  });
}

/** What is known by its fields, whatever it calls itself: a link card has the address it was made from. */
export function toAttachment(wire: object): Attachment[] {
  const fields = wire as Readonly<Record<string, unknown>>;
  const type = text(fields['type']);
  const scraped = text(fields['og_scrape_url']) || text(fields['title_link']);
  const picture = text(fields['image_url']) || text(fields['thumb_url']);
  const title = text(fields['title']) || text(fields['fallback']);
  const url = text(fields['asset_url']) || picture;
  const width = number(fields['original_width']);
  const height = number(fields['original_height']);
  if (type === 'giphy') {
    if (!picture) return [];
    // Its sizes are texts, and told with each version of the picture.
    const { original } = (fields['giphy'] ?? {}) as { original?: { width?: unknown; height?: unknown } };
    const [broad, high] = [original?.width, original?.height].map((size) =>
      number(Number(size ?? Number.NaN)),
    );
    const actions = toActions(fields['actions']);
    return [{ kind: 'giphy', url: picture, title, width: width ?? broad, height: height ?? high, actions }];
  }
  if (scraped) {
    const card = { url: scraped, title: title || scraped, text: text(fields['text']) };
    return [{ kind: 'card', ...card, image: picture || undefined }];
  }
  if (type === 'image' && picture) return [{ kind: 'image', url: picture, alt: title, width, height }];
  if (!url) return [{ kind: 'unknown', type, title }];
  const name = title || url;
  if (type === 'video') return [{ kind: 'video', url, name, image: picture || undefined, width, height }];
  if (type === 'audio' || type === 'voiceRecording') {
    const duration = number(fields['duration']);
    const loudness = Array.isArray(fields['waveform_data'])
      ? (fields['waveform_data'] as unknown[])
      : undefined;
    const waveform = loudness?.map((value) => Math.min(1, Math.max(0, number(value) ?? 0)));
    return [{ kind: 'audio', url, name, duration, waveform }];
  }
  return [{ kind: 'file', url, name, size: number(Number(fields['file_size'] || Number.NaN)) }];
}

function toActions(actions: unknown): AttachmentAction[] {
  return (Array.isArray(actions) ? actions : []).map((action: Readonly<Record<string, unknown>>) => ({
    name: text(action['name']),
    value: text(action['value']),
    text: text(action['text']),
  }));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
