import { expect, it } from 'vitest';
import type { Attachment } from '../model.ts';
import { toMessage } from './stream-model.ts';
import { toWire } from './stream-outgoing.ts';

const attachments: readonly Attachment[] = [
  { kind: 'image', url: 'https://a.test/a.png', alt: 'A cat', width: 640, height: 480 },
  {
    kind: 'video',
    url: 'https://a.test/a.mp4',
    name: 'a.mp4',
    image: undefined,
    width: undefined,
    height: 9,
  },
  { kind: 'audio', url: 'https://a.test/a.mp3', name: 'a.mp3', duration: 3, waveform: undefined },
  { kind: 'audio', url: 'https://a.test/v.ogg', name: 'Voice', duration: 2, waveform: [0, 0.5, 1] },
  { kind: 'card', url: 'https://a.test/', title: 'A page', text: 'What it says', image: undefined },
  { kind: 'file', url: 'https://a.test/a.pdf', name: 'a.pdf', size: 2_048 },
];

it('sends what hangs on a message so that it comes back the same', async () => {
  const wire = await toWire({ id: 'm', text: '', attachments });
  expect(toMessage({ ...wire, mentioned_users: [] }).attachments).toEqual(attachments);
  for (const attachment of wire.attachments ?? []) expect(Object.values(attachment)).not.toContain(undefined);
});

it('names only what a message has', async () => {
  expect(await toWire({ id: 'm', text: 'Hi' })).toEqual({ id: 'm', text: 'Hi' });
  expect(
    await toWire(
      {
        id: 'm',
        text: 'Hi @Ben',
        quotedId: 'q',
        alsoInChannel: true,
        mentionedIds: ['ben'],
        pollId: 'poll',
      },
      'p',
    ),
  ).toEqual({
    id: 'm',
    text: 'Hi @Ben',
    quoted_message_id: 'q',
    parent_id: 'p',
    show_in_channel: true,
    mentioned_users: ['ben'],
    poll_id: 'poll',
  });
});

it('says of everybody who is mentioned at once what they are, and names them as no users', async () => {
  const mentionedIds = ['ben', '#channel'];
  const sent = await toWire({ id: 'm', text: 'Hi @channel, @Ben', mentionedIds });
  expect(sent).toEqual({
    id: 'm',
    text: 'Hi @channel, @Ben',
    mentioned_users: ['ben'],
    mentioned_channel: true,
  });
  const told = toMessage({ ...sent, mentioned_users: [{ id: 'ben' }] });
  expect(told.mentioned.map(({ id }) => id)).toEqual(mentionedIds);
});

it('knows roles and groups that others mention, and what is none of either', () => {
  const named = (wire: object) => toMessage({ id: 'm', ...wire }).mentioned.map(({ name }) => name);
  expect(
    named({
      mentioned_here: true,
      mentioned_roles: ['admin'],
      mentioned_groups: [{ id: 'g', name: 'Kiln' }],
    }),
  ).toEqual(['here', 'admin', 'Kiln']);
  expect(
    named({
      mentioned_channel: 'yes',
      mentioned_here: 1,
      mentioned_roles: 'all',
      mentioned_groups: [null, 7, {}],
    }),
  ).toEqual([]);
});
