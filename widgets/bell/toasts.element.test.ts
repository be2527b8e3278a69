import { expect } from '@open-wc/testing';
import { control, freshId, knock } from '../testing/chain.ts';
import { mount, unmount, until } from '../testing/mount.ts';
import { accessible } from '../testing/accessible.ts';
import { allByRole, byRole, deepAll, textOf } from '../testing/queries.ts';
import type { BelfryNotificationEvent } from './notification-event.ts';
import type { BelfryToastsElement } from './toasts-element.ts';

const toastsIn = (element: Element) =>
  allByRole(element, 'listitem').filter((item) => item.matches('.toast'));
const texts = (element: Element) =>
  toastsIn(element).map((toast) => textOf(toast.querySelector('.text') ?? toast));
const announced = (element: Element) => allByRole(element, 'status').map(textOf).join(' ');
const bellBeside = (element: Element) => {
  const bell = element.parentElement?.querySelector('belfry-bell');
  if (!bell) throw new Error('No bell');
  return bell;
};
const listed = (element: Element) => {
  const { shadowRoot } = bellBeside(element);
  return shadowRoot ? deepAll(shadowRoot, '.item[data-id]').length : 0;
};
const inToasts = (element: Element) => element.shadowRoot?.activeElement?.closest('.toast') ?? undefined;

const notify = (id: string, data: object) =>
  knock('POST', '/v1/workflows/product-update/trigger', { recipients: [id], data });
const feedOf = (id: string) =>
  knock('GET', `/v1/users/${id}/feeds/7d7b4ac0-0000-4000-8000-000000000001?mode=compact`) as Promise<{
    entries: { seen_at: string | null; interacted_at: string | null }[];
  }>;

/** Toasts that are live, beside a bell that shows that they are. */
async function live(attributes = ''): Promise<{ id: string; toasts: BelfryToastsElement }> {
  const id = freshId();
  await knock('PUT', `/v1/users/${id}`, { name: 'Nora Novak' });
  await notify(id, { title: 'Before' });
  return { id, toasts: await another(id, attributes) };
}

async function another(id: string, attributes = ''): Promise<BelfryToastsElement> {
  const toasts = await mount<BelfryToastsElement>(
    `<div><belfry-toasts ${attributes}></belfry-toasts><belfry-bell live="idle"></belfry-bell></div>`,
    { id },
  );
  await until(() => listed(toasts) > 0, 'the list behind the bell');
  return toasts;
}

const key = (target: EventTarget | null | undefined, name: string) =>
  target?.dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }),
  );

afterEach(async () => {
  unmount();
  await control.clearFaults();
});

describe('<belfry-toasts>', () => {
  it('shows what arrives, and nothing that was there; says so, and leaves the focus alone', async () => {
    const { id, toasts } = await live('duration="0"');
    const field = document.createElement('input');
    field.setAttribute('aria-label', 'Name');
    toasts.parentElement?.append(field);
    field.focus();
    expect(toastsIn(toasts)).to.have.length(0);
    await notify(id, { title: 'Now' });
    await until(() => texts(toasts).length === 1, 'a toast');
    expect(texts(toasts)[0]).to.match(/^Now/);
    await until(() => announced(toasts).startsWith('New notification: Now'), 'announced');
    expect(document.activeElement).to.equal(field);
    expect(toasts.matches(':state(shown)')).to.equal(true);
    await notify(id, { title: 'Then' });
    await until(() => texts(toasts).length === 2, 'two');
    expect(texts(toasts).at(-1)).to.match(/^Then/);
    await accessible(toasts);
  });

  it('goes by itself, and stays while it is pointed at', async () => {
    const { id, toasts } = await live('duration="300"');
    await notify(id, { title: 'Now' });
    await until(() => texts(toasts).length === 1, 'a toast');
    const list = toasts.shadowRoot?.querySelector('.list');
    list?.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    const since = performance.now();
    await until(() => performance.now() - since > 900);
    expect(texts(toasts)).to.have.length(1);
    list?.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    await until(() => texts(toasts).length === 0, 'gone');
    expect((await feedOf(id)).entries[0]?.seen_at).to.equal(null);
  });

  it('is reached by F6, dismissed by Escape, and gives the focus back', async () => {
    const { id, toasts } = await live('duration="0"');
    const field = document.createElement('input');
    toasts.parentElement?.append(field);
    for (const title of ['One', 'Two']) await notify(id, { title });
    await until(() => texts(toasts).length === 2, 'two');
    field.focus();
    key(field, 'F6');
    await until(() => inToasts(toasts) === toastsIn(toasts).at(-1), 'on the newest');
    key(toasts.shadowRoot?.activeElement, 'F6');
    expect(document.activeElement).to.equal(field);
    key(field, 'F6');
    key(toasts.shadowRoot?.activeElement, 'Escape');
    await until(() => texts(toasts).length === 1 && inToasts(toasts), 'on the other');
    await until(async () => (await feedOf(id)).entries[0]?.seen_at, 'seen at the vendor');
    byRole(toasts, 'button', 'Dismiss').click();
    await until(() => texts(toasts).length === 0, 'none');
    expect(document.activeElement).to.equal(field);
  });

  it('counts a click once, marks it, and leaves the way to the page', async () => {
    const { id, toasts } = await live('duration="0"');
    const chosen: BelfryNotificationEvent[] = [];
    toasts.addEventListener('belfry-notification', (event) => {
      event.preventDefault();
      chosen.push(event);
    });
    await notify(id, { title: 'Now' });
    await until(() => texts(toasts).length === 1, 'a toast');
    toastsIn(toasts)[0]?.querySelector<HTMLElement>('.open')?.click();
    await until(() => texts(toasts).length === 0, 'gone');
    await until(async () => (await feedOf(id)).entries[0]?.interacted_at, 'interacted at the vendor');
    expect(chosen.map(({ url }) => url)).to.have.length(1);
    expect(chosen[0]?.url).to.match(/^http/);
  });

  it('is thrown out by a swipe, which chooses nothing', async () => {
    const { id, toasts } = await live('duration="0"');
    let chosen = 0;
    toasts.addEventListener('belfry-notification', () => (chosen += 1));
    await notify(id, { title: 'Now' });
    await until(() => texts(toasts).length === 1, 'a toast');
    const open = toastsIn(toasts)[0]?.querySelector<HTMLElement>('.open');
    const point = (type: string, clientX: number) =>
      open?.dispatchEvent(
        new PointerEvent(type, {
          clientX,
          isPrimary: true,
          bubbles: true,
          composed: true,
          pointerType: 'touch',
        }),
      );
    point('pointerdown', 100);
    point('pointermove', 130);
    point('pointerup', 400);
    open?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
    point('pointerdown', 100);
    point('pointermove', 400);
    point('pointerup', 400);
    open?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
    await until(() => texts(toasts).length === 0, 'gone');
    expect(chosen).to.equal(0);
  });

  it('shows many at once as their number, which opens the bell', async () => {
    const { id, toasts } = await live('duration="0"');
    await control.post('/faults', { vendor: 'knock', path: '/feeds/', latency: 1000, times: 1 });
    for (let number = 1; number <= 7; number += 1) await notify(id, { title: `News ${number}` });
    await until(() => texts(toasts).some((text) => /\d new notifications/.test(text)), 'the number');
    expect(texts(toasts).length).to.be.at.most(4);
    byRole(toasts, 'button', /new notifications$/).click();
    await until(() => bellBeside(toasts).open && texts(toasts).length === 0, 'the bell instead');
  });

  it('keeps quiet about what an open bell shows', async () => {
    const { id, toasts } = await live('duration="0"');
    bellBeside(toasts).open = true;
    const before = listed(toasts);
    await until(() => bellBeside(toasts).matches(':state(open)'), 'open');
    await until(() => allByRole(bellBeside(toasts), 'dialog').length > 0, 'on the screen');
    await notify(id, { title: 'Now' });
    await until(() => listed(toasts) === before + 1, 'in the list');
    const since = performance.now();
    await until(() => performance.now() - since > 600);
    expect(texts(toasts)).to.have.length(0);
  });

  it('shows each in one of several tabs', async () => {
    const { id, toasts } = await live('duration="0"');
    const other = await another(id, 'duration="0"');
    await notify(id, { title: 'Now' });
    await until(() => listed(toasts) === 2 && listed(other) === 2, 'both know');
    await until(() => texts(toasts).length + texts(other).length === 1, 'one toast');
    const since = performance.now();
    await until(() => performance.now() - since > 600);
    expect(texts(toasts).length + texts(other).length).to.equal(1);
  });

  it('makes nothing of hostile text but text', async () => {
    const { id, toasts } = await live('duration="0"');
    const hostile =
      '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script> [go](javascript:window.hurt=1)';
    await notify(id, { title: hostile, body: hostile, anchor: '"><img src=x onerror=window.hurt=1>' });
    await until(() => texts(toasts).length === 1, 'a toast');
    const { shadowRoot } = toasts;
    expect(
      shadowRoot && deepAll(shadowRoot, 'img, script, .text a, [onerror], [href^="javascript:"]'),
    ).to.deep.equal([]);
    expect(Reflect.get(window, 'hurt')).to.equal(undefined);
  });
});
