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
