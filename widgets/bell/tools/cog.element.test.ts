import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { control } from '../../testing/chain.ts';
import { mount, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole } from '../../testing/queries.ts';
import type { BelfryBellElement } from '../bell-element.ts';
import { focused, items, listen, person, press, shown } from '../testing/feed-page.ts';

const cog = 'Notification preferences';
const bellButton = (bell: Element) => bell.shadowRoot?.querySelector<HTMLElement>('[part~=button]');

/** An open bell beside what else the page has. */
async function opened(attributes = '', beside = ''): Promise<BelfryBellElement> {
  const bell = await mount<BelfryBellElement>(`<belfry-bell ${attributes}></belfry-bell>${beside}`, {
    id: await person(1),
  });
  const button = await until(() => bellButton(bell), 'the bell');
  button.focus();
  button.click();
  await until(() => items(bell).length > 0, 'notifications');
  await until(() => allByRole(bell, 'button', 'More options').length > 0, 'the tools of the list');
  return bell;
}

describe('the cog of a feed', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('is not there where it would lead nowhere', async () => {
    const bell = await opened();
    expect(allByRole(bell, 'button', cog)).to.deep.equal([]);
    expect(allByRole(bell, 'link', cog)).to.deep.equal([]);
  });

  it('closes the bell and leads to the page’s preferences; Escape leads back', async () => {
    const bell = await opened('', '<details><belfry-preferences></belfry-preferences></details>');
    const center = bell.parentElement?.querySelector('belfry-preferences') as HTMLElement;
    byRole(bell, 'button', cog).click();
    await until(() => document.activeElement === center, 'the focus on them');
    expect(bell.open).to.equal(false);
    expect(center.closest('details')?.open).to.equal(true);
    press('Escape');
    expect(focused()).to.equal(bellButton(bell));
  });

  it('opens the dialog that they are in, which gives the focus back to the bell', async () => {
    const bell = await opened('', '<dialog><belfry-preferences></belfry-preferences></dialog>');
    const dialog = bell.parentElement?.querySelector('dialog') as HTMLDialogElement;
    byRole(bell, 'button', cog).click();
    await until(() => dialog.open && document.activeElement?.localName === 'belfry-preferences', 'open');
    dialog.close();
    await until(() => focused() === bellButton(bell), 'the focus on the bell');
  });

  it('asks the page first, where the page says that it answers', async () => {
    const bell = await opened('preferences', '<belfry-preferences></belfry-preferences>');
    const asked = listen(bell, 'belfry-preferences');
    bell.addEventListener('belfry-preferences', (event) => event.preventDefault());
    byRole(bell, 'button', cog).click();
    await until(() => asked.length === 1, 'the event');
    expect(bell.open).to.equal(false);
    expect(document.activeElement).to.equal(bell);
    await accessible(bell);
  });

  it('is a link where the page has an address for them, and no other than one that may be followed', async () => {
    const feed = await shown(await person(1), 'preferences="/settings#notifications"');
    const link = byRole(feed, 'link', cog) as HTMLAnchorElement;
    expect(link.pathname + link.hash).to.equal('/settings#notifications');
    const asked = listen(feed, 'belfry-preferences');
    feed.addEventListener('belfry-preferences', (event) => event.preventDefault());
    link.click();
    await until(() => asked.length === 1, 'the event');
    feed.preferences = 'javascript:globalThis.hurt=1';
    await feed.updateComplete;
    expect(allByRole(feed, 'link', cog)).to.deep.equal([]);
  });
});
