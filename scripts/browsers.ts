import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { installPackages } from './debian.ts';

/** For Chromium as root in a container, quiet about the internet. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page that a test answers for itself comes from nowhere: it must reach the servers of this machine all the same.
  '--disable-features=LocalNetworkAccessChecks',
] as const;

export interface Browsers {
  readonly chromium: string;
  readonly firefox: string;
  readonly webkitDriver: string;
  readonly webkitBrowser: string;
  readonly xvfbRun: string;
}

const packages = ['chromium', 'firefox-esr', 'webkit2gtk-driver', 'xvfb', 'xauth'];

const places: Record<keyof Browsers, readonly string[]> = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
  webkitDriver: ['/usr/bin/WebKitWebDriver'],
  webkitBrowser: [
    '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser',
    '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.0/MiniBrowser',
  ],
  xvfbRun: ['/usr/bin/xvfb-run'],
};

/**
 * Finds the three engines; installs Debian's packages where that is possible without asking (root, apt).
 * @throws {Error} with the command to run, when an engine is missing and cannot be installed here.
 */
export function findBrowsers(): Browsers {
  let found = search();
  if (!isComplete(found) && installPackages(packages)) found = search();
  if (isComplete(found)) return found;
  const missing = (Object.keys(places) as (keyof Browsers)[]).filter((name) => !found[name]);
  throw new Error(
    `Missing for the tests: ${missing.join(', ')}. All three engines are tested; install them with\n` +
      `  sudo apt-get install ${packages.join(' ')}`,
  );
}

function search(): Partial<Browsers> {
  return Object.fromEntries(
    Object.entries(places).map(([name, paths]) => [name, paths.find((path) => existsSync(path))]),
  );
}

function isComplete(found: Partial<Browsers>): found is Browsers {
  return (Object.keys(places) as (keyof Browsers)[]).every((name) => found[name] !== undefined);
}

/** Starts WebKit's driver in a virtual display; `close` ends its whole process group. */
export async function startWebKitDriver(
  browsers: Browsers,
  port: number,
): Promise<{ close(): Promise<void> }> {
  const child = spawn(browsers.xvfbRun, ['-a', browsers.webkitDriver, `--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    detached: true,
  });
  const until = Date.now() + 20_000;
  while (!(await isReady(port))) {
    if (child.exitCode !== null || Date.now() > until) {
      await endGroup(child);
      throw new Error(`WebKitWebDriver did not start on port ${port}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { close: () => endGroup(child) };
}

async function isReady(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/status`, {
    signal: AbortSignal.timeout(1000),
  }).catch(() => undefined);
  return response?.ok ?? false;
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const ended =
    child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1500))]);
  }
}
