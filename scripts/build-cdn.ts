import { build } from 'vite';
import { root } from './root.ts';

/** Builds the CDN's files into `dist/cdn`. */
export async function buildCdn(): Promise<void> {
  await build({ root, configFile: `${root}/vite.config.ts`, logLevel: 'warn' });
}
