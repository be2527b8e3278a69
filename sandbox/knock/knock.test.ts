import { expect, test, vi } from 'vitest';
import { feedChannelId, hasJoined, startKnock } from './testing/start-knock.ts';

test('a feed hears of a new message over the socket, and fetches it', async () => {
  const knock = await startKnock();
  const client = await knock.client('ann');
  const feed = client.feeds.initialize(feedChannelId);
  const arrived = vi.fn();
  feed.on('items.received.realtime', arrived);
  await feed.fetch();
  const before = feed.getState().metadata;
  feed.listenForUpdates();
  await vi.waitFor(() => expect(hasJoined(client)).toBe(true));

  await knock.server.workflows.trigger('new-comment', {
    recipients: ['ann'],
    actor: 'ben',
    data: { subject: 'Oak shelf', comment: 'Does it come in black?' },
  });

  await vi.waitFor(() => expect(arrived).toHaveBeenCalledOnce());
  const { items, metadata } = feed.getState();
  expect(metadata).toMatchObject({
    total_count: before.total_count + 1,
    unseen_count: before.unseen_count + 1,
    unread_count: before.unread_count + 1,
  });
  expect(items[0]).toMatchObject({
    source: { key: 'new-comment', categories: ['social'] },
    actors: [{ id: 'ben', name: 'Ben Baker' }],
    seen_at: null,
    blocks: [
      {
        name: 'body',
        rendered:
          '<p><strong>Ben Baker</strong> commented on <strong>Oak shelf</strong></p>\n' +
          '<blockquote><p>Does it come in black?</p></blockquote>',
      },
      { name: 'action_url', rendered: 'http://demo.test/#reviews' },
    ],
  });
});
