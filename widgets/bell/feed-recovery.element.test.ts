import { control, freshId, knock } from '../testing/chain.ts';
import { mount, unmount, until } from '../testing/mount.ts';
import { allByRole, textOf } from '../testing/queries.ts';
import type { BelfryFeedElement } from './feed-element.ts';

const items = (feed: Element) => allByRole(feed, 'article');
const newest = (feed: Element) => items(feed).slice(0, 1).map(textOf).join('');
const notify = (id: string, title: string) =>
  knock('POST', '/v1/workflows/product-update/trigger', { recipients: [id], data: { title } });

describe('<belfry-feed>, cut off', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('recovers what came while the socket was down', async () => {
    const id = freshId();
    await knock('PUT', `/v1/users/${id}`, { name: 'Nora Novak' });
    await notify(id, 'First');
    const feed = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>', { id });
    await until(() => items(feed).length === 1, 'the list');
    await notify(id, 'Live');
    await until(() => items(feed).length === 2, 'live');
    await control.post('/faults', { vendor: 'knock', drop: true });
    await notify(id, 'Missed');
    await control.clearFaults();
    // With a close frame: after a broken connection Firefox keeps a page from the next one for a time of its own.
    await control.post('/faults', { vendor: 'knock', cut: 1012 });
    await until(() => newest(feed).includes('Missed'), 'what was missed', 15_000);
  });
});
