import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { control, identity, knock } from '../testing/chain.ts';
import { mount, unmount, until } from '../testing/mount.ts';
import { allByRole, byRole, textOf } from '../testing/queries.ts';
import type { BelfryFeedElement } from './feed-element.ts';
import {
  answering,
  announced,
  changing,
  feedOf,
  focused,
  inside,
  items,
  notify,
  openOf,
  person,
  press,
  shown,
  texts,
} from './testing/feed-page.ts';

const tabs = (feed: Element) => allByRole(feed, 'tab').map(textOf);
const days = (feed: Element) => allByRole(feed, 'heading').slice(1).map(textOf);

async function choose(feed: Element, name: string | RegExp, what: string): Promise<void> {
  byRole(feed, 'button', name).click();
  (await until(() => byRole(feed, 'menuitem', what), what)).click();
}

const cleanups: (() => void)[] = [];

afterEach(async () => {
  unmount();
  for (const end of cleanups.splice(0)) end();
  await control.clearFaults();
});

describe('<belfry-feed>, its tabs', () => {
  it('list what they say, with their counts', async () => {
    const id = await person(4);
    const { entries } = await feedOf(id);
    await knock('PUT', `/v1/messages/${entries[0]?.id}/read`, {});
    await knock('PUT', `/v1/messages/${entries[1]?.id}/archived`, {});
    const feed = await shown(id, 'filter="unread"');
    await until(() => tabs(feed)[3] === 'Archived 1', 'the count of the archive');
    expect(tabs(feed)).to.deep.equal(['All 3', 'Unread 2', 'Read 1', 'Archived 1']);
    expect(texts(feed).map((text) => text.slice(0, 6))).to.deep.equal(['News 2', 'News 1']);
    byRole(feed, 'tab', /^Read/).click();
    await until(() => texts(feed).join().startsWith('News 4') && items(feed).length === 1, 'the read one');
    byRole(feed, 'tab', /^Archived/).click();
    await until(() => texts(feed).join().startsWith('News 3') && items(feed).length === 1, 'the archive');
    expect(feed.filter).to.equal('archived');
    await accessible(feed);
  });

  it('count the archive as it grows and shrinks, and say when there is more than is known', async () => {
    const id = await person(28);
    const feed = await shown(id);
    const list = items(feed);
    expect(tabs(feed)[3]).to.equal('Archived');
    openOf(list[0])?.focus();
    press('Delete');
    await until(() => tabs(feed)[3] === 'Archived 1', 'one');
    byRole(feed, 'button', 'Undo').click();
    await until(() => tabs(feed)[3] === 'Archived', 'none');
    await choose(feed, 'More options for all', 'Archive all');
    // What the vendor tells of it may come first: the beginning of the archive, and that there is more.
    await until(() => /^Archived (28|25\+)$/.test(tabs(feed)[3] ?? ''), 'all');
    await until(async () => (await feedOf(id)).meta.total_count === 0, 'archived at the vendor');
    const again = await mount<BelfryFeedElement>('<belfry-feed filter="archived"></belfry-feed>', { id });
    await until(() => tabs(again)[3] === 'Archived 25+', 'the beginning of the archive');
    again.style.blockSize = '400px';
    await until(() => {
      const scroller = inside(again, '.scroller')[0];
      scroller?.scrollTo(0, scroller.scrollHeight);
      return tabs(again)[3] === 'Archived 28';
    }, 'its end');
  });

  it('are gone through by arrow keys, and Tab reaches one', async () => {
    const feed = await shown(await person(1));
    byRole(feed, 'tab', /^All/).focus();
    const chosen = () => allByRole(feed, 'tab').findIndex((tab) => tab.ariaSelected === 'true');
    for (const [key, place] of [
      ['ArrowLeft', 3],
      ['ArrowRight', 0],
      ['ArrowRight', 1],
      ['End', 3],
      ['Home', 0],
    ] as const) {
      press(key);
      await until(() => chosen() === place, `${key} to ${place}`);
      expect(allByRole(feed, 'tab').indexOf(focused() as HTMLElement)).to.equal(place);
      expect(allByRole(feed, 'tab').filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    }
  });

  it('are those that the page wants, or none', async () => {
    const feed = await shown(await person(1), 'tabs="all unread"');
    expect(tabs(feed)).to.deep.equal(['All 1', 'Unread 1']);
    feed.tabs = 'none';
    await feed.updateComplete;
    expect(tabs(feed)).to.deep.equal([]);
    expect(allByRole(feed, 'tabpanel')).to.deep.equal([]);
  });

  it('keep to what the page narrows the feed to', async () => {
    const id = await person(2);
    await notify(id, { shelf: 'top' }, 'new-comment');
    const feed = await shown(id, 'source="new-comment"');
    expect(tabs(feed).slice(0, 2)).to.deep.equal(['All 1', 'Unread 1']);
    feed.source = undefined;
    feed.categories = 'updates, billing';
    await until(() => tabs(feed)[0] === 'All 2', 'the categories');
    feed.categories = '';
    feed.data = { shelf: 'top' };
    await until(() => tabs(feed)[0] === 'All 1' && items(feed).length === 1, 'the data');
    expect(items(feed)[0]?.textContent).to.include('commented');
  });
});

describe('<belfry-feed>, what is done to items', () => {
  it('is offered in a menu, which the keyboard opens, searches and leaves', async () => {
    const feed = await shown(await person(2));
    openOf(items(feed)[0])?.focus();
    press('F10', { shiftKey: true });
    await until(() => focused()?.getAttribute('role') === 'menuitem', 'the menu');
    await accessible(feed);
    press('a');
    expect(textOf(focused() ?? feed)).to.equal('Archive');
    press('Escape');
    await until(() => allByRole(feed, 'menuitem').length === 0, 'closed');
    expect(focused()?.closest('.item')).to.equal(items(feed)[0]);
    await choose(items(feed)[0] ?? feed, 'More options', 'Mark as read').catch(async () => {
      (await until(() => byRole(feed, 'menuitem', 'Mark as read'))).click();
    });
    await until(() => !items(feed)[0]?.hasAttribute('data-unread'), 'read');
    expect(tabs(feed)[1]).to.equal('Unread 1');
  });

  it('is taken back, at the vendor too', async () => {
    const id = await person(3);
    const feed = await shown(id);
    openOf(items(feed)[1])?.focus();
    press('Delete');
    await until(() => items(feed).length === 2, 'archived');
    await until(() => focused()?.closest('.item') === items(feed)[1], 'the focus on the next');
    await until(async () => (await feedOf(id)).meta.total_count === 2, 'archived at the vendor');
    await until(() => announced(feed).includes('Archived'), 'said');
    byRole(feed, 'button', 'Undo').click();
    await until(() => items(feed).length === 3, 'back');
    await until(async () => (await feedOf(id)).meta.total_count === 3, 'back at the vendor');
    expect(texts(feed)[1]).to.match(/^News 2/);
    expect(allByRole(feed, 'button', 'Undo')).to.deep.equal([]);
  });

  it('to a whole list obeys its filter, and is taken back by a key within a second', async () => {
    const id = await person(3);
    const feed = await shown(id);
    byRole(items(feed)[2] ?? feed, 'button', 'Mark as read').click();
    await until(() => tabs(feed)[2] === 'Read 1', 'one is read');
    byRole(feed, 'tab', /^Unread/).click();
    await until(() => items(feed).length === 2, 'the unread ones');
    await choose(feed, 'More options for all', 'Archive all unread');
    await until(() => items(feed).length === 0, 'none is left');
    await until(async () => (await feedOf(id)).meta.total_count === 1, 'archived at the vendor');
    byRole(feed, 'button', 'Undo').focus();
    byRole(feed, 'button', 'Undo').click();
    await until(() => items(feed).length === 2, 'back');
    await until(async () => (await feedOf(id)).meta.total_count === 3, 'back at the vendor');
    expect((await feedOf(id)).meta.unread_count).to.equal(2);
  });

  it('and that are too many to be taken back asks first', async () => {
    const id = await person(3);
    const count = 1234;
    cleanups.push(
      answering('/feeds/7d7b4ac0-0000-4000-8000-000000000001', (body) => ({
        ...body,
        meta: { ...(body['meta'] as object), total_count: count, unread_count: count },
      })),
    );
    const feed = await shown(id);
    const question = () => allByRole(feed, 'alertdialog')[0];
    await choose(feed, 'More options for all', 'Archive all');
    await until(() => focused() === byRole(feed, 'button', 'Cancel'), 'the question, with the focus');
    expect(textOf(question() ?? feed)).to.include('1,234 notifications. So many cannot be undone.');
    await accessible(feed);
    press('Escape');
    await until(() => !question(), 'no question');
    await until(() => focused()?.closest('.frame'), 'the focus in the feed');
    expect(items(feed)).to.have.length(3);
    await choose(feed, 'More options for all', 'Archive all');
    await until(question, 'the question');
    expect((await feedOf(id)).entries).to.have.length(3);
    byRole(feed, 'button', 'Archive all').click();
    await until(async () => (await feedOf(id)).entries.length === 0, 'archived at the vendor');
    await until(() => announced(feed).includes('Notifications archived'), 'said');
    expect(allByRole(feed, 'button', 'Undo')).to.deep.equal([]);
  });

  it('of which the vendor takes back a part can be taken back again', async () => {
    const id = await person(60);
    const feed = await shown(id);
    await choose(feed, 'More options for all', 'Archive all');
    await until(async () => (await feedOf(id)).meta.total_count === 0, 'archived at the vendor');
    // The batch of the first fifty is taken, the other is not.
    const send = globalThis.fetch;
    const isOther = ({ body }: RequestInit) =>
      (JSON.parse(String(body)) as { message_ids: string[] }).message_ids.length === 10;
    globalThis.fetch = (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      return address.endsWith('/batch/unarchived') && init && isOther(init)
        ? Promise.resolve(new Response('', { status: 422 }))
        : send(input, init);
    };
    cleanups.push(() => {
      globalThis.fetch = send;
    });
    byRole(feed, 'button', 'Undo').click();
    await until(() => allByRole(feed, 'alert').map(textOf).join().includes('Not all of that'), 'the words');
    globalThis.fetch = send;
    expect((await feedOf(id)).meta.total_count).to.equal(50);
    (await until(() => byRole(feed, 'button', 'Undo'), 'Undo again')).click();
    await until(async () => (await feedOf(id)).meta.total_count === 60, 'all of them');
  });

  it('is not offered to the next visitor to be taken back, nor where the list has been away', async () => {
    const [id, other, third] = [await person(3), await person(5), await person(7)];
    const feed = await shown(id);
    const session = feed.closest('belfry-session');
    const archived = async () => {
      openOf(items(feed)[0])?.focus();
      press('Delete');
      await until(() => byRole(feed, 'button', 'Undo'), 'the offer');
    };
    await archived();
    const { parentElement } = feed;
    feed.remove();
    parentElement?.append(feed);
    await until(() => items(feed).length === 2, 'the list again');
    expect(allByRole(feed, 'button', 'Undo')).to.deep.equal([]);
    await archived();
    // What is taken back, and refused, while the next visitor comes.
    await control.post('/faults', { vendor: 'knock', path: '/messages/', status: 422 });
    byRole(feed, 'button', 'Undo').click();
    session?.setAttribute('identity', await identity(other));
    await until(() => items(feed).length === 5, 'the list of the next');
    expect(allByRole(feed, 'button', 'Undo')).to.deep.equal([]);
    await control.clearFaults();
    await archived();
    session?.setAttribute('identity', await identity(third));
    await until(() => items(feed).length === 7, 'the list of the third');
    expect(allByRole(feed, 'button', 'Undo')).to.deep.equal([]);
  });

  it('leaves what another account of the visitor has', async () => {
    const id = await person(0);
    for (const tenant of ['acme', 'other'])
      await knock('POST', '/v1/workflows/product-update/trigger', { recipients: [id], tenant });
    const feed = await shown(id, 'tenant="acme"');
    await choose(feed, 'More options for all', 'Archive all');
    await until(async () => (await feedOf(id)).meta.total_count === 1, 'archived at the vendor');
  });

  it('and is refused is shown as it is, in words', async () => {
    const feed = await shown(await person(2));
    await control.post('/faults', { vendor: 'knock', path: '/messages/', status: 422 });
    await choose(feed, 'More options for all', 'Archive all');
    await until(
      () => allByRole(feed, 'alert').map(textOf).join().includes('Not all of that was saved'),
      'the words',
    );
    expect(items(feed)).to.have.length(2);
    expect(allByRole(feed, 'button', 'Undo')).to.deep.equal([]);
  });
});

describe('<belfry-feed>, as it is read', () => {
  it('stands still while one reads further down, and says how many are new', async () => {
    const id = await person(20);
    const feed = await shown(id, 'class="short"');
    feed.style.blockSize = '400px';
    const scroller = inside(feed, '.scroller')[0] as HTMLElement;
    scroller.scrollTop = 600;
    await until(() => scroller.scrollTop > 500);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const mark = items(feed)[8];
    const before = mark?.getBoundingClientRect().top;
    await notify(id, { title: 'Fresh' });
    const pill = await until(() => byRole(feed, 'button', '1 new'), 'the pill');
    expect(mark?.getBoundingClientRect().top).to.equal(before);
    expect(texts(feed)[0]).to.match(/^News 20/);
    await until(() => announced(feed).includes('Fresh'), 'said');
    pill.click();
    await until(() => texts(feed)[0]?.startsWith('Fresh'), 'shown');
    await until(() => focused()?.closest('.item') === items(feed)[0], 'the focus on it');
    expect(scroller.scrollTop).to.equal(0);
  });

  it('has seen only what stood before the eyes', async () => {
    const id = await person(12);
    const feed = await shown(id);
    feed.style.blockSize = '400px';
    await until(async () => (await feedOf(id)).meta.unseen_count < 12, 'seen');
    const { entries, meta } = await feedOf(id);
    expect(meta.unseen_count).to.be.greaterThan(5);
    const seen = entries.map((entry) => entry.seen_at !== null);
    expect(seen.lastIndexOf(true)).to.equal(seen.filter(Boolean).length - 1);
  });

  it('is grouped by day, in the visitor’s language', async () => {
    const hours = [0, 24, 49, 24 * 400];
    const inserted_at = (index: number) =>
      new Date(Date.now() - (hours[index] ?? 0) * 3_600_000).toISOString();
    cleanups.push(changing((_entry, index) => ({ inserted_at: inserted_at(index) })));
    const feed = await shown(await person(4));
    expect(days(feed)[0]).to.equal('Today');
    expect(days(feed)[1]).to.equal('Yesterday');
    expect(days(feed)).to.have.length(4);
    expect(days(feed)[3]).to.match(/20\d\d/);
    feed.lang = 'de';
    await until(() => days(feed)[1] === 'Gestern', 'in German');
    await accessible(feed);
  });

  it('goes by keys from item to item, and page by page', async () => {
    const feed = await shown(await person(9));
    feed.style.blockSize = '420px';
    openOf(items(feed)[0])?.focus();
    const at = () => items(feed).indexOf(focused()?.closest('.item') as HTMLElement);
    press('PageDown');
    await until(() => at() > 0, 'a page on');
    const page = at();
    press('PageUp');
    expect(at()).to.equal(0);
    press('End');
    expect(at()).to.equal(8);
    expect(page).to.be.lessThan(8);
    expect(items(feed)[8]?.ariaPosInSet).to.equal('9');
    expect(items(feed)[8]?.ariaSetSize).to.equal('9');
  });

  it('goes on from its end to the first item that comes, and is never lost', async () => {
    const feed = await shown(await person(30), 'style="block-size: 420px"');
    const before = items(feed).length;
    expect(before).to.be.lessThan(30);
    byRole(feed, 'button', 'Show more').focus();
    const lost: unknown[] = [];
    await until(() => {
      if (focused() === document.body) lost.push(focused());
      return items(feed).length === 30 && focused() === openOf(items(feed)[before]);
    }, 'the focus on the first that came');
    expect(lost).to.deep.equal([]);
  });

  it('keeps few of many in the page, and all within reach', async () => {
    const id = await person(110);
    const feed = await shown(id);
    feed.style.blockSize = '400px';
    const scroller = inside(feed, '.scroller')[0] as HTMLElement;
    const ends = () => items(feed).at(-1)?.ariaPosInSet === '110';
    await until(
      () => {
        scroller.scrollTo(0, scroller.scrollHeight);
        return ends();
      },
      'the end',
      20_000,
    );
    await until(() => items(feed).length < 80, 'fewer than there are');
    openOf(items(feed).at(-1))?.focus();
    press('Home');
    await until(() => focused()?.closest('.item')?.ariaPosInSet === '1', 'the first, drawn again');
    expect(items(feed).length).to.be.lessThan(110);
  });
});

describe('<belfry-feed>, refused for ever', () => {
  /** What the page asks of the vendor's feed. */
  function counting(status: number): () => number {
    const send = globalThis.fetch;
    let asked = 0;
    globalThis.fetch = (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
      if (!pathname.includes('/feeds/')) return send(input, init);
      asked += 1;
      return Promise.resolve(Response.json({ code: 'resource_missing', status }, { status }));
    };
    cleanups.push(() => {
      globalThis.fetch = send;
    });
    return () => asked;
  }

  for (const [what, status, words] of [
    ['a token that the vendor does not take', 401, 'Not available to you'],
    ['a feed that there is not', 404, 'Notifications did not load'],
  ] as const) {
    it(`says so: ${what}`, async () => {
      const asked = counting(status);
      await control.post('/faults', { vendor: 'knock', refuse: 600 });
      const feed = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>', { id: await person() });
      await until(() => textOf(feed).includes(words), 'the words');
      await accessible(feed);
      // The end of the connection, after which nothing is asked any more.
      const retry = await until(() => byRole(feed, 'button', 'Try again'), 'the way out', 20_000);
      expect(asked()).to.be.lessThan(10);
      const before = asked();
      retry.click();
      await until(() => asked() > before, 'asked again');
    });
  }
});
