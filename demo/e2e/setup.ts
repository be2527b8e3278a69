import type { TestProject } from 'vitest/node';
import { findBrowsers } from '../../scripts/browsers.ts';
import { buildCdn } from '../../scripts/build-cdn.ts';
import { buildDocs } from '../../scripts/build-docs.ts';
import { LogWatch } from '../../scripts/log-watch.ts';
import { ownPages } from '../../scripts/own-pages.ts';
import { startSystem } from '../../scripts/system.ts';

/** Ports of its own, so that the tests run beside an `npm start`. */
const ports = { demo: 8910, worker: 8911, sandbox: 8912 };

/** Starts the whole chain once for all end-to-end tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { chromium } = findBrowsers();
  await buildDocs();
  await buildCdn();
  const logs = new LogWatch();
  const system = await startSystem(ports, {
    hear: logs.hear,
    otherOrigins: ownPages([]),
    // Test after test opens the same people's pages, faster than people do.
    knock: { rateLimits: 'off' },
  });
  project.provide('chain', {
    demo: system.demo.origin,
    worker: system.worker.origin,
    control: system.sandbox.origins.control,
    chromium,
  });
  return async () => {
    await system.close();
    logs.end();
  };
}

declare module 'vitest' {
  export interface ProvidedContext {
    chain: { demo: string; worker: string; control: string; chromium: string };
  }
}
