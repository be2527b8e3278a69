import { describe, expect, it } from 'vitest';
import { FeedStore } from '../feed.store.ts';
import type { FeedFilter } from '../model.ts';
import { PretendFeed } from '../testing/pretend-feed.ts';
import { ArchiveCount } from './archive-count.ts';
import type { FeedHost, FeedParts } from './feed-parts.ts';

/** Lets everything that is under way come to its end. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 400; turn += 1) await Promise.resolve();
}

/** A feed that draws its tabs with each change of the store, as far as the count sees it. */
function drawn(server: PretendFeed, filter: FeedFilter = 'all') {
  const store = new FeedStore(server);
  const count = new ArchiveCount(
    { addController: () => undefined } as unknown as FeedHost,
    { words: { language: 'en' }, store: () => store, filter: () => filter } as unknown as FeedParts,
  );
  let said: string | undefined;
  let drawing = false;
  let nested = false;
  const texts = new Set<string | undefined>();
  const draw = () => {
    said = count.text()?.replace(/[\u2066-\u2069]/g, '');
    texts.add(said);
    nested ||= drawing;
    drawing = true;
    count.hostUpdated();
    drawing = false;
  };
  store.subscribe(draw);
  return { store, draw, texts, said: () => said, nested: () => nested };
}

const asked = (server: PretendFeed) => server.queries.filter(({ filter }) => filter === 'archived');

describe('the count of the archive', () => {
  it('is asked for once the list is there that the visitor came for', async () => {
    const server = new PretendFeed();
    server.add(3, { archived: true });
    server.failPages = 1;
    const { store, draw, said, nested } = drawn(server);
    draw();
    store.show('all');
    await settled();
    expect(store.snapshot.lists.all?.status).toBe('failed');
    expect(asked(server)).toEqual([]);
    void store.more('all');
    await settled();
    expect(said()).toBe('3');
    expect(asked(server)).toHaveLength(1);
    // What is drawn asks for no other picture before it has ended.
    expect(nested()).toBe(false);
  });

  it('is renewed by one request, however much of the archive was read, and stands meanwhile', async () => {
    const server = new PretendFeed();
    server.add(2);
    server.add(180, { archived: true });
    const { store, said, texts } = drawn(server);
    store.show('all');
    const leave = store.show('archived');
    await settled();
    for (const step of [50, 75, 100, 125, 150]) {
      void store.more('archived');
      await settled();
      expect(said()).toBe(`${step}+`);
    }
    leave();
    server.queries = [];
    texts.clear();
    server.tell({ type: 'joined', again: true });
    await settled();
    expect(asked(server)).toHaveLength(1);
    expect(said()).toBe('25+');
    expect([...texts]).toEqual(['150+', '25+']);
  });
});
