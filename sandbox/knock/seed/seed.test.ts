import { expect, test } from 'vitest';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';

test('a reset brings the seed back, the same every time', async () => {
  const { vendor, server } = await startKnock();
  const { entries: before } = await server.users.feeds.listItems('ann', feedChannelId);
  vendor.trigger({ workflow: 'new-message', recipients: ['ann'] });
  await server.users.update('eve', { name: 'Eve' });
  vendor.reset();

  const { entries: after } = await server.users.feeds.listItems('ann', feedChannelId);
  expect(after.map(({ id, blocks }) => ({ id, blocks }))).toEqual(
    before.map(({ id, blocks }) => ({ id, blocks })),
  );
  await expect(server.users.get('eve')).rejects.toMatchObject({ status: 404 });
});

test('the seed is dated by the clock: the newest item is minutes old', async () => {
  const { vendor, server, context } = await startKnock();
  context.clock.advance(30 * 24 * 60 * 60);
  vendor.reset();
  const { entries } = await server.users.feeds.listItems('ann', feedChannelId);
  const age = context.clock.now() - Date.parse(entries[0]?.inserted_at ?? '');
  expect(age).toBeGreaterThan(0);
  expect(age).toBeLessThan(10 * 60_000);
});

test('every seeded item says something, about everything that was filled in', async () => {
  const { server } = await startKnock();
  for await (const { blocks, source } of server.users.feeds.listItems('ann', feedChannelId)) {
    const body = blocks.find(({ name }) => name === 'body');
    const text = body && 'rendered' in body ? body.rendered : '';
    expect(text, source.key).toMatch(/^<p>.{20,}/s);
    expect(text).not.toMatch(/\{\{|undefined|null/);
  }
});
