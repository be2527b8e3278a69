import { expect } from '@open-wc/testing';
import { control } from '../../testing/chain.ts';
import { unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import { listenToTones, PretendNotification, replace } from '../../testing/pretend-alerts.ts';
import { chatOf, live, conversation, person, row, say } from '../testing/visitors.ts';

const ownIcons = () => [...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')];

/** Two rooms; the visitor has the first before their eyes, and the list beside it. */
async function visited(alerts: string) {
  const [ann, ben] = [person('Ann'), person('Ben')];
  const elsewhere = await conversation([ann, ben], 'Elsewhere');
  const here = await conversation([ann, ben], 'Here');
  await say(here, ben, 'the latest');
  const chat = await chatOf(ann, `channel="${here}" alerts="${alerts}"`);
  await row(chat, 'the latest');
  await live(here, ann);
  await until(() => !chat.matches(':state(unread)'), 'all read');
  return { chat, ann, ben, here, elsewhere };
}

describe('alerts of the chat', () => {
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

  it('count what is unread in the page’s title, whatever the page calls itself meanwhile', async () => {
    document.title = 'Orders';
    const { chat, ann, ben, here, elsewhere } = await visited('title favicon');
    expect(document.title).to.equal('Orders');
    await say(elsewhere, ben, 'one');
    await until(() => document.title === '(1) Orders', 'the count');
    await until(() => ownIcons().at(-1)?.href.startsWith('data:image/png'), 'the mark');
    // A second chat of the same visitor counts the same.
    const second = document.createElement('belfry-chat');
    second.setAttribute('alerts', 'title');
    second.setAttribute('layout', 'single');
    chat.after(second);
    await until(() => byRole(second, 'button', /Elsewhere.*1 unread message/));
    document.title = 'Order 7';
    await until(() => document.title === '(1) Order 7', 'the page’s new title');
    await say(elsewhere, ben, 'two');
    await until(() => document.title === '(2) Order 7');
    // What is read as it comes was never new.
    await say(here, ben, 'seen at once');
    await row(chat, 'seen at once');
    expect(ann.id).not.to.equal(ben.id);
    byRole(second, 'button', /Elsewhere/).click();
    await until(() => document.title === 'Order 7', 'the title as it was');
    await until(() => ownIcons().every((link) => !link.href.startsWith('data:')), 'the icon as it was');
  });

  it('leave title and icon behind as they were', async () => {
    document.title = 'Orders';
    const { ben, elsewhere } = await visited('title favicon');
    await say(elsewhere, ben, 'one');
    await until(() => document.title === '(1) Orders');
    unmount();
    expect(document.title).to.equal('Orders');
    expect(ownIcons().every((link) => !link.href.startsWith('data:'))).to.equal(true);
  });

  it('ask before the system shows anything, and open what is pressed', async () => {
    restore.push(replace(globalThis, 'Notification', PretendNotification));
    restore.push(replace(document, 'hasFocus', () => false));
    const [ann, ben] = [person('Ann'), person('Ben')];
    const elsewhere = await conversation([ann, ben], 'Elsewhere');
    const here = await conversation([ann, ben], 'Here');
    await say(here, ben, 'the latest');
    const chat = await chatOf(ann, 'layout="split" alerts="desktop"');
    const turnOn = await until(() => byRole(chat, 'button', 'Turn on notifications'));
    await accessible(chat);
    expect(PretendNotification.shown).to.have.length(0);
    turnOn.click();
    await until(() => allByRole(chat, 'button', 'Turn on notifications').length === 0);
    await row(chat, 'the latest');
    await say(elsewhere, ben, 'psst');
    const notice = await until(() => PretendNotification.shown[0], 'a notice');
    expect([notice.title, notice.body]).to.deep.equal(['Ben · Elsewhere', 'psst']);
    notice.onclick?.();
    await row(chat, 'psst');
    // Nothing is said of what is before the visitor's eyes.
    await say(elsewhere, ben, 'seen at once');
    await row(chat, 'seen at once');
    await say(here, ben, 'again elsewhere');
    await until(() => PretendNotification.shown.length === 2);
    expect(PretendNotification.shown[1]?.body).to.equal('again elsewhere');
  });

  it('sound once for two chats', async () => {
    const { tones, ends } = listenToTones();
    restore.push(...ends);
    const { chat, ben, elsewhere } = await visited('sound');
    const second = document.createElement('belfry-chat');
    second.setAttribute('alerts', 'sound');
    second.setAttribute('layout', 'single');
    chat.after(second);
    await until(() => byRole(second, 'button', /Elsewhere/));
    for (const count of [1, 2]) {
      await say(elsewhere, ben, `message ${count}`);
      await until(() => byRole(second, 'button', new RegExp(`Elsewhere.*${count} unread`)));
      await until(() => tones.length === 2 * count, 'two tones for each message');
    }
  });
});
