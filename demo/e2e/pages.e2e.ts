import { describe, expect, inject, it } from 'vitest';
import { axe, useBrowser, visit } from './visit.ts';

useBrowser();

const pages = ['/', '/?as=nobody', '/two.html', '/phone.html', '/gallery.html', '/theme.html'];

describe.each(pages)('%s', (path) => {
  it.each([
    ['wide', 1280, 'light'],
    ['narrow', 320, 'dark'],
  ] as const)('is clean to axe and within its width, %s', async (_name, width, scheme) => {
    // The gallery's cells show failures on purpose.
    const page = await visit(path, {
      width,
      scheme,
      ...(/^\/(gallery|theme)/.test(path) ? { expects: /./ } : {}),
    });
    await page.waitForLoadState('networkidle').catch(() => undefined);
    expect(await axe(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

describe('the policy of the demo', () => {
  it('is as strict as a careful site would have it', async () => {
    const { headers } = await fetch(`${inject('chain').demo}/blank.html`);
    const policy = headers.get('content-security-policy') ?? '';
    for (const directive of [
      "default-src 'self'",
      `script-src 'self' ${inject('chain').worker} ${inject('chain').control}`,
      "style-src 'self'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html belfry-challenge',
    ]) {
      expect(policy.split('; ')).toContain(directive);
    }
  });

  it('is heard when it is broken: the listener of these tests works', async () => {
    const page = await visit('/blank.html', { expects: /violat|Refused|blocked/i });
    const seen = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener(
            'securitypolicyviolation',
            (event) => {
              event.stopImmediatePropagation();
              resolve(event.violatedDirective);
            },
            { capture: true, once: true },
          );
          const image = new Image();
          image.src = 'http://localhost:1/x.png';
        }),
    );
    expect(seen).toBe('img-src');
  });
});

describe('a page of a customer', () => {
  it('gets elements by the tag alone, before and after they are in the page', async () => {
    const page = await visit('/blank.html');
    const token = (await (await fetch(`${inject('chain').demo}/identity?visitor=ben`)).json()) as {
      token: string;
    };
    await page.evaluate((identity) => {
      const session = document.createElement('belfry-session');
      session.setAttribute('identity', identity);
      session.append(document.createElement('belfry-preferences'), document.createElement('belfry-bell'));
      document.body.append(session);
    }, token.token);
    await page.getByRole('switch', { name: 'Conversations by Email' }).waitFor();
    await page.getByRole('button', { name: /Notifications/ }).waitFor();
  });

  it('loads nothing but the loader when it has no element', async () => {
    const page = await visit('/blank.html');
    await page.waitForLoadState('networkidle');
    const files = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );
    expect(files.filter((file) => file.endsWith('.js'))).toEqual(['/v1/belfry.js']);
  });
});

describe('the CDN', () => {
  it('serves the loader and its chunks with what embedding needs', async () => {
    const { worker, demo } = inject('chain');
    const loader = await fetch(`${worker}/v1/belfry.js`, { headers: { origin: demo } });
    expect(loader.headers.get('content-type')).toContain('javascript');
    expect(loader.headers.get('cache-control')).toContain('max-age=300');
    const [, chunk] = /(\d+\.\d+\.\d+\/[\w.-]+\.js)/.exec(await loader.text()) ?? [];
    const immutable = await fetch(`${worker}/${chunk}`, { headers: { origin: demo } });
    expect(immutable.headers.get('cache-control')).toContain('immutable');
    for (const { headers } of [loader, immutable]) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    const version = chunk?.split('/')[0];
    expect((await fetch(`${worker}/${version}/belfry.js`)).status).toBe(200);
  });
});
