import { expect, test } from 'vitest';
import { feedChannelId, secretKey, startKnock } from '../testing/start-knock.ts';

test('a page of ten thousand items is there in 20 ms, wherever it is', { timeout: 60_000 }, async () => {
  const knock = await startKnock();
  knock.vendor.fillFeed('dan', 10_000);
  const path = `${knock.origin}/v1/users/dan/feeds/${feedChannelId}`;
  const read = async (query: string) => {
    const headers = { authorization: `Bearer ${secretKey}` };
    const response = await knock.vendor.fetch(new Request(`${path}?${query}`, { headers }));
    return (await response.json()) as {
      entries: unknown[];
      meta: unknown;
      page_info: { after: string | null };
    };
  };

  let query = 'mode=compact';
  for (let page = 0; page < 100; page += 1)
    query = `mode=compact&after=${(await read(query)).page_info.after}`;
  for (const asked of [
    'mode=compact',
    query,
    'status=unseen&source=new-message',
    'trigger_data={"number":5000}',
  ]) {
    // The best of some: the machine may be busy with something else.
    const durations = [];
    for (let call = 0; call < 15; call += 1) {
      const from = performance.now();
      await read(asked);
      durations.push(performance.now() - from);
    }
    expect(Math.min(...durations)).toBeLessThan(20);
  }
  expect((await read('page_size=1')).meta).toEqual({
    __typename: 'FeedMetadata',
    total_count: 10_000,
    unread_count: 6666,
    unseen_count: 3333,
  });
});
