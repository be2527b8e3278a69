import { compare, type Leaks } from '../chat/leaks.ts';
import { collect, metrics, type Metrics, type Place } from '../chat/visit.ts';
import { visitFeed } from './reader.ts';

export type Leaking = 'bell' | 'feed' | 'toasts' | 'preferences';

/** Besides what the browser counts: timers that have been set and have neither run nor been cleared. */
export interface FeedLeaks extends Leaks {
  readonly before: Metrics & { readonly timers: number };
  readonly after: Metrics & { readonly timers: number };
  close(): Promise<void>;
}

/** What tells that each is there. */
const there: Readonly<Record<Leaking, string>> = {
  bell: 'belfry-bell belfry-feed .item',
  feed: 'belfry-feed .item',
  toasts: 'belfry-toasts [data-live]',
  preferences: 'belfry-preferences [part~=row]',
};

/** Puts an element into the page and takes it out again, again and again. */
export async function measureLeaks(
  place: Place,
  user: string,
  element: Leaking,
  cycles: number,
): Promise<FeedLeaks> {
  const { page, cdp, close } = await visitFeed(place, user);
  await page.evaluate(countTimers);
  const timers = () => page.evaluate(() => (globalThis as unknown as { timers: Set<unknown> }).timers.size);
  const counted = {
    page,
    collect: () => collect(cdp),
    metrics: async () => ({ ...(await metrics(cdp)), timers: await timers() }),
  };
  const leaks = await compare(counted, cycles, async () => {
    await page.evaluate((name) => {
      const tag = document.createElement(`belfry-${name}`);
      if (name === 'bell') tag.toggleAttribute('open', true);
      document.body.append(tag);
    }, element);
    await page.locator(there[element]).first().waitFor({ state: 'attached' });
    await page.evaluate((name) => document.querySelector(`belfry-${name}`)?.remove(), element);
  });
  return { ...leaks, close } as FeedLeaks;
}

/** Runs in the page. */
function countTimers(): void {
  const timers = new Set<unknown>();
  Object.assign(globalThis, { timers });
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  globalThis.setTimeout = ((run: (...of: unknown[]) => void, after?: number, ...of: unknown[]) => {
    const timer = set(() => {
      timers.delete(timer);
      run(...of);
    }, after);
    timers.add(timer);
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((timer: Parameters<typeof clear>[0]) => {
    timers.delete(timer);
    clear(timer);
  }) as typeof clearTimeout;
}
