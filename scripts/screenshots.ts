import path from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumFlags, findBrowsers } from './browsers.ts';
import { readPorts } from './ports.ts';
import { root } from './root.ts';

/** Takes the pictures of the documentation from a running `npm start`: `node scripts/screenshots.ts`. */
const { demo } = readPorts();
const browser = await chromium.launch({ executablePath: findBrowsers().chromium, args: [...chromiumFlags] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  await page.goto(`http://localhost:${demo}/?as=ann`);
  await page.getByRole('button', { name: /Open chat, / }).waitFor();
  await page.getByRole('button', { name: /Notifications/ }).click();
  await page.getByRole('dialog', { name: 'Notifications' }).getByRole('article').first().waitFor();
  await page.screenshot({ path: path.join(root, 'docs/images/shop.png') });
} finally {
  await browser.close();
}
