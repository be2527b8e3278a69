import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, type BrowserLauncher, type TestRunnerConfig } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { chromiumFlags } from './scripts/browsers.ts';
import { countReporter } from './scripts/wtr-count-reporter.ts';

/**
 * Elements in real browsers, against the real chain: `scripts/test-elements.ts` starts sandbox, Worker and browsers'
 * drivers, and says here by the environment where they are.
 */
const { BELFRY_CHAIN = '{}', BELFRY_ENGINES = 'chromium', BELFRY_COUNTS, BELFRY_PORT = '8000' } = process.env;
const { CHROMIUM_PATH, FIREFOX_PATH, WEBKIT_PORT, WEBKIT_BROWSER } = process.env;
const engines = BELFRY_ENGINES.split(',');

const launchers = {
  chromium: () =>
    chromeLauncher({
      launchOptions: { executablePath: CHROMIUM_PATH ?? '/usr/bin/chromium', args: [...chromiumFlags] },
    }),
  firefox: () =>
    puppeteerLauncher({
      launchOptions: { browser: 'firefox', executablePath: FIREFOX_PATH ?? '/usr/bin/firefox-esr' },
      concurrency: 1,
    }),
  webkit: () =>
    webdriverLauncher({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port: Number(WEBKIT_PORT),
      path: '/',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary: WEBKIT_BROWSER, args: ['--automation'] },
      } as object,
      // Its own types differ from the runner's only in how they write an absent value.
    }) as BrowserLauncher,
};

export default {
  files: ['widgets/**/*.element.test.ts'],
  nodeResolve: true,
  port: Number(BELFRY_PORT),
  hostname: 'localhost',
  concurrency: 1,
  concurrentBrowsers: 1,
  browsers: engines.map((engine) => launchers[engine as keyof typeof launchers]()),
  plugins: [esbuildPlugin({ ts: true, target: 'es2023', tsconfig: 'widgets/tsconfig.json' })],
  middleware: [
    async (context, next) => {
      if (context.path !== '/chain.json') return next();
      context.type = 'json';
      context.body = BELFRY_CHAIN;
    },
  ],
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter(BELFRY_COUNTS)],
  testFramework: { config: { timeout: '40000' } },
  testsFinishTimeout: 240_000,
  browserStartTimeout: 60_000,
} satisfies TestRunnerConfig;
