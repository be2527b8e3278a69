import { expect, test } from 'vitest';
import { nextEvent, startServer } from './test-server.ts';

test('a message goes from one SDK to the other', async () => {
  const server = await startServer();
  const [ann, ben] = await Promise.all([server.connect('ann'), server.connect('ben')]);
  const [annGeneral] = await ann.queryChannels({
    type: 'messaging',
    members: { $in: ['ann'] },
    id: 'general',
  });
  const benGeneral = ben.channel('messaging', 'general');
  await benGeneral.watch();
  const arrives = nextEvent(ben, 'message.new');
  const sent = await annGeneral?.sendMessage({ text: 'Hello Ben' });
  const event = await arrives;
  expect(event.message).toMatchObject({
    id: sent?.message.id,
    text: 'Hello Ben',
    user: { id: 'ann', name: 'Ann Archer' },
  });
  expect(benGeneral.state.messages.at(-1)?.text).toBe('Hello Ben');
});
