import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { chromiumFlags } from '../../scripts/browsers.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What went wrong in a page that no person would see: each test ends by asking that there was nothing. */
const complaints = new WeakMap<BrowserContext, string[]>();
let browser: Browser;
const contexts: BrowserContext[] = [];

/** Registers the hooks of a file of end-to-end tests: one browser, and a clean end of every test. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: inject('chain').chromium, args: [...chromiumFlags] });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const all = contexts.splice(0);
    const found = all.flatMap((context) => complaints.get(context) ?? []);
    await Promise.all(all.map((context) => context.close()));
    // An assertion would cut the words short.
    if (found.length > 0) throw new Error(`The page complained:\n${found.join('\n')}`);
  });
}

export interface Visit {
  scheme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** Pixels of the screen to one of the page: at a zoom of 200 % two, and half the width and height. */
  scale?: number;
  /** Errors of the console and violations of a policy that this test brings about itself. */
  expects?: RegExp;
  /** The IP address that the Worker sees where codes are asked for, by which limits count. */
  network?: string;
}

/** A network that nobody else has, so that what one test asks for looks like no attack in another. */
export const someNetwork = (): string =>
  `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 255)).join('.')}`;

/**
 * A new visitor with a page of the demo site, watched for policy violations, errors and requests to elsewhere.
 * @param path a path of the demo site, or a page of the system by its whole address
 */
export async function visit(
  path: string,
  { scheme = 'light', width = 1280, height = 900, scale = 1, expects, network = someNetwork() }: Visit = {},
): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
  });
  const found: string[] = [];
  complaints.set(context, found);
  contexts.push(context);
  await context.exposeFunction('reportViolation', (text: string) => expects?.test(text) || found.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`${violatedDirective} blocked ${blockedURI} in ${sourceFile}`);
    });
  });
  await context.route(`${inject('chain').worker}/v1/verifications{,/**}`, (route) =>
    route.continue({ headers: { ...route.request().headers(), 'cf-connecting-ip': network } }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => found.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error' || expects?.test(message.text())) return;
    found.push(`${message.text()} (${message.location().url})`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname === 'localhost' || ['data:', 'blob:'].includes(protocol)) return;
    found.push(`It asked for ${request.url()}`);
  });
  await page.goto(new URL(path, inject('chain').demo).href);
  return page;
}

/** What axe finds in the page, as lines; shadow roots included. */
export async function axe(page: Page): Promise<string[]> {
  // Evaluated through the protocol, which a page's policy does not hold up.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: {
        run(context: Document): Promise<{
          violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[];
        }>;
      };
    };
    const { violations } = await tool.run(document);
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${help} at ${JSON.stringify(target)} ${failureSummary ?? ''}`,
      ),
    );
  });
}

/** The sandbox's control API. */
export const control = {
  async post(path: string, body: unknown = {}): Promise<unknown> {
    return send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  },
  get: (path: string): Promise<unknown> => send(path, {}),
  clearFaults: (): Promise<unknown> => send('/faults', { method: 'DELETE' }),
};

async function send(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(inject('chain').control + path, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
