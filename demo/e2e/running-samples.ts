import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { samples, type Sample } from '../../scripts/docs/samples.ts';
import { root } from '../../scripts/root.ts';
import { buildApp, install, openApp } from './frameworks.ts';
import { checkers, fileOf, frameworkOf, type Framework } from './typed-samples.ts';
import { control, visit } from './visit.ts';

/** How the component that a sample exports is drawn. Some of them draw nothing. */
const drawn: Record<Framework, string> = {
  react: `import { createElement } from 'react'; import { createRoot } from 'react-dom/client';
    const draw = (Shown: any) => createRoot(document.getElementById('app') as Element).render(createElement(Shown));`,
  vue: `import { createApp } from 'vue'; const draw = (Shown: any) => createApp(Shown).mount('#app');`,
  svelte: `import { mount } from 'svelte';
    const draw = (Shown: any) => mount(Shown, { target: document.getElementById('app') as Element });`,
  solid: `import { createComponent, render } from 'solid-js/web';
    const draw = (Shown: any) => render(() => createComponent(Shown, {}), document.getElementById('app') as Element);`,
  angular: `import { provideZonelessChangeDetection } from '@angular/core';
    import { bootstrapApplication } from '@angular/platform-browser';
    const draw = (Shown: any) => bootstrapApplication(Shown, { providers: [provideZonelessChangeDetection()] });`,
};

/** The app around the samples of a framework: the address names which, and what of its surroundings it leaves to others. */
const around = (framework: Framework, files: readonly string[]): string => `${drawn[framework]}
const samples: Record<string, () => Promise<object>> = {
  ${files.map((file) => `'${file}': () => import('./${file}')`).join(',\n  ')}
};
const asked = new URLSearchParams(location.search);
if (asked.has('configure')) {
  const { configure } = await import('belfry');
  const worker = document.querySelector<HTMLMetaElement>('meta[name="belfry-worker"]')?.content;
  configure({ ...(worker && { worker }), identity: '/identity' });
}
if (asked.has('define')) {
  await Promise.all([
    import('belfry/bell/define'), import('belfry/chat/define'), import('belfry/session/define'),
  ]);
}
const [shown] = Object.values(await samples[asked.get('sample') ?? '']?.() ?? {});
if (shown) await draw(shown);
`;

/** What a page of the documentation shows to be done in a browser with Belfry; not what its reader comes from. */
const shownInPages = samples().filter(
  ({ notRun, code, words }) =>
    notRun === undefined &&
    /'belfry['\/]/.test(code) &&
    !code.includes('defineConfig(') &&
    !words.includes('policy'),
);
const own = (framework: Framework): Sample[] =>
  shownInPages.filter((sample) => frameworkOf(sample) === framework);
const place = ({ page, line }: Sample): string => `${page}:${line}`;

/** The documentation's TypeScript as it runs, over the running system. The package must have been built. */
export function describeRunningSamples(): void {
  let project: string;

  beforeAll(() => {
    project = install();
  });
  afterAll(() => {
    rmSync(project, { recursive: true });
  });
  beforeEach(() => control.post('/reset'));

  describe.each(Object.keys(checkers) as Framework[])('a sample in the way of %s', (framework) => {
    const folder = `samples-${framework}`;

    beforeAll(async () => {
      const inProject = (file: string) => path.join(project, folder, file);
      mkdirSync(inProject('.'));
      const settings = framework === 'svelte' ? ['tsconfig.json', 'svelte.config.js'] : ['tsconfig.json'];
      for (const file of settings) cpSync(path.join(project, framework, file), inProject(file));
      for (const sample of own(framework)) writeFileSync(inProject(fileOf(sample)), inPlace(sample.code));
      const app = framework === 'react' || framework === 'solid' ? 'app.tsx' : 'app.ts';
      writeFileSync(inProject(app), around(framework, own(framework).map(fileOf)));
      await buildApp(project, folder, framework === 'vue' ? { config: asTheDocsSay(project, folder) } : {});
    }, 60_000);

    it.each(own(framework).map((sample) => [place(sample), sample] as const))(
      'does what it says, at %s',
      async (_place, sample) => {
        const { code } = sample;
        const asks = [`sample=${fileOf(sample)}`];
        if (!code.includes('worker:')) asks.push('configure');
        if (!/'belfry\/\w+(\/define)?'/.test(code.replace("'belfry/react'", ''))) asks.push('define');
        const page = await openApp(project, folder, {
          query: `?${asks.join('&')}`,
          markup: () => markupFor(code),
          identity: 'ann',
        });
        const own = deeds.filter(([words]) => words.test(code));
        expect(own).not.toEqual([]);
        for (const [, deed] of own) await deed(page);
      },
    );
  });

  it('makes a link of an e-mail that unsubscribes', async () => {
    const [sample] = samples().filter(({ code }) => code.includes('function unsubscribeLink'));
    // Beside what it imports.
    const file = path.join(root, '.cache', `${path.basename(project)}-link.ts`);
    writeFileSync(file, inPlace(sample?.code ?? ''));
    try {
      const { unsubscribeLink } = (await import(pathToFileURL(file).href)) as {
        unsubscribeLink(userId: string, kid: string, secret: string): Promise<string>;
      };
      const { kid, secret } = credentials.identity;
      const page = await visit(await unsubscribeLink(`reader-${crypto.randomUUID()}`, kid, secret));
      await page.getByRole('button', { name: 'Unsubscribe' }).click();
      await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    } finally {
      rmSync(file);
    }
  });
}

const inPlace = (code: string): string =>
  `${code.replaceAll('https://YOUR-WORKER', inject('chain').worker)}\n`;

/** Vite's own settings for Vue are a sample, too. @returns the file, from the project */
function asTheDocsSay(project: string, folder: string): string {
  const [sample] = samples().filter(({ code }) =>
    code.includes("from 'belfry/vue';\nimport { defineConfig }"),
  );
  writeFileSync(path.join(project, 'as-the-docs-say.ts'), sample?.code ?? '');
  writeFileSync(
    path.join(project, 'samples.config.ts'),
    `import { mergeConfig } from 'vite'; import sample from './as-the-docs-say.ts'; import { buildOf } from './vite.config.ts';
     export default mergeConfig(sample, buildOf('${folder}'));`,
  );
  return 'samples.config.ts';
}

/** What stands in the page of whoever uses a sample that does not draw it itself. */
function markupFor(code: string): string {
  const app = `<div id="app"></div><app-bell></app-bell>`;
  if (code.includes('<belfry-') || code.includes('<Belfry')) return app;
  if (code.includes('chat:')) return `${app}<belfry-chat></belfry-chat>`;
  const bell = '<belfry-bell></belfry-bell>';
  return app + (code.includes("'belfry-session'") ? `<belfry-session>${bell}</belfry-session>` : bell);
}

const bell = (page: Page) => page.getByRole('button', { name: /^Notifications, / }).waitFor();

async function opensAndCloses(page: Page): Promise<void> {
  for (let times = 0; times < 2; times++) {
    await open(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
}

async function open(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Notifications, / }).click();
  await page.getByRole('dialog').waitFor();
}

/** What is seen and done in the page of a sample in which these words stand; all that apply, one after the other. */
const deeds: readonly (readonly [RegExp, (page: Page) => Promise<void>])[] = [
  [/<belfry-bell|<BelfryBell|belfry\/bell\/define|return null/, bell],
  [/setOpen\(false\)|open = false|open\.set\(false\)/, opensAndCloses],
  [/unseen > 0 &&/, (page) => page.getByText('8 new', { exact: true }).waitFor()],
  [
    /slot="footer"/,
    async (page) => {
      await open(page);
      await page.getByRole('link', { name: 'All notifications' }).waitFor();
    },
  ],
  [
    /<belfry-toasts/,
    async (page) => {
      const trigger = { type: 'workflow.trigger', workflow: 'order-status-updated', recipients: ['ann'] };
      const data = { order: '1052', status: 'has shipped', detail: 'One parcel.' };
      // Toasts show what comes once they are connected, which nothing shows.
      const shown = async () => {
        await control.post('/events', { ...trigger, data });
        const toast = page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: 'Order 1052' });
        return toast
          .first()
          .waitFor({ timeout: 2_000 })
          .then(
            () => true,
            () => false,
          );
      };
      await expect.poll(shown).toBe(true);
    },
  ],
  [/<belfry-chat|chat: \{/, (page) => page.getByText('Ben Baker').first().waitFor()],
  [
    /bell\.renderer/,
    async (page) => {
      await open(page);
      await page.getByText('Order 1047', { exact: true }).first().click();
      await expect.poll(() => new URL(page.url()).pathname).not.toMatch(/^\/apps\//);
    },
  ],
  [
    /invoice: \(/,
    async (page) => {
      const message = { type: 'chat.message', channel: 'messaging:ann-ben', user: 'ben' };
      const fields = { custom_type: 'invoice' };
      await control.post('/events', { ...message, text: 'Number 118', fields });
      await page.getByText('Ben Baker').first().click();
      await page.getByText('Invoice: Number 118', { exact: true }).waitFor();
      const newest = page.getByRole('log').getByRole('listitem').last();
      await newest.hover();
      await newest.getByRole('button', { name: 'More actions' }).click();
      const said = page.waitForEvent('console', (line) => line.text().startsWith('Number 118'));
      await page.getByRole('menuitem', { name: 'Make a ticket' }).click();
      await said;
    },
  ],
  [
    /event\.change/,
    async (page) => {
      const said = page.waitForEvent('console', (line) => line.text() === 'in');
      await page.reload();
      await said;
    },
  ],
  [
    /'bell\.title'/,
    async (page) => {
      await open(page);
      await page.getByRole('heading', { name: 'What is new' }).waitFor();
      await page.evaluate(() => (document.documentElement.lang = 'de-AT'));
      await page.getByRole('heading', { name: 'Neuigkeiten' }).waitFor();
    },
  ],
  [/^configure\(\{\n {2}worker/m, (page) => page.locator('belfry-bell, belfry-chat').first().waitFor()],
];
