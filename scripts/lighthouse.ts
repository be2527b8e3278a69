import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { chromiumFlags } from './browsers.ts';

/** What Lighthouse says of a page. */
export interface Report {
  /** By category, of 100. */
  readonly scores: Readonly<Record<'performance' | 'accessibility' | 'best-practices', number>>;
  /** How much of the window's content has moved, as Core Web Vitals count it. */
  readonly layoutShift: number;
  /** What was asked for before anybody used anything, in order: addresses. */
  readonly requests: readonly string[];
  /** Audits that cost points: their titles. */
  readonly faults: readonly string[];
}

/**
 * Has Lighthouse look at a page, as a phone on a slow network does.
 * @param port a free one, for the browser's debugger
 */
export async function inspect(url: string, executablePath: string, port: number): Promise<Report> {
  const browser = await chromium.launch({
    executablePath,
    args: [...chromiumFlags, `--remote-debugging-port=${port}`],
  });
  try {
    const categories = ['performance', 'accessibility', 'best-practices'] as const;
    const result = await lighthouse(url, { port, onlyCategories: [...categories], logLevel: 'error' });
    if (!result) throw new Error('Lighthouse gave no report.');
    const { lhr } = result;
    const scores = categories.map((name) => [name, (lhr.categories[name]?.score ?? 0) * 100] as const);
    const counting = categories.flatMap((name) => lhr.categories[name]?.auditRefs ?? []);
    const details = lhr.audits['network-requests']?.details as { items?: { url: string }[] } | undefined;
    return {
      scores: Object.fromEntries(scores) as Report['scores'],
      layoutShift: lhr.audits['cumulative-layout-shift']?.numericValue ?? Number.NaN,
      requests: (details?.items ?? []).map((item) => item.url),
      faults: counting
        .filter(({ weight }) => weight > 0)
        .flatMap(({ id }) => lhr.audits[id] ?? [])
        .filter(({ score }) => score !== null && score < 0.9)
        .map(({ title, displayValue = '' }) => `${title} ${displayValue}`.trim()),
    };
  } finally {
    await browser.close();
  }
}
