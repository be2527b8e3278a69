import { expect } from '@open-wc/testing';
import { control, identity, knock } from '../testing/chain.ts';
import { mount, unmount, until } from '../testing/mount.ts';
import { allByRole, byRole, textOf } from '../testing/queries.ts';
import { accessible } from '../testing/accessible.ts';
import type { BelfryBellElement } from './bell-element.ts';
import type { BelfryNotificationEvent } from './notification-event.ts';
import type { BelfryUnseenEvent } from './unseen-event.ts';
import type { BelfryFeedElement } from './feed-element.ts';
import {
  announced,
  feedOf,
  focused,
  inside,
  items,
  listen,
  notify,
  person,
  press,
  texts,
} from './testing/feed-page.ts';

const markup = '<belfry-bell></belfry-bell>';

const bellOf = (element: Element) => byRole(element, 'button', /^Notifications/);
const badgeOf = (element: Element) => {
  const badge = element.shadowRoot?.querySelector('.badge');
  return badge ? textOf(badge) : '';
};

async function opened(id: string, more = ''): Promise<BelfryBellElement> {
  const bell = await mount<BelfryBellElement>(`<belfry-bell open ${more}></belfry-bell>`, { id });
  await until(() => items(bell).length > 0, 'notifications');
  await until(() => allByRole(bell, 'button', 'More options').length > 0, 'the tools of the list');
  return bell;
}

/** Keeps the page where it is. */
function stay(element: Element): BelfryNotificationEvent[] {
  element.addEventListener('belfry-notification', (event) => event.preventDefault());
  return listen<BelfryNotificationEvent>(element, 'belfry-notification');
}

afterEach(async () => {
  unmount();
  await control.clearFaults();
});

describe('<belfry-bell>, closed', () => {
  it('says how many are new, without the vendor', async () => {
    const bell = await mount<BelfryBellElement>(markup, { id: await person(3) });
    const unseen = listen<BelfryUnseenEvent>(bell, 'belfry-unseen');
    await until(() => badgeOf(bell) === '3', 'the badge');
    expect(bellOf(bell).getAttribute('aria-label')).to.equal('Notifications, 3 new');
    expect(bellOf(bell).getAttribute('aria-expanded')).to.equal('false');
    expect(unseen.map((event) => event.unseen)).to.deep.equal([3]);
    expect(bell.matches(':state(unseen)')).to.equal(true);
    expect(inside(bell, 'belfry-feed')).to.have.length(0);
    await accessible(bell);
  });

  it('says it as soon as it is known who the visitor is, also when that comes later', async () => {
    const token = await identity(await person(3));
    const bell = await mount<BelfryBellElement>(markup);
    await bell.updateComplete;
    const session = bell.closest('belfry-session');
    if (session) session.identity = token;
    await until(() => badgeOf(bell) === '3', 'the badge');
    if (session) session.identity = await identity(await person(1));
    await until(() => badgeOf(bell) === '1', 'the other visitor’s');
    if (session) session.identity = undefined;
    await until(() => badgeOf(bell) === '', 'nobody’s');
  });

  it('caps its number, counts what it is told to, or nothing', async () => {
    const bell = await mount<BelfryBellElement>('<belfry-bell max="2"></belfry-bell>', {
      id: await person(3),
    });
    await until(() => badgeOf(bell) === '2+', 'the cap');
    bell.badge = 'unread';
    await bell.updateComplete;
    expect(bellOf(bell).getAttribute('aria-label')).to.equal('Notifications, 3 unread');
    bell.badge = 'none';
    await bell.updateComplete;
    expect(badgeOf(bell)).to.equal('');
  });

  it('has the plus behind the number, also in a page that is written from the right', async () => {
    const bell = await mount<BelfryBellElement>('<belfry-bell max="2" dir="rtl"></belfry-bell>', {
      id: await person(3),
    });
    await until(() => badgeOf(bell) === '2+', 'the cap');
    const words = document.createTreeWalker(inside(bell, '.badge')[0] ?? bell, NodeFilter.SHOW_TEXT);
    const lefts = new Map<string, number>();
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      [...(node.textContent ?? '')].forEach((character, at) => {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        lefts.set(character, range.getBoundingClientRect().left);
      });
    }
    expect(lefts.get('+')).to.be.greaterThan(lefts.get('2') ?? Infinity);
  });

  it('counts up to 99 where the page says so, and to 9 where it says nonsense', async () => {
    const bell = await mount<BelfryBellElement>('<belfry-bell max="99"></belfry-bell>', {
      id: await person(12),
    });
    await until(() => badgeOf(bell) === '12', 'the number');
    bell.max = 11;
    await bell.updateComplete;
    expect(badgeOf(bell)).to.equal('11+');
    for (const max of [0, Number.NaN]) {
      bell.max = max;
      await bell.updateComplete;
      expect(badgeOf(bell)).to.equal('9+');
    }
    bell.max = -3;
    await bell.updateComplete;
    expect(badgeOf(bell)).to.equal('1+');
    // Announced in full, whatever is shown.
    expect(bellOf(bell).getAttribute('aria-label')).to.equal('Notifications, 12 new');
  });

  it('is closed where its attribute says `false`, as frameworks write it before it is defined', async () => {
    const bell = await mount<BelfryBellElement>('<belfry-bell open="false"></belfry-bell>');
    expect(bell.open).to.equal(false);
    expect(bell.hasAttribute('open')).to.equal(false);
    expect(allByRole(bell, 'dialog')).to.have.length(0);
    bell.open = true;
    await bell.updateComplete;
    expect(bell.getAttribute('open')).to.equal('');
  });

  it('connects once the page is idle, if it is told to', async () => {
    const id = await person(1);
    const bell = await mount<BelfryBellElement>('<belfry-bell live="idle"></belfry-bell>', { id });
    await until(() => inside(bell, '.item').length > 0, 'the list, ready behind the bell');
    await notify(id);
    await until(() => badgeOf(bell) === '2', 'the badge, live');
  });
});

describe('<belfry-bell>, open', () => {
  it('shows the notifications, newest first, and has them seen', async () => {
    const id = await person(3);
    const bell = await mount<BelfryBellElement>(markup, { id });
    const unseen = listen<BelfryUnseenEvent>(bell, 'belfry-unseen');
    await until(() => badgeOf(bell) === '3', 'the badge');
    const order: string[] = [];
    for (const name of ['belfry-open', 'belfry-close']) bell.addEventListener(name, () => order.push(name));
    bellOf(bell).click();
    await until(() => items(bell).length === 3, 'notifications');
    expect(allByRole(bell, 'dialog', 'Notifications')).to.have.length(1);
    expect(texts(bell)[0]).to.match(/^News 3/);
    await until(async () => (await feedOf(id)).meta.unseen_count === 0, 'seen at the vendor');
    expect(badgeOf(bell)).to.equal('');
    // Not none as long as the list is on its way.
    expect(unseen.map((event) => event.unseen)).to.deep.equal([3, 0]);
    await accessible(bell);
    bell.open = false;
    await until(() => order.length === 2);
    expect(order).to.deep.equal(['belfry-open', 'belfry-close']);
  });

  it('takes the focus when pressed, and gives it back', async () => {
    const bell = await mount<BelfryBellElement>(markup, { id: await person(3) });
    bellOf(bell).focus();
    bellOf(bell).click();
    await until(() => items(bell).length === 3, 'notifications');
    await until(
      () => byRole(bell, 'dialog').contains(bell.shadowRoot?.activeElement ?? null),
      'focus inside',
    );
    press('ArrowDown');
    await until(() => focused()?.closest('.item') === items(bell)[0], 'the first item');
    press('ArrowDown');
    expect(focused()?.closest('.item')).to.equal(items(bell)[1]);
    press('End');
    expect(focused()?.closest('.item')).to.equal(items(bell)[2]);
    press('Home');
    expect(focused()?.closest('.item')).to.equal(items(bell)[0]);
    byRole(bell, 'dialog').hidePopover();
    await until(() => !bell.open && focused() === bellOf(bell), 'closed, with the focus on the bell');
  });

  it('ends its connection when it is taken out, with its last element', async () => {
    const bell = await opened(await person(1));
    const sockets = async () =>
      ((await control.get('/health')) as { sockets: { knock: number } }).sockets.knock;
    const before = await sockets();
    bell.remove();
    await until(async () => (await sockets()) < before, 'the socket’s end');
  });

  it('announces what arrives after another tab was shown', async () => {
    const id = await person(1);
    const bell = await opened(id);
    byRole(bell, 'tab', /^Unread/).click();
    await until(() => byRole(bell, 'tab', /^Unread/).getAttribute('aria-selected') === 'true', 'the tab');
    await until(() => items(bell).length === 1, 'its list');
    await notify(id, { title: 'Late' });
    await until(() => announced(bell).includes('Late'), 'the announcement');
  });

  it('asks again when it is opened again: marks made elsewhere are not told', async () => {
    const id = await person(2);
    const bell = await opened(id);
    bell.open = false;
    await until(() => allByRole(bell, 'dialog').length === 0, 'closed');
    const { entries } = (await feedOf(id)) as unknown as { entries: { id: string }[] };
    await knock('PUT', `/v1/messages/${entries[0]?.id}/archived`, {});
    bell.open = true;
    await until(() => items(bell).length === 1, 'what is left');
  });

  it('keeps the focus when what failed is asked for again', async () => {
    const id = await person(1);
    await control.post('/faults', { vendor: 'knock', path: '/feeds/', status: 422 });
    const bell = await mount<BelfryBellElement>('<belfry-bell open></belfry-bell>', { id });
    const retry = await until(() => byRole(bell, 'button', 'Try again'), 'the failure');
    await control.clearFaults();
    retry.focus();
    retry.click();
    await until(() => items(bell).length === 1, 'the list');
    expect(focused()?.closest('.frame')).to.not.equal(null);
  });

  it('that the platform has closed stays closed, whatever is drawn before it says so', async () => {
    const bell = await opened(await person(1));
    byRole(bell, 'dialog').hidePopover();
    bell.requestUpdate();
    await bell.updateComplete;
    expect(bell.shadowRoot?.querySelector('[popover]')?.matches(':popover-open')).to.equal(false);
    await until(() => !bell.open, 'closed');
  });

  it('follows the page that sets and unsets it, as often and as quickly as it likes', async () => {
    const bell = await opened(await person(1));
    const order: string[] = [];
    const shows = () => bell.shadowRoot?.querySelector('[popover]')?.matches(':popover-open');
    for (const name of ['belfry-open', 'belfry-close'])
      bell.addEventListener(name, () => order.push(`${name} ${bell.open} ${shows()}`));
    bell.removeAttribute('open');
    await until(() => order.length === 1, 'closed');
    // A framework that renders the same state again and again.
    for (const open of [true, true, false, true]) {
      bell.open = open;
      bell.toggleAttribute('open', open);
    }
    await until(() => order.length === 2, 'open');
    for (let times = 0; times < 3; times += 1) {
      bell.toggleAttribute('open', true);
      bell.requestUpdate();
      await bell.updateComplete;
    }
    bell.open = false;
    await until(() => order.length === 3, 'closed again');
    expect(order).to.deep.equal([
      'belfry-close false false',
      'belfry-open true true',
      'belfry-close false false',
    ]);
  });

  it('that the page opens again as it closes is open, and says so', async () => {
    const bell = await opened(await person(1));
    bell.addEventListener('belfry-close', () => (bell.open = true), { once: true });
    const opens = listen(bell, 'belfry-open');
    byRole(bell, 'dialog').hidePopover();
    await until(() => opens.length === 1, 'open again');
    expect(bell.open).to.equal(true);
    expect(bell.hasAttribute('open')).to.equal(true);
  });

  it('pressed while it is open, closes and stays closed', async () => {
    const bell = await opened(await person(1));
    bellOf(bell).click();
    await until(() => !bell.open, 'closed');
    await bell.updateComplete;
    expect(bell.shadowRoot?.querySelector('[popover]')?.matches(':popover-open')).to.equal(false);
  });

  it('shows what arrives, on top, and says so once', async () => {
    const id = await person(1);
    const bell = await opened(id);
    await notify(id, { title: 'Fresh bread' });
    await until(() => texts(bell)[0]?.startsWith('Fresh bread'), 'the arrival');
    expect(items(bell)).to.have.length(2);
    await until(() => announced(bell).includes('New notification: Fresh bread'), 'the announcement');
  });

  it('pages on as it is scrolled, each item once', async () => {
    const bell = await opened(await person(30));
    expect(items(bell).length).to.be.lessThan(30);
    const scroller = items(bell)[0]?.closest('.scroller');
    await until(() => {
      scroller?.scrollTo(0, scroller.scrollHeight);
      return items(bell).length === 30;
    }, 'the second page');
    expect(new Set(texts(bell)).size).to.equal(30);
    expect(allByRole(bell, 'button', 'Show more')).to.deep.equal([]);
  });

  it('says once what was chosen, marks it, and leaves the way to the page', async () => {
    const id = await person(1);
    const bell = await opened(id);
    const chosen = stay(bell);
    inside(bell, '.open')[0]?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }),
    );
    expect(chosen).to.have.length(1);
    expect(chosen[0]?.url).to.match(/^http:\/\/.*#new$/);
    expect(chosen[0]?.action).to.equal(undefined);
    await until(async () => (await feedOf(id)).entries[0]?.interacted_at, 'interacted at the vendor');
    expect((await feedOf(id)).entries[0]?.read_at).to.be.a('string');
    byRole(bell, 'button', 'Fewer of these').click();
    expect(chosen).to.have.length(2);
    expect(chosen[1]?.action).to.equal('secondary');
    expect(chosen[1]?.url).to.match(/#settings$/);
  });

  it('marks one read and unread, and all', async () => {
    const id = await person(3);
    const bell = await opened(id);
    byRole(items(bell)[1] ?? bell, 'button', 'Mark as read').click();
    await until(async () => (await feedOf(id)).meta.unread_count === 2, 'read at the vendor');
    expect(items(bell).map((item) => item.hasAttribute('data-unread'))).to.deep.equal([true, false, true]);
    byRole(items(bell)[1] ?? bell, 'button', 'Mark as unread').click();
    await until(async () => (await feedOf(id)).meta.unread_count === 3, 'unread at the vendor');
    byRole(bell, 'button', 'Mark all as read').click();
    await until(async () => (await feedOf(id)).meta.unread_count === 0, 'all read at the vendor');
    expect(items(bell).some((item) => item.hasAttribute('data-unread'))).to.equal(false);
  });

  it('archives by the keyboard, and the focus stays in the list', async () => {
    const id = await person(3);
    const bell = await opened(id);
    const archive = byRole(items(bell)[0] ?? bell, 'button', 'Archive');
    archive.focus();
    archive.click();
    await until(() => items(bell).length === 2, 'one less');
    await until(() => focused()?.closest('.item') === items(bell)[0], 'focus on the next');
    await until(async () => (await feedOf(id)).meta.total_count === 2, 'archived at the vendor');
  });

  it('takes back what the vendor refuses, and says so', async () => {
    const bell = await opened(await person(2));
    await until(() => badgeOf(bell) === '' && items(bell).length === 2);
    await control.post('/faults', { vendor: 'knock', path: '/messages/', status: 422 });
    byRole(items(bell)[0] ?? bell, 'button', 'Archive').click();
    await until(() => allByRole(bell, 'alert').length > 0, 'the notice');
    expect(items(bell)).to.have.length(2);
  });

  it('filters by tabs, with the arrow keys too', async () => {
    const id = await person(2);
    const bell = await opened(id);
    byRole(items(bell)[0] ?? bell, 'button', 'Mark as read').click();
    const tab = byRole(bell, 'tab', /^Unread/);
    tab.click();
    await until(() => items(bell).length === 1, 'the unread one');
    expect(tab.getAttribute('aria-selected')).to.equal('true');
    tab.focus();
    press('ArrowLeft');
    await until(() => items(bell).length === 2, 'all again');
    await until(() => focused() === byRole(bell, 'tab', /^All/));
  });

  it('makes nothing of hostile text but text', async () => {
    const hostile =
      '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script> [go](javascript:window.hurt=1) <b onclick=window.hurt=1>b</b>';
    const id = await person(1, {
      title: hostile,
      body: hostile,
      anchor: '"><img src=x onerror=window.hurt=1>',
    });
    const bell = await opened(id);
    expect(inside(bell, 'img, script, b, .text a')).to.deep.equal([]);
    expect(inside(bell, '[onclick],[onerror],[href^="javascript:"]')).to.deep.equal([]);
    expect(texts(bell)[0]).to.include('go');
    expect(Reflect.get(window, 'hurt')).to.equal(undefined);
  });

  it('is one connection for two bells, and one list of truths', async () => {
    const id = await person(2);
    const first = await mount<BelfryBellElement>(
      '<div><belfry-bell open></belfry-bell><belfry-feed filter="unread"></belfry-feed></div>',
      { id },
    );
    const feed = first.parentElement?.querySelector('belfry-feed') as BelfryFeedElement;
    await until(() => items(first).length === 2 && items(feed).length === 2, 'both lists');
    (await until(() => byRole(items(first)[0] ?? first, 'button', 'Mark as read'), 'its tools')).click();
    await until(() => items(feed).length === 1, 'the other list follows');
    await notify(id, { title: 'For both' });
    await until(() => [first, feed].every((one) => texts(one)[0]?.startsWith('For both')), 'both live');
    await until(() => `${announced(first)} ${announced(feed)}`.includes('For both'), 'announced');
    const said = [first, feed].filter((one) => announced(one).includes('For both'));
    expect(said).to.have.length(1);
  });

  it('keeps its list when it is moved, and stays live', async () => {
    const id = await person(1);
    const bell = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>', { id });
    await until(() => items(bell).length === 1, 'the list');
    const box = document.createElement('div');
    bell.parentElement?.append(box);
    box.append(bell);
    await until(() => items(bell).length === 1, 'the list after the move');
    await notify(id, { title: 'After the move' });
    await until(() => texts(bell)[0]?.startsWith('After the move'), 'live after the move');
  });
});

describe('<belfry-feed>', () => {
  it('says when there is nothing', async () => {
    const feed = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>', { id: await person() });
    await until(() => textOf(feed).includes('You are all caught up'), 'the empty state');
    await accessible(feed);
  });

  it('says so in the page’s own words', async () => {
    const feed = await mount<BelfryFeedElement>(
      '<belfry-feed><p slot="empty">Quiet here.</p></belfry-feed>',
      {
        id: await person(),
      },
    );
    await until(() => feed.querySelector('p')?.checkVisibility(), 'the page’s words');
    expect(textOf(feed)).not.to.include('caught up');
  });

  it('says that it failed, and tries again', async () => {
    await control.post('/faults', { vendor: 'knock', path: '/feeds/', method: 'GET', status: 422 });
    const feed = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>', { id: await person(1) });
    await until(() => allByRole(feed, 'button', 'Try again').length > 0, 'the error');
    await control.clearFaults();
    // It may be trying by itself just now.
    await until(() => {
      allByRole(feed, 'button', 'Try again')[0]?.click();
      return items(feed).length === 1;
    }, 'the list');
  });

  it('tells somebody unknown to sign in', async () => {
    const feed = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>');
    await until(() => textOf(feed).includes('You are signed out'), 'signed out');
  });

  it('shows the next visitor’s list, and nothing of the last', async () => {
    const feed = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>', { id: await person(2) });
    await until(() => items(feed).length === 2, 'the first list');
    const other = await person(1, { title: 'For the other' });
    feed.closest('belfry-session')?.setAttribute('identity', await identity(other));
    await until(
      () => items(feed).length === 1 && texts(feed)[0]?.startsWith('For the other'),
      'the other list',
    );
  });

  it('lists what is archived, and takes it back', async () => {
    const id = await person(2);
    const feed = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>', { id });
    await until(() => items(feed).length === 2, 'the list');
    (await until(() => byRole(items(feed)[0] ?? feed, 'button', 'Archive'), 'its tools')).click();
    await until(async () => (await feedOf(id)).meta.total_count === 1, 'archived at the vendor');
    feed.filter = 'archived';
    await until(() => items(feed).length === 1 && texts(feed)[0]?.startsWith('News 2'), 'the archive');
    byRole(items(feed)[0] ?? feed, 'button', 'Move back to notifications').click();
    await until(async () => (await feedOf(id)).meta.total_count === 2, 'back at the vendor');
  });
});
