import { expect } from '@open-wc/testing';
import './define-feed.ts';
import { unmount, until } from '../testing/mount.ts';
import { byRole } from '../testing/queries.ts';
import { items, person, shown } from './testing/feed-page.ts';

describe('<belfry-feed> on the development build of Lit', () => {
  afterEach(unmount);

  it('is warned of no update that brings about another', async () => {
    const warned: string[] = [];
    const { warn } = console;
    console.warn = (...all: unknown[]) => void warned.push(all.join(' '));
    const feed = await shown(await person(30), 'style="block-size: 420px"');
    byRole(feed, 'button', 'Show more').focus();
    await until(() => items(feed).length === 30);
    // The archive is counted last of all, and drawn.
    await until(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('archived=only')),
    );
    await feed.updateComplete;
    console.warn = warn;
    expect(warned).to.deep.equal([]);
  });
});
