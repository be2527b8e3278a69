import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { useBrowser, visit } from './visit.ts';

useBrowser();

async function cell(id: string, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await visit(`/cell.html?cell=${id}&scheme=${scheme}`, { scheme, expects: /./ });
  await page.locator('html[data-ready], html[data-failed]').waitFor({ state: 'attached', timeout: 30_000 });
  expect(await page.locator('html').getAttribute('data-failed')).toBeNull();
  return page;
}

describe('with the colours of the system forced', () => {
  it.each([
    'chat-two',
    'chat-list',
    'chat-menu',
    'bell-open',
    'feed-item-menu',
    'preferences-ready',
    'otp-phone',
  ])('every control has an edge, and what has the focus a ring: %s', async (id) => {
    const page = await cell(id);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
    const bare = await page.evaluate(() => {
      const all = (root: ParentNode): Element[] =>
        [...root.querySelectorAll('*')].flatMap((one) => [
          one,
          ...(one.shadowRoot ? all(one.shadowRoot) : []),
        ]);
      const edged = (one: Element | null): boolean => {
        if (!one) return false;
        const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(one);
        return (borderTopStyle !== 'none' && borderTopWidth !== '0px') || outlineStyle !== 'none';
      };
      return all(document)
        .filter(
          (one) =>
            one.matches('button:not(.link), input, select, textarea') &&
            one.checkVisibility({ opacityProperty: true }),
        )
        .filter(
          (one) =>
            !edged(one) && !edged(one.parentElement) && !edged(one.parentElement?.parentElement ?? null),
        )
        .map(
          (one) =>
            `${one.localName}.${one.classList.value} ${one.getAttribute('aria-label') ?? one.textContent.trim()}`,
        );
    });
    expect(bare).toEqual([]);
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      // A field's ring is around all that belongs to it.
      for (let one = active, up = 0; one && up < 3; one = one.parentElement, up += 1) {
        if (getComputedStyle(one).outlineStyle !== 'none') return true;
      }
      // A menu closes, and gives the focus to nothing that could show it.
      return active === document.body;
    });
    expect(ring).toBe(true);
  });
});

describe('on paper', () => {
  it.each(['chat-launcher', 'chat-launcher-open', 'bell-open', 'toasts-one'])(
    'nothing floats: %s',
    async (id) => {
      const page = await cell(id);
      await page.emulateMedia({ media: 'print' });
      const floating = await page.evaluate(() => {
        const all = (root: ParentNode): Element[] =>
          [...root.querySelectorAll('*')].flatMap((one) => [
            one,
            ...(one.shadowRoot ? all(one.shadowRoot) : []),
          ]);
        return all(document)
          .filter((one) => one.checkVisibility() && getComputedStyle(one).position === 'fixed')
          .map(({ className }) => className);
      });
      expect(floating).toEqual([]);
    },
  );

  it('what is in the page is dark on light, though the page is dark', async () => {
    const page = await cell('preferences-ready', 'dark');
    await page.evaluate(() => {
      for (const name of ['text', 'muted', 'surface']) {
        document.documentElement.style.setProperty(`--belfry-${name}`, 'initial');
      }
    });
    const color = () => page.locator('belfry-preferences').evaluate((one) => getComputedStyle(one).color);
    expect(await color()).toBe('rgb(236, 236, 240)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await color()).toBe('rgb(27, 28, 32)');
    await page.getByRole('switch').first().waitFor();
  });
});
