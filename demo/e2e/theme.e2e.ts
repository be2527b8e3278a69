import { describe, expect, inject, it } from 'vitest';
import { useBrowser, visit } from './visit.ts';

useBrowser();

describe('the theme editor', () => {
  const address = '/theme.html#accent=9a4527-eea685&on-accent=fffaf5-35130a&radius=16px';

  it('shows a shared theme on live elements, and a change of it at once', async () => {
    const page = await visit(address, { expects: /./ });
    const bell = page.frameLocator('#bell-open iframe').locator('belfry-bell');
    const accent = () => bell.evaluate((one) => getComputedStyle(one).getPropertyValue('--belfry-accent'));
    await page.locator('#bell-open iframe[data-dressed]').waitFor();
    await bell.waitFor({ state: 'attached', timeout: 30_000 });
    expect(await accent()).toBe('light-dark(#9a4527, #eea685)');
    await page.getByRole('textbox', { name: 'Accent, light', exact: true }).fill('#004488');
    expect(await accent()).toBe('light-dark(#004488, #eea685)');
    expect(page.url()).toContain('accent=004488-eea685');
    expect(await page.getByLabel('The theme as CSS').textContent()).toContain('light-dark(#004488, #eea685)');
  });

  it('offers the finished themes by the keyboard alone, and gives them back as they are', async () => {
    const page = await visit('/theme.html', { expects: /./ });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const clay = page.getByRole('radio', { name: /Clay/ });
    await clay.waitFor({ state: 'attached' });
    await page.getByRole('radio', { name: /Belfry/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await clay.isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Copy as CSS' }).press('Enter');
    await page.getByText('Copied. Paste it').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const shipped = await (await fetch(`${inject('chain').worker}/v1/themes/clay.css`)).text();
    const lines = (css: string) => css.match(/--belfry-.*;/g);
    expect(lines(copied)).toEqual(lines(shipped)?.sort((a, b) => copied.indexOf(a) - copied.indexOf(b)));
    await page.getByRole('textbox', { name: 'Text, dark', exact: true }).fill('#777');
    await page.getByText('Text on the surface, dark:').waitFor();
    await page.getByRole('button', { name: 'Reset' }).press('Enter');
    await page.getByText(/All 28 pairs pass/).waitFor();
    expect(await clay.isChecked()).toBe(true);
  });

  it('says what a colour and a font are, and keeps the last good one until then', async () => {
    const page = await visit(address, { expects: /./, width: 320 });
    const css = page.getByLabel('The theme as CSS');
    const field = page.getByRole('textbox', { name: 'Accent, light', exact: true });
    const refusal = page.getByRole('alert');
    await field.fill('blue');
    expect(await refusal.count()).toBe(0);
    await field.press('Enter');
    expect(await refusal.textContent()).toMatch(/^A colour is six digits/);
    expect(await css.textContent()).toContain('light-dark(#9a4527, #eea685)');
    await field.fill('004');
    expect(await refusal.count()).toBe(0);
    expect(await css.textContent()).toContain('light-dark(#000044, #eea685)');
    const font = page.getByRole('textbox', { name: /families of your own/ });
    await font.fill('url(x)');
    await font.press('Tab');
    expect(await refusal.textContent()).toMatch(/^Names of families/);
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await refusal.count()).toBe(0);
  });

  it('uses nothing of a hostile address', async () => {
    const page = await visit(
      '/theme.html#accent=9a4527-eea685&font-family=x;}*{background:url(//evil.example)}',
      {
        expects: /./,
      },
    );
    await page.getByText('The address held no theme').waitFor();
    expect((await page.getByLabel('The theme as CSS').textContent())?.replaceAll(/\s/g, '')).toBe(':root{}');
    expect(new URL(page.url()).hash).toBe('');
  });
});
