import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { buildPackage } from '../../scripts/build-package.ts';
import { samples } from '../../scripts/docs/samples.ts';
import { root } from '../../scripts/root.ts';
import { runPackage } from '../../scripts/run.ts';
import { pack } from './frameworks.ts';
import { control, useBrowser, visit } from './visit.ts';

/**
 * What the pages of first steps say, done as they say it, in a folder that has nothing of this repository: their own
 * samples, put together by what their words say. Where the operator's steps lead, `npm run deploy` is tested by itself.
 */
useBrowser();
beforeEach(() => control.post('/reset'));

let folder: string;
beforeAll(() => {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  folder = mkdtempSync(path.join(root, '.cache', 'first-steps-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The samples of a page of first steps, with the running Worker in place of the one that the reader has. */
function steps(page: string, kind: string): string[] {
  const { worker } = inject('chain');
  return samples()
    .filter((sample) => sample.page === `start/${page}.md` && sample.kind === kind)
    .map(({ code }) => code.replaceAll('https://YOUR-WORKER', worker));
}

/** Where a reader's own server for development answers. */
const site = 'http://localhost:8000';

/** Serves the folder at the reader's own origin, beside their own endpoint of identity. */
async function served(file: string): Promise<Page> {
  const page = await visit('/blank.html');
  const { demo } = inject('chain');
  await page.route(`${site}/**`, (route) =>
    route.fulfill({ path: path.join(folder, new URL(route.request().url()).pathname) }),
  );
  await page.route(`${site}/identity`, async (route) =>
    route.fulfill({ response: await route.fetch({ url: `${demo}/identity?visitor=ann` }) }),
  );
  await page.route(`${site}/favicon.ico`, (route) => route.fulfill({ status: 204 }));
  await page.goto(`${site}/${file}`);
  return page;
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

const document = (head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><title>Mine</title>${head}</head><body>${body}</body></html>`;

describe('a site owner, with a page and nothing else', () => {
  it('has a chat for guests by a tag and an element', async () => {
    const [tag = '', chat = ''] = steps('site-owner', 'html');
    write('chat.html', document(tag, chat));
    const page = await served('chat.html');
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByRole('dialog', { name: 'Messages' }).getByRole('heading').first().waitFor();
    await page.getByText(/No conversations/).waitFor();
  });

  it('has a conversation that is open to everybody', async () => {
    const [tag = '', , chat = ''] = steps('site-owner', 'html');
    write('open.html', document(tag, chat));
    const page = await served('open.html');
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByRole('textbox').fill('Is this for everybody?');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Is this for everybody?').waitFor();
  });

  it('has a bell that counts, once the tag says who the visitor is', async () => {
    const [, , , bell = ''] = steps('site-owner', 'html');
    write('bell.html', document('', bell));
    const page = await served('bell.html');
    await page.getByRole('button', { name: /^Notifications, \d+ new/ }).click();
    await page.getByRole('dialog').getByRole('article').first().waitFor();
  });
});

describe('a reader without a backend', () => {
  it('has somebody’s bell by the address that npm start prints', async () => {
    const { demo } = inject('chain');
    const [, , , bell = ''] = steps('site-owner', 'html');
    write('ann.html', document('', bell.replace('"/identity"', `"${demo}/identity?visitor=ann"`)));
    const page = await served('ann.html');
    await page.getByRole('button', { name: /^Notifications, \d+ new/ }).waitFor();
  });
});

describe('an app developer, with React and nothing else', () => {
  it('has a bell by two samples', async () => {
    await buildPackage();
    const installed = path.join(folder, 'app/node_modules/belfry');
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['-xzf', pack(folder), '-C', installed, '--strip-components=1']);
    const [setUp = ''] = steps('app-developer', 'ts');
    const [bar = ''] = steps('app-developer', 'tsx');
    write('app/set-up.ts', setUp);
    write('app/bar.tsx', bar);
    write('app/tsconfig.json', JSON.stringify({ compilerOptions: { jsx: 'react-jsx' } }));
    write(
      'app/main.tsx',
      `import './set-up.ts';
       import { createRoot } from 'react-dom/client';
       import { Bar } from './bar.tsx';
       createRoot(document.getElementById('app') as HTMLElement).render(<Bar />);`,
    );
    write(
      'app/index.html',
      document('<script type="module" src="main.tsx"></script>', '<div id="app"></div>'),
    );
    const options = ['--base', './', '--logLevel', 'warn'];
    const built = await runPackage('vite', ['build', path.join(folder, 'app'), ...options], {
      NODE_ENV: 'production',
    });
    expect(built).toBe(0);
    const page = await served('app/dist/index.html');
    await page.getByText(/^\d+ new$/).waitFor();
    await page.getByRole('button', { name: /^Notifications, \d+ new/ }).click();
    await page.getByRole('dialog').getByRole('article').first().waitFor();
  }, 120_000);
});

describe('an integrator, with a style sheet and nothing else', () => {
  it('has the elements in the brand’s colours', async () => {
    const [brand = ''] = steps('integrator', 'css');
    const [, , , bell = ''] = steps('site-owner', 'html');
    write('brand.css', brand);
    write('branded.html', document('<link rel="stylesheet" href="brand.css">', bell));
    const page = await served('branded.html');
    await page.getByRole('button', { name: /^Notifications, \d+ new/ }).waitFor();
    const badge = await page
      .locator('belfry-bell [part="badge"]')
      .evaluate((part) => getComputedStyle(part).backgroundColor);
    expect(badge).toBe('rgb(63, 90, 71)');
  });
});
