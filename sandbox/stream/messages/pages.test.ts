import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageOf } from './pages.ts';
import { startServer } from '../testing/server.ts';

interface Item {
  id: string;
  createdAt: number;
}

const lists = fc
  .uniqueArray(fc.integer({ min: 1, max: 10_000 }), { maxLength: 60 })
  .map((times): Item[] =>
    times.sort((a, b) => a - b).map((createdAt) => ({ id: `m${createdAt}`, createdAt })),
  );
const someList = lists.filter((list) => list.length > 0);
const limits = fc.integer({ min: 1, max: 20 });

describe('pages of messages', () => {
  test('going back page by page shows every message once, in order', () => {
    fc.assert(
      fc.property(lists, limits, (list, limit) => {
        let page = pageOf(list, { limit }, 25);
        let all = page;
        while (page[0] && page.length === limit) {
          page = pageOf(list, { limit, id_lt: page[0].id }, 25);
          all = [...page, ...all];
        }
        expect(all).toEqual(list);
      }),
    );
  });

  test('going forward from any message shows every later one once, in order', () => {
    fc.assert(
      fc.property(someList, limits, fc.nat(), (list, limit, pick) => {
        const from = pick % list.length;
        const all: Item[] = [];
        for (let cursor = list[from]; cursor;) {
          const page = pageOf(list, { limit, created_at_after: cursor.createdAt }, 25);
          all.push(...page);
          cursor = page.length === limit ? page.at(-1) : undefined;
        }
        expect(all).toEqual(list.slice(from + 1));
      }),
    );
  });

  test('a page around a message is full where it can be, and holds it in the middle unless an end is nearer', () => {
    fc.assert(
      fc.property(someList, limits, fc.nat(), (list, limit, pick) => {
        const at = pick % list.length;
        const page = pageOf(list, { limit, id_around: list[at]?.id }, 25);
        const place = page.findIndex(({ id }) => id === list[at]?.id);
        expect(page).toHaveLength(Math.min(limit, list.length));
        expect(place).toBeGreaterThanOrEqual(0);
        // Older messages are left out only if the target is no later than the middle, newer ones only if no earlier.
        if (page[0] !== list[0]) expect(place).toBeGreaterThanOrEqual(Math.floor(limit / 2));
        if (page.at(-1) !== list.at(-1)) expect(place).toBeLessThanOrEqual(Math.floor(limit / 2));
      }),
    );
  });

  test('bounds that include their message add just that one', () => {
    fc.assert(
      fc.property(someList, fc.nat(), (list, pick) => {
        const item = list[pick % list.length] as Item;
        const limit = 300;
        expect(pageOf(list, { limit, id_lte: item.id }, 25)).toEqual([
          ...pageOf(list, { limit, id_lt: item.id }, 25),
          item,
        ]);
        expect(pageOf(list, { limit, id_gte: item.id }, 25)).toEqual([
          item,
          ...pageOf(list, { limit, id_gt: item.id }, 25),
        ]);
      }),
    );
  });

  test('an offset leaves out the newest, and past the end there is nothing', () => {
    const list = [1, 2, 3, 4, 5].map((createdAt) => ({ id: `m${createdAt}`, createdAt }));
    expect(pageOf(list, { limit: 2, offset: 1 }, 25).map(({ id }) => id)).toEqual(['m3', 'm4']);
    expect(pageOf(list, { limit: 2, offset: 9 }, 25)).toEqual([]);
  });
});

describe('the SDK pages through the seeded channel', () => {
  test('back to the first message', async () => {
    const server = await startServer();
    const channel = (await server.connect('ann')).channel('messaging', 'general');
    await channel.watch({ messages: { limit: 30 } });
    while (channel.state.messagePagination.hasPrev) {
      await channel.query({ messages: { limit: 30, id_lt: channel.state.messages[0]?.id as string } });
    }
    expect(channel.state.messages).toHaveLength(120);
    const times = channel.state.messages.map(({ created_at }) => created_at.getTime());
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });

  test.each(['general-003', 'general-060', 'general-126'])('to %s and on to the newest', async (target) => {
    const server = await startServer();
    const channel = (await server.connect('ann')).channel('messaging', 'general');
    await channel.watch({ messages: { limit: 10 } });
    await channel.state.loadMessageIntoState(target, undefined, 20);
    expect(channel.state.messages.map(({ id }) => id)).toContain(target);
    while (channel.state.messagePagination.hasNext) {
      // With `id_gt` the SDK puts the page that reaches the newest messages beside the shown ones, not behind them.
      await channel.query({ messages: { limit: 20, id_gte: channel.state.messages.at(-1)?.id as string } });
    }
    expect(channel.state.messages.at(-1)?.text).toBe('Soup it is. Back in twenty minutes.');
  });

  test('between two times, with or without them, and past the end', async () => {
    const server = await startServer();
    const channel = (await server.connect('ann')).channel('messaging', 'general');
    const all = (await channel.query({ messages: { limit: 300 } })).messages;
    const [from, to] = [all[10], all[15]].map((message) => message?.created_at as string);
    const page = async (messages: object) =>
      (await channel.query({ messages: messages as { limit: number } })).messages.map(({ id }) => id);
    const ids = all.map(({ id }) => id);
    const [after, before] = [{ created_at_after: from }, { created_at_before: to }];
    expect(await page({ limit: 50, ...after, ...before })).toEqual(ids.slice(11, 15));
    const inclusive = { created_at_after_or_equal: from, created_at_before_or_equal: to };
    expect(await page({ limit: 50, ...inclusive })).toEqual(ids.slice(10, 16));
    const byIds = { id_gte: ids[10], id_lt: ids[15] };
    expect(await page({ limit: 50, ...byIds })).toEqual(ids.slice(10, 15));
    // The nearest to the bound is kept.
    expect(await page({ limit: 3, ...before })).toEqual(ids.slice(12, 15));
    expect(await page({ limit: 3, ...after })).toEqual(ids.slice(11, 14));
    expect(await page({ limit: 3, offset: 500 })).toEqual([]);
  });

  test('a bound that is no date is refused as the vendor words it', async () => {
    const server = await startServer();
    const { status, body } = await server.call('POST', '/channels/messaging/general/query', {
      body: { messages: { created_at_before: 'soon' } },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 4,
      message: 'GetOrCreateChannel failed with error: "expected date for field "created_at_before""',
    });
  });
});
