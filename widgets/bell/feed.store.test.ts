import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { FeedObserver } from './feed-state.ts';
import { FeedStore } from './feed.store.ts';
import { PretendFeed, type Outcome } from './testing/pretend-feed.ts';
import type { FeedFilter } from './model.ts';
import { markAll, untold } from './tools/whole-list.ts';

/** Lets everything that is under way come to its end. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 400; turn += 1) await Promise.resolve();
}

function listOf(store: FeedStore, filter: FeedFilter) {
  const list = store.snapshot.lists[filter];
  if (!list) throw new Error(`${filter} is not shown`);
  return list;
}

async function open(server: PretendFeed, ...filters: FeedFilter[]): Promise<FeedStore> {
  const store = new FeedStore(server);
  for (const filter of filters) store.show(filter);
  await settled();
  return store;
}

function watch(store: FeedStore, announces = true) {
  const arrived = vi.fn<FeedObserver['arrived']>(() => announces);
  const failed = vi.fn<FeedObserver['failed']>();
  store.observe({ arrived, failed });
  return { arrived, failed };
}

/** What a list shows is the top of what the server lists, and all of it where nothing more is to come. */
function expectTruth(store: FeedStore, server: PretendFeed, filter: FeedFilter): void {
  const list = listOf(store, filter);
  const truth = server.list(filter);
  expect(list.items).toEqual(list.more === 'none' ? truth : truth.slice(0, list.items.length));
}

const filters = ['all', 'unread', 'read', 'archived'] as const;
const marks = ['seen', 'read', 'unread', 'interacted', 'archived', 'unarchived'] as const;

const wholes = [
  { filter: 'all', mark: 'read' },
  { filter: 'unread', mark: 'read' },
  { filter: 'all', mark: 'archived' },
  { filter: 'unread', mark: 'archived' },
  { filter: 'read', mark: 'archived' },
] as const;

const stepArbitrary = fc.oneof(
  fc.record({ do: fc.constant('arrive' as const), count: fc.integer({ min: 1, max: 70 }) }),
  fc.record({ do: fc.constant('more' as const), filter: fc.constantFrom(...filters) }),
  fc.record({
    do: fc.constant('mark' as const),
    filter: fc.constantFrom(...filters),
    index: fc.nat(20),
    mark: fc.constantFrom(...marks),
  }),
  fc.record({
    do: fc.constant('all' as const),
    what: fc.constantFrom(...wholes),
  }),
  fc.record({
    do: fc.constant('elsewhere' as const),
    index: fc.nat(80),
    mark: fc.constantFrom(...marks),
  }),
  fc.record({ do: fc.constant('settle' as const) }),
);

describe('any order of events', () => {
  it('ends with lists and counts as the server has them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 90 }),
        fc.uniqueArray(fc.constantFrom(...filters), { minLength: 1 }),
        fc.array(stepArbitrary, { maxLength: 25 }),
        fc.array(fc.constantFrom<Outcome>('done', 'refused', 'lost'), { maxLength: 25 }),
        async (initial, shown, steps, outcomes) => {
          const server = new PretendFeed();
          server.outcomes = [...outcomes];
          server.add(initial);
          const store = await open(server, ...shown);
          let missed = false;
          for (const step of steps) {
            switch (step.do) {
              case 'arrive':
                server.add(step.count);
                server.tell({ type: 'arrived' });
                break;
              case 'more':
                void store.more(step.filter);
                break;
              case 'mark': {
                const item = store.snapshot.lists[step.filter]?.items[step.index];
                if (item) void store.mark([item], step.mark);
                break;
              }
              case 'all':
                void markAll(store, step.what.filter, step.what.mark);
                break;
              case 'elsewhere': {
                const id = [...server.items.keys()][step.index];
                if (id !== undefined) server.change([id], step.mark);
                missed = true;
                break;
              }
              case 'settle':
                await settled();
                break;
            }
          }
          await settled();
          // Marks made elsewhere are not told; a join after a gap is what brings them.
          if (missed) server.tell({ type: 'joined', again: true });
          await settled();
          expect(store.snapshot.counts).toEqual(server.counts);
          for (const filter of shown) expectTruth(store, server, filter);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('marks', () => {
  it('show at once, in every list and in the counts', async () => {
    const server = new PretendFeed();
    server.add(3);
    const store = await open(server, 'all', 'unread');
    const [newest] = listOf(store, 'all').items;
    void store.mark(newest ? [newest] : [], 'read');
    expect(listOf(store, 'all').items[0]).toMatchObject({ id: newest?.id, read: true });
    expect(listOf(store, 'unread').items).toHaveLength(2);
    expect(store.snapshot.counts).toEqual({ total: 3, unread: 2, unseen: 3 });
  });

  it('that fail are taken back alone, whatever came since', async () => {
    const server = new PretendFeed();
    server.add(3);
    const store = await open(server, 'all');
    const { failed } = watch(store);
    const [first, second] = listOf(store, 'all').items;
    server.outcomes = ['refused', 'done'];
    const results = Promise.all([
      store.mark(first ? [first] : [], 'archived'),
      store.mark(second ? [second] : [], 'archived'),
    ]);
    server.add(1);
    server.tell({ type: 'arrived' });
    expect(listOf(store, 'all').items).toHaveLength(1);
    expect(await results).toEqual([false, true]);
    await settled();
    expect(failed).toHaveBeenCalledTimes(1);
    expect(listOf(store, 'all').items.map(({ id }) => id)).toEqual(['item-0004', 'item-0003', 'item-0001']);
  });

  it('that are there already ask nothing of the vendor', async () => {
    const server = new PretendFeed();
    server.add(1, { seen: true });
    const store = await open(server, 'all');
    server.outcomes = ['refused'];
    expect(await store.mark(listOf(store, 'all').items, 'seen')).toBe(true);
  });
});

describe('what is taken back', () => {
  it('before it was sent is never sent', async () => {
    const server = new PretendFeed();
    server.add(2);
    const store = await open(server, 'all');
    const [newest] = listOf(store, 'all').items;
    const items = newest ? [newest] : [];
    void store.refresh();
    const archived = store.mark(items, 'archived');
    expect(listOf(store, 'all').items).toHaveLength(1);
    const back = store.mark(items, 'unarchived');
    expect(listOf(store, 'all').items).toHaveLength(2);
    expect(await Promise.all([archived, back])).toEqual([true, true]);
    await settled();
    expect(server.marks).toEqual([]);
  });

  it('after it was sent is sent too, in that order', async () => {
    const server = new PretendFeed();
    server.add(1);
    const store = await open(server, 'all');
    const { items } = listOf(store, 'all');
    const archived = store.mark(items, 'archived', true);
    void store.mark(items, 'unarchived');
    await archived;
    await settled();
    expect(server.marks.map(({ mark }) => mark)).toEqual(['archived', 'unarchived']);
    expect(listOf(store, 'all').items).toHaveLength(1);
  });

  it('and is refused leaves what the vendor has, and says that it failed', async () => {
    const server = new PretendFeed();
    server.add(1);
    const store = await open(server, 'all');
    const { items } = listOf(store, 'all');
    await store.mark(items, 'archived');
    server.outcomes = ['refused'];
    expect(await store.mark(items, 'unarchived')).toBe(false);
    await settled();
    expect(listOf(store, 'all').items).toEqual([]);
  });
});

describe('a whole list', () => {
  it('is marked by its filter, known here or not, and tells what it has changed', async () => {
    const server = new PretendFeed();
    server.add(70, { read: true });
    server.add(30);
    const store = await open(server, 'all', 'archived');
    const changed = await markAll(store, 'read', 'archived');
    await settled();
    expect(changed).toHaveLength(70);
    expect(server.bulks).toEqual([]);
    expect(server.counts).toEqual({ total: 30, unread: 30, unseen: 30 });
    expect(store.snapshot.counts).toEqual(server.counts);
    expect(await store.mark(changed ?? [], 'unarchived')).toBe(true);
    await settled();
    expect(server.counts.total).toBe(100);
  });

  it('leaves alone what comes while it is marked', async () => {
    const server = new PretendFeed();
    server.add(3);
    const store = await open(server, 'all');
    const mark = server.mark.bind(server);
    server.mark = (ids, name) => {
      server.add(1);
      return mark(ids, name);
    };
    await markAll(store, 'all', 'archived');
    await settled();
    expect(listOf(store, 'all').items.map(({ id }) => id)).toEqual(['item-0004']);
  });

  it('of more than can be told one by one is marked by the vendor, once that is wanted', async () => {
    const server = new PretendFeed();
    server.add(450);
    const store = await open(server, 'all');
    expect(untold(store, 'all', 'read')).toBe(450);
    expect(await markAll(store, 'all', 'read')).toBeUndefined();
    expect([server.bulks, server.marks]).toEqual([[], []]);
    expect(store.snapshot.counts?.unread).toBe(450);
    expect(await markAll(store, 'all', 'read', true)).toEqual([]);
    expect(server.bulks).toEqual([['unread', 'read']]);
    expect(server.counts.unread).toBe(0);
  });

  it('is known to be too long by what the mark would change alone', async () => {
    const server = new PretendFeed();
    server.add(400, { read: true });
    server.add(3);
    const store = await open(server, 'all');
    expect(untold(store, 'all', 'read')).toBe(0);
    expect(untold(store, 'unread', 'archived')).toBe(0);
    expect(untold(store, 'read', 'archived')).toBe(400);
    expect(untold(store, 'all', 'archived')).toBe(403);
  });

  it('that is refused is as it was', async () => {
    const server = new PretendFeed();
    server.add(3);
    const store = await open(server, 'all');
    server.outcomes = ['refused'];
    const done = markAll(store, 'all', 'archived');
    expect(listOf(store, 'all').items).toEqual([]);
    expect(store.snapshot.counts?.total).toBe(0);
    expect(await done).toBeUndefined();
    await settled();
    expect(listOf(store, 'all').items).toHaveLength(3);
  });
});

describe('arrivals', () => {
  it('are announced by one observer, once, and only what is new and unread', async () => {
    const server = new PretendFeed();
    server.add(5);
    const store = await open(server, 'all', 'unread');
    const first = watch(store);
    const second = watch(store);
    const known: boolean[] = [];
    second.arrived.mockImplementation((_, { announced }) => {
      known.push(announced);
      return false;
    });
    server.add(2);
    server.tell({ type: 'arrived' });
    server.tell({ type: 'arrived' });
    await settled();
    expect(first.arrived.mock.calls.map(([items]) => items.map(({ id }) => id))).toEqual([
      ['item-0007', 'item-0006'],
    ]);
    expect(known).toEqual([true]);
  });

  it('go to the next observer when the first does not announce them', async () => {
    const server = new PretendFeed();
    const store = await open(server, 'all');
    watch(store, false);
    const second = watch(store);
    server.add(1);
    server.tell({ type: 'arrived' });
    await settled();
    expect(second.arrived).toHaveBeenCalledTimes(1);
  });

  it('are new in a feed that was empty, too', async () => {
    const server = new PretendFeed();
    const store = await open(server, 'all');
    const { arrived } = watch(store);
    server.add(1);
    server.tell({ type: 'arrived' });
    await settled();
    expect(arrived.mock.calls.map(([items]) => items.map(({ id }) => id))).toEqual([['item-0001']]);
  });

  it.each(['arrived', 'joined'] as const)(
    'are only what comes after the first page that did not fail: %s',
    async (type) => {
      const server = new PretendFeed();
      server.add(60);
      server.failPages = 1;
      const store = await open(server, 'all');
      const { arrived } = watch(store);
      server.queries = [];
      server.add(1);
      server.tell(type === 'joined' ? { type, again: false } : { type });
      await settled();
      expect(arrived).not.toHaveBeenCalled();
      expect(server.queries.map(({ size }) => size)).toEqual([10, 25]);
      expect(listOf(store, 'all')).toMatchObject({ status: 'ready', more: 'idle' });
      expectTruth(store, server, 'all');
      server.add(1);
      server.tell({ type: 'arrived' });
      await settled();
      expect(arrived.mock.calls.map(([items]) => items.map(({ id }) => id))).toEqual([['item-0062']]);
    },
  );

  it('are not what was there while only the archive was looked at', async () => {
    const server = new PretendFeed();
    server.add(1, { archived: true });
    server.add(12);
    const store = await open(server, 'archived');
    const { arrived } = watch(store);
    server.tell({ type: 'joined', again: false });
    await settled();
    expect(arrived).not.toHaveBeenCalled();
    server.add(1);
    server.tell({ type: 'arrived' });
    await settled();
    expect(arrived.mock.calls.map(([items]) => items.map(({ id }) => id))).toEqual([['item-0014']]);
  });

  it('bring also the list that had failed', async () => {
    const server = new PretendFeed();
    server.add(2);
    server.add(1, { archived: true });
    const store = await open(server, 'all');
    const { arrived } = watch(store);
    server.failPages = 1;
    store.show('archived');
    await settled();
    expect(listOf(store, 'archived').status).toBe('failed');
    server.add(1);
    server.tell({ type: 'arrived' });
    await settled();
    expect(listOf(store, 'archived')).toMatchObject({ status: 'ready', more: 'none' });
    expect(listOf(store, 'archived').items).toHaveLength(1);
    expect(arrived.mock.calls.map(([items]) => items.map(({ id }) => id))).toEqual([['item-0004']]);
  });

  it('during a fetch are not lost', async () => {
    const server = new PretendFeed();
    server.add(60);
    const store = await open(server, 'all');
    void store.more('all');
    server.add(1);
    server.tell({ type: 'arrived' });
    await settled();
    expect(listOf(store, 'all').items[0]?.id).toBe('item-0061');
  });

  it('of more than a page leave no hole', async () => {
    const server = new PretendFeed();
    server.add(5);
    const store = await open(server, 'all');
    server.add(130);
    server.tell({ type: 'arrived' });
    await settled();
    expect(listOf(store, 'all').items).toEqual(server.list('all'));
  });

  it('of more than can be fetched begin the list anew, and it pages on', async () => {
    const server = new PretendFeed();
    server.add(5);
    const store = await open(server, 'all');
    server.add(900);
    server.tell({ type: 'arrived' });
    await settled();
    expectTruth(store, server, 'all');
    expect(listOf(store, 'all').more).toBe('idle');
    for (let pages = 0; pages < 40; pages += 1) {
      void store.more('all');
      await settled();
    }
    expect(listOf(store, 'all').items).toHaveLength(905);
  });
});

describe('loading', () => {
  it('carries the filter on every page', async () => {
    const server = new PretendFeed();
    server.add(80);
    const store = await open(server, 'unread');
    void store.more('unread');
    await settled();
    expect(server.queries.map(({ filter }) => filter)).toEqual(['unread', 'unread']);
    expect(listOf(store, 'unread').items).toHaveLength(50);
  });

  it('says that it failed, and tries again', async () => {
    const server = new PretendFeed();
    server.add(1);
    server.failPages = 1;
    const store = await open(server, 'all');
    expect(listOf(store, 'all')).toMatchObject({ status: 'failed', items: [] });
    expect(store.snapshot.counts).toBeUndefined();
    void store.more('all');
    await settled();
    expect(listOf(store, 'all')).toMatchObject({ status: 'ready', more: 'none' });
  });

  it('tries again when it is looked at once more', async () => {
    const server = new PretendFeed();
    server.add(1, { archived: true });
    const store = await open(server, 'all');
    server.failPages = 1;
    store.show('archived')();
    await settled();
    expect(listOf(store, 'archived').status).toBe('failed');
    store.show('archived');
    await settled();
    expect(listOf(store, 'archived').items).toHaveLength(1);
  });

  it('keeps what is there when an older page fails', async () => {
    const server = new PretendFeed();
    server.add(40);
    const store = await open(server, 'all');
    server.failPages = 1;
    await store.more('all');
    expect(listOf(store, 'all')).toMatchObject({ status: 'ready', more: 'failed' });
    expect(listOf(store, 'all').items).toHaveLength(25);
    await store.more('all');
    expect(listOf(store, 'all').items).toHaveLength(40);
  });

  it('ends at a page that leads nowhere, whatever the vendor says', async () => {
    const server = new PretendFeed();
    server.add(3);
    const page = server.page.bind(server);
    server.page = async (query) => ({ ...(await page({ ...query, after: undefined })), next: 'again' });
    const store = await open(server, 'all');
    expect(listOf(store, 'all').more).toBe('idle');
    await store.more('all');
    expect(listOf(store, 'all')).toMatchObject({ status: 'ready', more: 'none' });
    expect(listOf(store, 'all').items).toHaveLength(3);
  });

  it('sends a mark at once when the page is about to be left', async () => {
    const server = new PretendFeed();
    server.add(1);
    const store = await open(server, 'all');
    const gate = Promise.withResolvers<undefined>();
    const page = server.page.bind(server);
    server.page = async (query) => gate.promise.then(() => page(query));
    void store.refresh();
    await settled();
    const [item] = listOf(store, 'all').items;
    void store.mark(item ? [item] : [], 'interacted', true);
    expect(server.items.get('item-0001')?.interacted).toBe(false);
    await settled();
    expect(server.items.get('item-0001')?.interacted).toBe(true);
    gate.resolve(undefined);
    await settled();
  });

  it('keeps what is shown when a refresh fails', async () => {
    const server = new PretendFeed();
    server.add(10);
    const store = await open(server, 'all');
    server.failPages = 9;
    await store.refresh();
    expect(listOf(store, 'all').items).toHaveLength(10);
  });

  it('asks no more for a list that nobody looks at', async () => {
    const server = new PretendFeed();
    server.add(3);
    const store = await open(server, 'all');
    const end = store.show('archived');
    await settled();
    end();
    server.queries = [];
    await store.refresh();
    expect(server.queries.map(({ filter }) => filter)).toEqual(['all']);
  });

  it('changes nothing after its end', async () => {
    const server = new PretendFeed();
    const store = await open(server, 'all');
    const { snapshot } = store;
    store.close();
    server.add(1);
    server.tell({ type: 'arrived' });
    await settled();
    expect(store.snapshot).toBe(snapshot);
  });
});
