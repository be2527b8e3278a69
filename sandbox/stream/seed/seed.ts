import { people } from '../../people.ts';
import type { Backend } from '../backend.ts';
import { createChannel } from '../channels/channels.ts';
import { newMessageRecord } from '../model.ts';
import type { Actor, ChannelRecord, Fields, MessageRecord, ReactionRecord } from '../model.ts';
import { annAndBen, general, launch } from './seed-messages.ts';
import type { Line, Session } from './seed-messages.ts';
import { lampOnShelf, launchCard } from './seed-pictures.ts';
import type { Picture } from './seed-pictures.ts';
import { followThread } from '../threads/threads.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Puts the users, channels and messages in place that every run starts with; nobody is told. */
export function seed(backend: Backend): void {
  const { state } = backend;
  const began = state.now() - 30 * day;
  for (const { id, name, email } of people) state.putUser(id, 'user', { name, email }, began);
  const attachments = seedAttachments(backend);
  const ann: Actor = { user: state.user('ann'), server: true };
  const members = (...ids: string[]) =>
    ids.map((user_id) => ({ user_id, channel_role: undefined, fields: {} }));

  const team = createChannel(
    backend,
    ann,
    'messaging',
    'general',
    { name: 'General', members: members(...people.map(({ id }) => id)) },
    { at: began },
  );
  write(backend, team, general, attachments);
  for (const { id } of people) readTo(team, id, team.messages.at(-1));

  const pair = createChannel(
    backend,
    ann,
    'messaging',
    'ann-ben',
    { members: members('ann', 'ben') },
    { at: began },
  );
  write(backend, pair, annAndBen, attachments);
  readTo(pair, 'ben', pair.messages.at(-1));
  // What Ben wrote after her last message is new to Ann.
  readTo(
    pair,
    'ann',
    pair.messages.findLast((message) => message.userId === 'ann'),
  );

  const live = createChannel(backend, ann, 'livestream', 'launch', { name: 'Autumn launch' }, { at: began });
  write(backend, live, launch, attachments);
}

function write(
  { state }: Backend,
  channel: ChannelRecord,
  sessions: readonly Session[],
  attachments: Record<'photo' | 'link', Fields>,
): void {
  let count = 0;
  const add = (line: Line, at: number, parent?: MessageRecord): MessageRecord => {
    count += 1;
    const id = `${channel.id}-${String(count).padStart(3, '0')}`;
    const message = newMessageRecord({
      id,
      cid: channel.cid,
      userId: line.by,
      text: line.text,
      attachments: line.attach ? [attachments[line.attach]] : [],
      parentId: parent?.id,
      reactions: (line.reactions ?? []).map((reaction, index) =>
        toReaction(id, reaction, at + (index + 1) * second),
      ),
      createdAt: at,
    });
    state.addMessage(channel, message);
    return message;
  };
  for (const session of sessions) {
    for (const { line, at } of timed(session, state.now())) {
      const message = add(line, at);
      // Half a second past the full one keeps a reply's time from meeting a message's.
      line.replies?.forEach((reply, index) =>
        add(reply, at + second / 2 + (index + 1) * 20 * second, message),
      );
    }
  }
  for (const reply of channel.messages) {
    const parent = reply.parentId === undefined ? undefined : state.messages.get(reply.parentId);
    if (parent) followThread(state, parent, reply);
  }
  // Threads of the seed are old: everybody in them has read them.
  for (const thread of state.threads.values()) {
    const last = state.replies(thread.parentId).at(-1);
    for (const participant of thread.participants.values()) {
      Object.assign(participant, { lastRead: thread.lastMessageAt, lastReadMessageId: last?.id });
    }
  }
  channel.lastStamp = channel.messages.at(-1)?.createdAt ?? channel.lastStamp;
}

/** When each line was written: as long after the one before as it takes to read it and to type. */
function timed(session: Session, now: number): { line: Line; at: number }[] {
  let offset = 0;
  const paced = session.lines.map((line) => {
    offset += Math.round(30 + line.text.length * 1.5) * second;
    return { line, offset };
  });
  const { when } = session;
  const start =
    'daysAgo' in when
      ? Math.floor(now / day) * day - when.daysAgo * day + when.hour * hour
      : Math.floor(now / second) * second - when.endsMinutesAgo * minute - offset;
  return paced.map(({ line, offset: after }) => ({ line, at: start + after }));
}

function toReaction(messageId: string, reaction: string, at: number): ReactionRecord {
  const [userId = '', type = ''] = reaction.split(':');
  return { messageId, userId, type, score: 1, fields: {}, createdAt: at, updatedAt: at };
}

function readTo(channel: ChannelRecord, userId: string, message: MessageRecord | undefined): void {
  if (message) channel.reads.set(userId, { lastRead: message.createdAt, lastReadMessageId: message.id });
}

function seedAttachments({ context, uploads }: Backend): Record<'photo' | 'link', Fields> {
  const put = ({ name, svg }: Picture): string =>
    uploads.add(
      { name, type: 'image/svg+xml', bytes: new TextEncoder().encode(svg), ownerId: undefined },
      'seed',
    );
  const page = `${context.demoOrigin}/`;
  const cardImage = put(launchCard);
  return {
    photo: {
      type: 'image',
      image_url: put(lampOnShelf),
      fallback: lampOnShelf.name,
      mime_type: 'image/svg+xml',
      file_size: lampOnShelf.svg.length,
      original_width: lampOnShelf.width,
      original_height: lampOnShelf.height,
    },
    link: {
      type: 'image',
      title: 'Autumn launch: the Alma lamp',
      title_link: page,
      og_scrape_url: page,
      text: 'Hand-thrown in three colours, with wool throws and candle holders to go with it.',
      image_url: cardImage,
      thumb_url: cardImage,
    },
  };
}
