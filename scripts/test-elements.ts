import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowsers, startWebKitDriver } from './browsers.ts';
import { buildCdn } from './build-cdn.ts';
import { LogWatch } from './log-watch.ts';
import { root } from './root.ts';
import { startSystem } from './system.ts';

/**
 * Element tests in real browsers against the real chain, on ports of their own, `--base` (default 8900) and up.
 *
 *   node scripts/test-elements.ts [--engines chromium,firefox,webkit] [--files 'widgets/otp/*.element.test.ts,…']
 *                                 [--base 18500] [--no-build]
 */
const { values: options } = parseArgs({
  options: {
    engines: { type: 'string', default: 'chromium,firefox,webkit' },
    files: { type: 'string' },
    base: { type: 'string', default: '8900' },
    counts: { type: 'string' },
    'no-build': { type: 'boolean', default: false },
  },
});

const base = Number(options.base);
const ports = { demo: base, worker: base + 1, sandbox: base + 2 };
const runnerPort = base + 8;
const webkitPort = base + 9;

const browsers = findBrowsers();
if (!options['no-build']) await buildCdn();
const logs = new LogWatch();
const system = await startSystem(ports, {
  hear: logs.hear,
  otherOrigins: [`http://localhost:${runnerPort}`],
  // Test after test reads the same person's feed, in three browsers at once.
  knock: { rateLimits: 'off' },
  challenge: false,
});
const webkit = options.engines.includes('webkit') ? await startWebKitDriver(browsers, webkitPort) : undefined;

try {
  const runner = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@web/test-runner')),
    'bin.js',
  );
  const child = spawn(
    process.execPath,
    [
      runner,
      '--config',
      'web-test-runner.config.ts',
      ...(options.files ? ['--files', ...options.files.split(',')] : []),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        BELFRY_CHAIN: JSON.stringify({ worker: system.worker.origin, sandbox: system.sandbox.origins }),
        BELFRY_ENGINES: options.engines,
        BELFRY_PORT: String(runnerPort),
        ...(options.counts ? { BELFRY_COUNTS: options.counts } : {}),
        CHROMIUM_PATH: browsers.chromium,
        FIREFOX_PATH: browsers.firefox,
        WEBKIT_BROWSER: browsers.webkitBrowser,
        WEBKIT_PORT: String(webkitPort),
      },
    },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await webkit?.close();
  await system.close();
  logs.end();
}
