import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { runPackage } from '../../scripts/run.ts';
import { root } from '../../scripts/root.ts';
import { control, visit } from './visit.ts';

/** The small apps of `demo/frameworks`, and what checks the types of each. */
const apps = {
  react: ['typescript:tsc', '-p'],
  'react-wrappers': ['typescript:tsc', '-p'],
  vue: ['vue-tsc', '-p'],
  svelte: ['svelte-check', '--fail-on-warnings', '--workspace'],
  solid: ['typescript:tsc', '-p'],
  angular: ['@angular/compiler-cli:ngc', '--noEmit', '-p'],
  server: ['typescript:tsc', '-p'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

type App = keyof typeof apps;

/**
 * A project of an app developer's that has installed the package as `npm pack` makes it. What the apps depend on besides
 * is found in the folders above.
 */
export function install(): string {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const project = mkdtempSync(path.join(root, '.cache', 'apps-'));
  cpSync(path.join(root, 'demo/frameworks'), project, { recursive: true });
  const installed = path.join(project, 'node_modules/belfry');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', pack(project), '-C', installed, '--strip-components=1']);
  return project;
}

/** Packs the built package as npm does for its registry. @returns the file */
export function pack(folder: string): string {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: path.join(root, 'dist/npm'),
  });
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  return path.join(folder, name);
}

/** Apps in the frameworks that people use, over the running system. The package must have been built. */
export function describeFrameworks(): void {
  let project: string;

  beforeAll(() => {
    project = install();
  });
  afterAll(() => {
    rmSync(project, { recursive: true });
  });

  describe.each(Object.keys(apps) as App[])('an app in %s', (app) => {
    beforeAll(async () => {
      await buildApp(project, app);
      if (app === 'server') await buildApp(project, app, { more: ['--ssr', '--outDir', 'dist-server'] });
    }, 60_000);
    beforeEach(() => control.post('/reset'));

    it('compiles against the package’s types', async () => {
      const [command, ...args] = apps[app];
      expect(await runPackage(command, [...args, path.join(project, app)])).toBe(0);
    });

    it.each(['before', 'after'])('works with elements that are defined %s it is drawn', async (when) => {
      const page = await open(app, when === 'after' ? '?late' : '');
      const bell = page.locator('belfry-bell');
      const button = bell.getByRole('button', { name: /Notifications/ });
      const heard = async () => (await page.locator('output').textContent())?.split(' ');
      const toggles = async () => (await heard())?.filter((word) => word.startsWith('belfry-'));
      if (when === 'after') await page.getByRole('main').click();
      await bell.getByText('5+').waitFor();

      await page.getByRole('button', { name: 'Count further' }).click();
      await bell.getByText('8', { exact: true }).waitFor();

      for (const times of [1, 2]) {
        await page.getByRole('button', { name: 'Show what is new' }).click();
        await bell.getByRole('dialog').waitFor();
        await page.getByText('From the app').waitFor();
        await page.keyboard.press('Escape');
        await bell.getByRole('dialog').waitFor({ state: 'hidden' });
        const each = Array.from({ length: times }, () => ['belfry-open', 'belfry-close']).flat();
        await expect.poll(toggles).toEqual(each);
      }
      expect(await heard()).toContain('unseen:8');

      await page.getByRole('button', { name: 'Go elsewhere' }).click();
      await bell.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Go elsewhere' }).click();
      await button.waitFor();
    });
  });

  /** What the server-rendered app's server sends. */
  async function rendered(worker: string): Promise<string> {
    const { href } = pathToFileURL(path.join(project, 'server/dist-server/server.js'));
    const { render } = (await import(href)) as { render(worker: string, identity: string): string };
    const markup = render(worker, '/identity?visitor=ann');
    expect(markup).toContain('<belfry-bell max="5" badge="unseen" class="bell">');
    return markup;
  }

  async function open(app: App, query: string): Promise<Page> {
    const markup = async (worker: string) =>
      `<div id="app">${app === 'server' ? await rendered(worker) : ''}</div>`;
    return openApp(project, app, { query, markup });
  }
}

/** Builds the app of a folder of such a project. @param config of Vite, from the project */
export async function buildApp(
  project: string,
  folder: string,
  { config = 'vite.config.ts', more = [] }: { config?: string; more?: readonly string[] } = {},
): Promise<void> {
  const args = ['--config', path.join(project, config), '--mode', folder, '--logLevel', 'warn'];
  expect(await runPackage('vite', ['build', ...args, ...more], { NODE_ENV: 'production' })).toBe(0);
}

/**
 * A page of the demo site's origin that an app which was built runs in.
 * @param markup of its body
 * @param identity who is signed in at the site: its `/identity` says it, as text
 */
export async function openApp(
  project: string,
  folder: string,
  {
    query,
    markup,
    identity,
  }: { query: string; markup: (worker: string) => string | Promise<string>; identity?: string },
): Promise<Page> {
  const page = await visit('/blank.html');
  const { demo, worker } = inject('chain');
  if (identity !== undefined) {
    await page.route(`${demo}/identity`, async (route) => {
      const answer = await route.fetch({ url: `${demo}/identity?visitor=${identity}` });
      const { token } = (await answer.json()) as { token: string };
      await route.fulfill({ body: token, contentType: 'text/plain' });
    });
  }
  await page.route(`${demo}/apps/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname.slice(`/apps/${folder}/`.length);
    if (file !== '') {
      const contentType = file.endsWith('.css') ? 'text/css' : 'text/javascript';
      await route.fulfill({ path: path.join(project, folder, 'dist', file), contentType });
      return;
    }
    const response = await route.fetch({ url: `${demo}/blank.html` });
    const policy = response.headers()['content-security-policy'] ?? '';
    await route.fulfill({
      response,
      // Frameworks make policies of their own, or write markup.
      headers: {
        ...response.headers(),
        'content-security-policy': policy.replace(/require-trusted-types-for[^;]*; trusted-types[^;]*;/, ''),
      },
      body: `<!doctype html><html lang="en"><head><title>${folder}</title><meta name="belfry-worker" content="${worker}"><script type="module" src="app.js"></script></head><body>${await markup(worker)}</body></html>`,
    });
  });
  await page.goto(`${demo}/apps/${folder}/${query}`);
  return page;
}
