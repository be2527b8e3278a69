import type { Page } from 'playwright-core';
import { showChat, type Metrics, type Visit } from './visit.ts';

/** A page whose heap, nodes and listeners are counted. */
export interface Counted {
  readonly page: Page;
  metrics(): Promise<Metrics>;
  /** Collects garbage. */
  collect(): Promise<void>;
}

export interface Leaks {
  readonly before: Metrics;
  readonly after: Metrics;
}

/** Opens and closes a launcher again and again. */
export async function measureLauncher(visit: Visit, cycles: number): Promise<Leaks> {
  const { page, log } = visit;
  return compare(visit, cycles, async () => {
    await page.getByRole('button', { name: /^Open chat/ }).click();
    await log.getByRole('listitem').last().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
}

/** Puts a chat into the page and takes it out again. */
export async function measureElement(visit: Visit, cycles: number): Promise<Leaks> {
  const { page, log } = visit;
  return compare(visit, cycles, async () => {
    await showChat(page, { channel: 'messaging:general' });
    await log.getByRole('listitem').last().waitFor();
    await page.evaluate(() => document.querySelector('belfry-chat')?.remove());
    await log.waitFor({ state: 'detached' });
  });
}

/** Before and after so many rounds of something. What the first rounds bring stays: code, styles, caches. */
export async function compare(visit: Counted, cycles: number, cycle: () => Promise<void>): Promise<Leaks> {
  const rounds = async (count: number): Promise<Metrics> => {
    for (let round = 0; round < count; round += 1) await cycle();
    // What waits for a pause of some seconds, such as a connection that may be needed again, is let go.
    await visit.page.waitForTimeout(3_000);
    await visit.collect();
    return visit.metrics();
  };
  const before = await rounds(5);
  return { before, after: await rounds(cycles) };
}
