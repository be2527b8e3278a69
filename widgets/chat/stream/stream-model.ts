import type {
  Attachment,
  Capabilities,
  ChannelAnswer,
  ChatChannel,
  ChatMessage,
  ChatUser,
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
}

export interface WireChannel {
  cid?: unknown;
  name?: unknown;
  image?: unknown;
  member_count?: unknown;
  frozen?: unknown;
  own_capabilities?: readonly string[] | null | undefined;
  config?: { max_message_length?: unknown } | null | undefined;
  last_message_at?: unknown;
  created_at?: unknown;
}

export interface WireChannelState {
  channel?: WireChannel | null | undefined;
  messages?: readonly WireMessage[] | null | undefined;
  members?: readonly { user?: WireUser | null | undefined }[] | null | undefined;
  read?:
    | readonly { user?: WireUser | null | undefined; last_read?: unknown; unread_messages?: unknown }[]
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
  return Object.freeze({
    id: text(message.id),
    kind: deleted ? 'deleted' : message.type === 'system' ? 'system' : 'regular',
    text: deleted ? '' : text(message.text),
    user: toUser(message.user),
    createdAt: toTime(message.created_at),
    updatedAt: toTime(message.updated_at),
    edited: Boolean(message.message_text_updated_at),
    silent: message.silent === true,
    attachments: Object.freeze(deleted ? [] : (message.attachments ?? []).flatMap(toAttachment)),
    reactions: Object.freeze(deleted ? [] : toReactions(message)),
    replies: number(message.reply_count) ?? 0,
  });
}

/** What an event tells of a channel; its capabilities and members are told by queries alone. */
export function toChannelPatch(channel: WireChannel): Partial<ChatChannel> {
  return {
    name: text(channel.name),
    image: text(channel.image) || undefined,
    frozen: channel.frozen === true,
    ...(typeof channel.member_count === 'number' && { memberCount: channel.member_count }),
    ...(channel.own_capabilities && { may: toCapabilities(channel.own_capabilities) }),
  };
}

/** @param asked how many messages were asked for: fewer are all there are */
export function toAnswer(state: WireChannelState, ownId: string, asked: number): ChannelAnswer {
  const channel = state.channel ?? {};
  const messages = (state.messages ?? []).map(toMessage);
  const members = (state.members ?? []).map((member) => toUser(member.user));
  const reads = (state.read ?? []).map((read) => ({ ...read, userId: text(read.user?.id) }));
  const own = reads.find((read) => read.userId === ownId);
  return Object.freeze({
    channel: Object.freeze({
      cid: text(channel.cid),
      name: text(channel.name),
      image: text(channel.image) || undefined,
      members: Object.freeze(members),
      memberCount: number(channel.member_count) ?? members.length,
      frozen: channel.frozen === true,
      may: toCapabilities(channel.own_capabilities ?? []),
      longestMessage: number(channel.config?.max_message_length) ?? longestByDefault,
      activeAt: toTime(channel.last_message_at ?? channel.created_at),
    }),
    messages: Object.freeze(messages),
    more: messages.length >= asked,
    unread: number(own?.unread_messages) ?? 0,
    readAt: own ? toTime(own.last_read) : undefined,
    readBy: Object.freeze(
      Object.fromEntries(
        reads
          .filter((read) => read.userId !== ownId)
          .map((read) => [read.userId, toTime(read.last_read)] as const),
      ),
    ),
  });
}

/** ms since the epoch; 0 for what is no time. */
export function toTime(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? Date.parse(value) || 0 : 0;
}

function toCapabilities(names: readonly string[]): Capabilities {
  return Object.freeze({
    send: names.includes('send-message'),
    react: names.includes('send-reaction'),
    typing: names.includes('send-typing-events'),
    read: names.includes('read-events'),
    editOwn: names.includes('update-own-message'),
    editAny: names.includes('update-any-message'),
    deleteOwn: names.includes('delete-own-message'),
    deleteAny: names.includes('delete-any-message'),
  });
}

function toReactions(message: WireMessage): ChatMessage['reactions'] {
  const own = new Set((message.own_reactions ?? []).map((reaction) => reaction.type));
  const counts = message.reaction_groups ?? message.reaction_counts ?? {};
  return Object.entries(counts).flatMap(([type, group]: [string, unknown]) => {
    const count = number(group) ?? number((group as { count?: unknown } | null)?.count) ?? 0;
    return count > 0 ? [Object.freeze({ type, count, own: own.has(type) })] : [];
  });
}

/** Pictures, link cards, and everything else that has an address as a file. */
function toAttachment(wire: object): Attachment[] {
  const fields = wire as Readonly<Record<string, unknown>>;
  const scraped = text(fields['og_scrape_url']) || text(fields['title_link']);
  const picture = text(fields['image_url']) || text(fields['thumb_url']);
  const title = text(fields['title']) || text(fields['fallback']);
  if (scraped) {
    return [
      {
        kind: 'card',
        url: scraped,
        title: title || scraped,
        text: text(fields['text']),
        image: picture || undefined,
      },
    ];
  }
  if (fields['type'] === 'image' && picture) {
    return [
      {
        kind: 'image',
        url: picture,
        alt: title,
        width: number(fields['original_width']),
        height: number(fields['original_height']),
      },
    ];
  }
  const url = text(fields['asset_url']) || picture;
  if (!url) return [];
  return [{ kind: 'file', url, name: title || url, size: number(Number(fields['file_size'] || Number.NaN)) }];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
