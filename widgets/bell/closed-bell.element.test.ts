import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { control } from '../testing/chain.ts';
import { mount, unmount, until } from '../testing/mount.ts';
import type { BelfryBellElement } from './bell-element.ts';
import { announced, notify, person } from './testing/feed-page.ts';

const outside = (bell: BelfryBellElement) =>
  [...(bell.shadowRoot?.children ?? [])].find((one) => one.role === 'status');

/** Closed, but live: with the tools that come after the hidden list. */
async function live(more = ''): Promise<{ id: string; bell: BelfryBellElement }> {
  const id = await person(1);
  const bell = await mount<BelfryBellElement>(`<div><belfry-bell live="idle"></belfry-bell>${more}</div>`, {
    id,
  });
  await until(() => outside(bell), 'what speaks for the list', 20_000);
  return { id, bell };
}

afterEach(async () => {
  unmount();
  await control.clearFaults();
});

describe('a bell that is closed and live', () => {
  it('announces politely what arrives, where a screen reader hears it, and leaves the focus alone', async () => {
    const { id, bell } = await live();
    const { activeElement } = document;
    await notify(id, { title: 'Fresh bread' });
    await until(() => outside(bell)?.textContent?.includes('New notification: Fresh bread'), 'said', 20_000);
    expect(outside(bell)?.checkVisibility()).to.equal(true);
    expect(document.activeElement).to.equal(activeElement);
    await notify(id, { title: 'Warm rolls' });
    await until(() => outside(bell)?.textContent?.includes('Warm rolls'), 'said again', 20_000);
    await accessible(bell);
  });

  it('leaves the announcing to toasts where there are some', async () => {
    const { id, bell } = await live('<belfry-toasts duration="0"></belfry-toasts>');
    const toasts = bell.parentElement?.querySelector('belfry-toasts');
    await until(() => toasts?.matches(':state(live)'), 'live toasts', 20_000);
    await notify(id, { title: 'Fresh bread' });
    await until(() => toasts && announced(toasts).includes('Fresh bread'), 'said by the toasts', 20_000);
    expect(outside(bell)?.textContent).to.equal('');
  });
});
