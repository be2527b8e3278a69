import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { control } from '../../testing/chain.ts';
import { mount, unmount, until } from '../../testing/mount.ts';
import { listenToTones, PretendNotification, replace } from '../../testing/pretend-alerts.ts';
import { allByRole, byRole } from '../../testing/queries.ts';
import { chatOf, conversation, person as visitor, say } from '../../chat/testing/visitors.ts';
import type { BelfryBellElement } from '../bell-element.ts';
import { items, notify, person } from '../testing/feed-page.ts';

const ownIcons = () => [...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')];
const bellOf = (id: string, more: string) =>
  mount<BelfryBellElement>(`<belfry-bell ${more}></belfry-bell>`, { id });

/** A bell behind which the list is there, closed. */
async function live(id: string, more: string): Promise<BelfryBellElement> {
  const bell = await bellOf(id, `live="idle" ${more}`);
  await until(
    () => bell.shadowRoot?.querySelector('belfry-feed')?.shadowRoot?.querySelector('.item'),
    'live',
  );
  return bell;
}

describe('alerts of a bell', () => {
  let restore: (() => void)[] = [];
  const title = document.title;

  afterEach(async () => {
    unmount();
    for (const back of restore.splice(0)) back();
    restore = [];
    PretendNotification.forget();
    await control.clearFaults();
    document.title = title;
  });

  it('count what is new in the page’s title, live, and leave it as it was', async () => {
    document.title = 'Orders';
    const id = await person(2);
    const bell = await live(id, 'alerts="title favicon"');
    await until(() => document.title === '(2) Orders', 'the count');
    await until(() => ownIcons().at(-1)?.href.startsWith('data:image/png'), 'the mark');
    await notify(id);
    await until(() => document.title === '(3) Orders', 'one more');
    bell.badge = 'unread';
    document.title = 'Order 7';
    await until(() => document.title === '(3) Order 7', 'the page’s new title');
    bell.alerts = '';
    await until(() => document.title === 'Order 7', 'the title as it was');
    bell.alerts = 'title';
    await until(() => document.title === '(3) Order 7', 'counted again');
    unmount();
    expect(document.title).to.equal('Order 7');
    expect(ownIcons().every((link) => !link.href.startsWith('data:'))).to.equal(true);
  });

  it('count before anything is connected, too', async () => {
    document.title = 'Orders';
    await bellOf(await person(3), 'alerts="title"');
    await until(() => document.title === '(3) Orders', 'the summary’s count');
  });

  it('add up with what others count, and two bells of one feed are one', async () => {
    document.title = 'Orders';
    const id = await person(2);
    const bell = await live(id, 'alerts="title"');
    const second = document.createElement('belfry-bell');
    second.setAttribute('alerts', 'title');
    second.setAttribute('live', 'idle');
    bell.after(second);
    await until(() => second.matches(':state(unseen)'), 'the second');
    await until(() => document.title === '(2) Orders', 'counted once');
    await notify(id);
    await until(() => document.title === '(3) Orders', 'one more');
  });

  it('add up with what a chat of the page counts, which does not fight with them', async () => {
    document.title = 'Orders';
    const [ann, ben] = [{ id: await person(), name: 'Nora Novak' }, visitor('Ben')];
    const room = await conversation([ann, ben], 'Elsewhere');
    const chat = await chatOf(ann, 'layout="single" alerts="title"');
    await until(() => byRole(chat, 'button', /Elsewhere/), 'the list');
    const bell = document.createElement('belfry-bell');
    bell.setAttribute('alerts', 'title');
    bell.setAttribute('live', 'idle');
    chat.after(bell);
    await notify(ann.id);
    await until(() => document.title === '(1) Orders', 'the bell’s');
    await say(room, ben, 'one');
    await until(() => document.title === '(2) Orders', 'both');
    document.title = 'Order 7';
    await until(() => document.title === '(2) Order 7', 'the page’s new title');
    bell.remove();
    await until(() => document.title === '(1) Order 7', 'the chat’s');
  });

  it('sound once for each arrival, of two bells, and not for what is looked at', async () => {
    const { tones, ends } = listenToTones();
    restore.push(
      ...ends,
      replace(document, 'hasFocus', () => true),
    );
    const id = await person(1);
    const bell = await live(id, 'alerts="sound"');
    const second = document.createElement('belfry-bell');
    second.setAttribute('alerts', 'sound');
    second.setAttribute('live', 'idle');
    bell.after(second);
    await until(() => second.shadowRoot?.querySelector('belfry-feed')?.shadowRoot?.querySelector('.item'));
    await notify(id);
    await until(() => tones.length === 2, 'two tones');
    bell.open = true;
    await until(() => bell.matches(':state(open)') && items(bell).length === 2, 'the open feed');
    second.remove();
    await notify(id);
    await until(() => items(bell).length === 3, 'the arrival in the open feed');
    bell.open = false;
    await until(() => !bell.matches(':state(open)'));
    await notify(id);
    await until(() => tones.length > 2, 'the next one');
    expect(tones).to.have.length(4);
  });

  it('ask before the system shows anything, say what has come, and open what is pressed', async () => {
    restore.push(replace(globalThis, 'Notification', PretendNotification));
    restore.push(replace(document, 'hasFocus', () => false));
    const id = await person(1);
    const bell = await bellOf(id, 'alerts="desktop" open');
    const turnOn = await until(() => byRole(bell, 'button', 'Turn on notifications'), 'the question');
    await until(() => items(bell).length === 1, 'the list below it');
    await accessible(bell);
    turnOn.click();
    await until(() => allByRole(bell, 'button', 'Turn on notifications').length === 0, 'answered');
    bell.open = false;
    await notify(id, { title: 'Fresh bread' });
    const notice = await until(() => PretendNotification.shown[0], 'the notice');
    expect(`${notice.title} ${notice.body}`).to.include('Fresh bread');
    expect(bell.open).to.equal(false);
    notice.onclick?.();
    await until(() => items(bell).length === 2 && bell.open, 'opened');
  });
});
