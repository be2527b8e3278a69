import { beforeAll, describe, expect, inject, it } from 'vitest';
import { inspect, type Report } from '../../scripts/lighthouse.ts';
import { version } from '../../package.json' with { type: 'json' };
import { control } from './visit.ts';

describe('a page with the tag and a closed bell, as Lighthouse sees it', () => {
  let report: Report;

  beforeAll(async () => {
    await control.post('/reset');
    const { demo, chromium } = inject('chain');
    report = await inspect(`${demo}/bell.html`, chromium, 8929);
  }, 120_000);

  it('has nothing to be mended for accessibility and best practices', () => {
    // What takes time depends on what else the machine does: see bench/page.
    const { performance: _, ...scores } = report.scores;
    expect(scores).toEqual({ accessibility: 100, 'best-practices': 100 });
  });

  it('moves nothing', () => {
    expect(report.layoutShift).toBe(0);
  });

  it('asks for the loader, the bell, who the visitor is and their count, and nothing else', () => {
    const { demo, worker } = inject('chain');
    const asked = report.requests
      .filter((address) => !address.startsWith(`${demo}/styles/`) && !address.startsWith(`${demo}/pictures/`))
      .map((address) =>
        address
          .replace(demo, 'shop')
          .replace(worker, 'worker')
          .replace(`/${version}/`, '/release/')
          .replace(/-[\w-]{8}\.js$/, '.js'),
      );
    expect([...new Set(asked)]).toEqual([
      'shop/bell.html',
      'worker/v1/belfry.js',
      'worker/release/loading.js',
      'worker/release/define.js',
      'worker/release/shared.js',
      'worker/release/frame.js',
      'worker/release/intl.js',
      'shop/identity?visitor=ann',
      'worker/v1/sessions',
      'worker/v1/summary',
    ]);
  });
});
