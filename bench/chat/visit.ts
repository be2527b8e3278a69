import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { identityToken } from './identity.ts';

/** What Chromium tells of a page's main thread; times are ms of processor time, whatever else the machine does. */
export interface Metrics {
  readonly script: number;
  readonly layout: number;
  readonly style: number;
  readonly task: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes. */
  readonly heap: number;
}

/** A page with a chat in it, ours or another one. */
export interface Subject {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly composer: Locator;
  /** Resolves once two frames have been painted. */
  painted(): Promise<void>;
}

export interface Visit extends Subject {
  readonly log: Locator;
  metrics(): Promise<Metrics>;
  /** Loads the blank page anew, with what the browser has kept of it. */
  again(): Promise<void>;
  /** Collects garbage. */
  collect(): Promise<void>;
  close(): Promise<void>;
}

export interface Place {
  readonly browser: Browser;
  /** The site's origin. */
  readonly site: string;
}

type Attributes = Readonly<Record<string, string>>;

/**
 * Ann, on a page of the shop that is blank but for a chat.
 * @param attributes of the chat; without them there is none
 */
export async function visit({ browser, site }: Place, attributes?: Attributes): Promise<Visit> {
  const { page, cdp } = await open(browser, `${site}/blank.html`);
  await signIn(page);
  if (attributes) await showChat(page, attributes);
  return {
    page,
    cdp,
    log: page.getByRole('log'),
    composer: page.getByRole('textbox'),
    metrics: () => metrics(cdp),
    painted: () => painted(page),
    collect: () => collect(cdp),
    async again() {
      await page.reload();
      await signIn(page);
    },
    close: () => page.context().close(),
  };
}

function signIn(page: Page): Promise<void> {
  return page.evaluate(
    async (identity) => {
      const { belfry } = globalThis as unknown as {
        belfry: { configure(options: { identity: () => Promise<string> }): Promise<void> };
      };
      await belfry.configure({ identity: () => Promise.resolve(identity) });
    },
    identityToken('ann', 'Ann Archer'),
  );
}

/** A new visitor's page, whose main thread is measured by processor time. */
export async function open(browser: Browser, address: string): Promise<{ page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const cdp = await context.newCDPSession(page);
  await page.goto(address);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, cdp };
}

/** Puts a chat into the page, in a box of its own. */
export function showChat(page: Page, attributes: Attributes): Promise<void> {
  return page.evaluate((given) => {
    const chat = document.createElement('belfry-chat');
    for (const [name, value] of Object.entries(given)) chat.setAttribute(name, value);
    if (!('launcher' in given)) chat.style.blockSize = '700px';
    document.body.append(chat);
  }, attributes);
}

export async function metrics(cdp: CDPSession): Promise<Metrics> {
  const { metrics: list } = await cdp.send('Performance.getMetrics');
  const of = (name: string): number => list.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    script: of('ScriptDuration') * 1000,
    layout: of('LayoutDuration') * 1000,
    style: of('RecalcStyleDuration') * 1000,
    task: of('TaskDuration') * 1000,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    heap: of('JSHeapUsedSize'),
  };
}

export function painted(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

export async function collect(cdp: CDPSession): Promise<void> {
  // What weak references hold goes in a later pass.
  for (let pass = 0; pass < 3; pass += 1) await cdp.send('HeapProfiler.collectGarbage');
}
