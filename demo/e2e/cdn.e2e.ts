import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { buildCdn } from '../../scripts/build-cdn.ts';
import { snippets } from '../../scripts/cdn/snippets.ts';
import { root } from '../../scripts/root.ts';
import { useBrowser, visit, type Visit } from './visit.ts';

useBrowser();

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/** The tags that a build prints, with the address of this Worker. */
async function tags(): Promise<{ floating: string; exact: string }> {
  const { worker } = inject('chain');
  const { integrity } = await built;
  const [floating = '', exact = ''] =
    snippets(worker, version, integrity).match(/<script.*<\/script>/g) ?? [];
  return { floating, exact };
}
// The same sources give the same files: what the Worker serves is not changed by it.
const built = buildCdn();

/** Opens a page of the customer's with this in its head and body, under the policy of all its pages. */
async function answer(
  page: Page,
  head: string,
  body: string,
  policyOf: (policy: string) => string = (policy) => policy,
): Promise<void> {
  const { demo } = inject('chain');
  const text = `<!doctype html><html lang="en"><head><title>Tags</title>${head}</head><body>${body}</body></html>`;
  await page.route(`${demo}/tags.html`, async (route) => {
    const response = await route.fetch({ url: `${demo}/blank.html` });
    const policy = response.headers()['content-security-policy'] ?? '';
    const headers = { ...response.headers(), 'content-security-policy': policyOf(policy) };
    await route.fulfill({ response, headers, body: text });
  });
  await page.goto(`${demo}/tags.html`);
}

async function pageWith(head: string, body: string, options: Visit = {}): Promise<Page> {
  const page = await visit('/blank.html', options);
  await answer(page, head, body);
  return page;
}

const bell = '<belfry-bell></belfry-bell>';
const bellButton = (page: Page) => page.getByRole('button', { name: /Notifications/ });

describe('the tag of an exact version', () => {
  it('brings elements under a strict policy, with every chunk checked', async () => {
    const { exact } = await tags();
    const page = await pageWith(exact, bell);
    await bellButton(page).click();
    await page.getByRole('dialog').waitFor();
    const unchecked = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((file) => /^\/\d.*\.js$/.test(file) && !/\/(belfry|pinned\/[^/]+)\.js$/.test(file)),
    );
    expect(unchecked).toEqual([]);
  });

  it.each([
    ['of the first picture', /\/pinned\/define-[\w-]+\.js$/],
    ['that is loaded later', /\/pinned\/connect-[\w-]+\.js$/],
  ])('refuses a chunk %s that is another than was published', async (_name, file) => {
    const { exact } = await tags();
    const page = await visit('/blank.html', { expects: /integrity|Failed to (load|find)/i });
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    await page.route(file, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `globalThis.harmed = true;${await response.text()}` });
    });
    await answer(page, exact, `<belfry-chat></belfry-chat>${bell}`);
    await expect.poll(() => warnings.join('\n'), { timeout: 10_000 }).toMatch(/integrity/i);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => (globalThis as { harmed?: boolean }).harmed)).toBeUndefined();
  });

  it('does not run at all when the loader is another than was published', async () => {
    const { exact } = await tags();
    const page = await pageWith(exact.replace(/sha384-..../, 'sha384-AAAA'), bell, { expects: /integrity/i });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => Object.hasOwn(globalThis, 'belfry'))).toBe(false);
  });
});

describe('a network that fails for a moment', () => {
  it('leaves no element out: what could not be loaded is tried again', async () => {
    const { floating } = await tags();
    const page = await visit('/blank.html', { expects: /ERR_FAILED/ });
    await page.clock.install();
    const chunks = new RegExp(`/${version.replaceAll('.', '\\.')}/.*\\.js$`);
    await page.route(chunks, (route) => route.abort());
    const warned = page.waitForEvent('console', (message) => message.text().includes('could not load'));
    await answer(page, floating, bell);
    await warned;
    await page.unroute(chunks);
    await page.clock.fastForward(10_000);
    await bellButton(page).click();
    await page.getByRole('dialog').waitFor();
  });
});

describe('two tags on a page', () => {
  it('are one, whichever comes first, and the page is told once', async () => {
    const { floating, exact } = await tags();
    for (const head of [floating + exact, exact + floating]) {
      const page = await pageWith(head, bell);
      const warnings: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'warning') warnings.push(message.text());
      });
      await page.reload();
      await bellButton(page).click();
      await page.getByRole('dialog').waitFor();
      expect(warnings.filter((text) => text.includes('twice'))).toHaveLength(1);
    }
  });
});

describe('a build with another prefix', () => {
  it('stands beside the first on one page, from any static host', async () => {
    const { folder } = await buildCdn('acme');
    const { worker } = inject('chain');
    const host = `${worker}/elsewhere`;
    const page = await visit('/blank.html');
    await page.route(`${host}/**`, async (route) => {
      await route.fulfill({
        path: path.join(root, folder, new URL(route.request().url()).pathname.slice('/elsewhere'.length)),
        contentType: 'text/javascript',
        headers: { 'access-control-allow-origin': '*' },
      });
    });
    const { floating } = await tags();
    const other = `<script type="module" src="${host}/v1/belfry.js" data-worker="${worker}"></script>`;
    // Each brings its own Lit, which makes a policy of this name.
    await answer(page, floating + other, `${bell}<acme-bell></acme-bell>`, (policy) =>
      policy.replace('trusted-types lit-html', "trusted-types lit-html 'allow-duplicates'"),
    );
    for (const tag of ['belfry-bell', 'acme-bell']) {
      const own = page.locator(tag);
      await own.getByRole('button', { name: /Notifications/ }).click();
      await own.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
    }
    const globals = await page.evaluate(() =>
      ['belfry', 'acme'].map((name) => Object.hasOwn(globalThis, name)),
    );
    expect(globals).toEqual([true, true]);
  });
});
