import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { readElements } from '../../scripts/docs/manifest.ts';
import { livePath, pages, samples, type Sample } from '../../scripts/docs/samples.ts';
import { root } from '../../scripts/root.ts';
import { axe, control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const runnable = samples().filter(({ notRun }) => notRun === undefined);
const place = ({ page, line }: Sample) => `${page}:${line}`;
const ofKind = (kind: string) =>
  runnable.filter((sample) => sample.kind === kind).map((sample) => [place(sample), sample] as const);

/** The address of a page of the documentation. */
const address = (page: string) =>
  `${inject('chain').worker}/docs/${page.replace(/\.md$/, '').replace(/(^|\/)index$/, '')}`.replace(
    /\/$/,
    '',
  );

describe.each(pages())('the page %s', (page) => {
  it.each([
    ['wide', 1280, 'light'],
    ['narrow', 320, 'dark'],
  ] as const)('is clean to axe, to its policy and within its width, %s', async (_name, width, scheme) => {
    const opened = await visit(address(page), { width, scheme });
    await opened.locator('#app main').first().waitFor();
    // The samples in their frames stay connected: the network is never idle.
    await opened.waitForLoadState('load');
    expect(await axe(opened)).toEqual([]);
    const overflow = await opened.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

describe('the documentation', () => {
  it('has a page for each element, with all that is public', async () => {
    const elements = readElements();
    expect(elements.length).toBeGreaterThan(6);
    for (const { tagName, attributes = [], events = [], slots = [] } of elements) {
      const text = await (await fetch(address(`elements/${tagName.slice('belfry-'.length)}`))).text();
      for (const { name } of [...attributes, ...events, ...slots]) expect(text, tagName).toContain(name);
    }
  });

  it('finds pages by what they say, without leaving the Worker', async () => {
    const page = await visit(address('index.md'));
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('searchbox').fill('belfry-unseen');
    await page.getByRole('option', { name: /Bell/ }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Bell' }).waitFor();
  });

  it('leads from page to page, and has every anchor that a link names', async () => {
    const known = new Map<string, ReadonlySet<string>>();
    const links = new Set<string>();
    for (const page of pages()) {
      const url = address(page);
      const text = await (await fetch(url)).text();
      known.set(
        new URL(url).pathname,
        new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)),
      );
      for (const [, href = ''] of text.matchAll(/ href="([^"]+)"/g)) {
        const { origin, pathname, hash } = new URL(href, `${url}/`);
        if (origin === new URL(url).origin && hash) links.add(pathname.replace(/(\.html|\/)$/, '') + hash);
      }
    }
    const dead = [...links].filter((link) => {
      const [pathname = '', anchor = ''] = link.split('#');
      return known.has(pathname) && !known.get(pathname)?.has(decodeURIComponent(anchor));
    });
    expect(dead).toEqual([]);
  });

  it('tells a program of an address that is none by a problem', async () => {
    const response = await fetch(`${inject('chain').worker}/docs/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'route_not_found' });
  });

  it('leads a person on from an address that is none', async () => {
    const page = await visit(address('nowhere.md'), { width: 320, expects: /status of 404/ });
    await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'To the first page' }).click();
    await page.getByRole('heading', { level: 1, name: 'Belfry' }).waitFor();
  });
});

describe('a sample that runs where it stands', () => {
  const live = pages().flatMap((page) =>
    runnable
      .filter((sample) => sample.page === page && sample.live)
      .map((sample, index) => [place(sample), sample, livePath(page, index + 1)] as const),
  );

  it.each(live)('is signed in and drawn, at %s', async (_place, { page }, file) => {
    const opened = await visit(address(page));
    await opened.locator(`iframe[src$="${file}"]`).scrollIntoViewIfNeeded();
    const frame = opened.frameLocator(`iframe[src$="${file}"]`);
    const shown: Readonly<Record<string, () => Promise<void>>> = {
      'elements/bell.md': () => frame.getByRole('button', { name: /Notifications.*8/ }).waitFor(),
      'elements/chat.md': () => frame.getByText('Ben Baker').first().waitFor(),
      'elements/feed.md': () => frame.getByRole('article').first().waitFor(),
      'elements/toasts.md': async () => {
        const notify = frame.getByRole('button', { name: 'Notify me' });
        // Toasts show what comes once they are connected, which nothing shows.
        const pressed = async () => {
          await notify.click();
          const toast = frame.getByText('Order 1052').first();
          return toast.waitFor({ timeout: 2_000 }).then(
            () => true,
            () => false,
          );
        };
        await expect.poll(pressed, { timeout: 20_000 }).toBe(true);
      },
      'elements/preferences.md': () => frame.getByRole('switch').first().waitFor(),
      'elements/otp.md': () => frame.getByRole('textbox').first().waitFor(),
    };
    expect(Object.keys(shown)).toContain(page);
    await shown[page]?.();
  });

  it('says so where there is no sandbox', async () => {
    const page = await visit('/blank.html', { expects: /403|401/ });
    await page.route('**/v1/sessions', (route) => route.fulfill({ status: 401, body: '{}' }));
    await page.goto(`${inject('chain').worker}/docs/${livePath('elements/bell.md', 1)}`);
    await page.getByText('needs Belfry’s sandbox').waitFor();
  });
});

describe('the samples of HTML', () => {
  let integrity: string;

  beforeAll(() => {
    const loader = readFileSync(path.join(root, 'dist/cdn', version, 'belfry.js'));
    integrity = `sha384-${createHash('sha384').update(loader).digest('base64')}`;
  });

  it.each(ofKind('html'))('work in a page with a strict policy, at %s', async (_place, { code }) => {
    const page = await visit('/blank.html');
    await answer(page, code);
    const undefined_ = await page.evaluate(async () => {
      const tags = [...document.querySelectorAll('*')].filter(({ localName }) => localName.includes('-'));
      await Promise.all(tags.map(({ localName }) => customElements.whenDefined(localName)));
      await customElements.whenDefined('belfry-bell');
      return tags.length;
    });
    expect(undefined_).toBeGreaterThan(0);
    await page.waitForLoadState('networkidle');
  });

  /** A page of the customer's with the sample in its body, and in its head a tag where the sample has none. */
  async function answer(page: Page, sample: string): Promise<void> {
    const { demo, worker } = inject('chain');
    const own = sample
      .replaceAll('https://YOUR-WORKER', worker)
      .replace('sha384-…', integrity)
      .replaceAll(/\/\d+\.\d+\.\d+\//g, `/${version}/`);
    const tag = own.includes('<script')
      ? ''
      : `<script type="module" src="${worker}/v1/belfry.js" data-identity="/identity"></script>`;
    await page.route(`${demo}/sample.html`, async (route) => {
      const response = await route.fetch({ url: `${demo}/blank.html` });
      const body = `<!doctype html><html lang="en"><head><title>A sample</title>${tag}</head><body>${own}<belfry-bell></belfry-bell></body></html>`;
      const policy = response.headers()['content-security-policy'] ?? '';
      const headers = {
        ...response.headers(),
        // As the pages say of `alerts="favicon"`, and of a theme from the Worker.
        'content-security-policy': policy
          .replace("img-src 'self'", "img-src 'self' data:")
          .replace("style-src 'self'", `style-src 'self'${own.includes('stylesheet') ? ` ${worker}` : ''}`),
      };
      await route.fulfill({ response, headers, body });
    });
    await page.route(`${demo}/identity`, async (route) => {
      await route.fulfill({ response: await route.fetch({ url: `${demo}/identity?visitor=ann` }) });
    });
    await page.goto(`${demo}/sample.html`);
  }
});

describe('the samples of CSS', () => {
  it.each(ofKind('css'))('are understood as they are written, at %s', async (_place, { code }) => {
    const base = readFileSync(path.join(root, 'widgets/shared/theme.styles.ts'), 'utf8');
    for (const [token] of code.matchAll(/--belfry-[\w-]+/g)) expect(base).toContain(`[${token}`);
    const parts = new Set(readElements().flatMap(({ cssParts = [] }) => cssParts.map(({ name }) => name)));
    for (const [, part = ''] of code.matchAll(/::part\(([\w-]+)\)/g)) expect([...parts]).toContain(part);
    const page = await visit('/blank.html');
    const understood = await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map(({ cssText }) => cssText).join('\n');
    }, code);
    const names = [...code.matchAll(/^\s*([\w-]+)\s*:\s/gm)].map(([, name = '']) => name);
    for (const name of names) expect(understood).toMatch(new RegExp(`(^|\\W)${name}(-\\w+)*: `));
    expect(understood.split('{').length).toBe(code.split('{').length);
  });
});

describe('the samples of HTTP', () => {
  it.each(ofKind('http'))('have the answer that they show, at %s', async (_place, { code }) => {
    const [, method, route = '', status, problem] =
      /^(GET|POST|DELETE) (\S+)\n\n(\d{3})(?: (\w+))?$/.exec(code.trim()) ?? [];
    const answer = await fetch(`${inject('chain').worker}${route}`, { method: method ?? 'GET' });
    expect(answer.status).toBe(Number(status));
    if (problem !== undefined) expect(await answer.json()).toMatchObject({ code: problem });
  });
});
