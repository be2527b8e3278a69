import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { listen } from '../../platform/server.ts';
import type { Listener } from '../../platform/server.ts';

const folder = path.join(import.meta.dirname, '../../../.cache/stream-ui-kit');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Bundles the page with the vendor's kit as an app's bundler would, and serves it on a free port. */
export async function openKitSite(): Promise<Listener> {
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, minify: false, chunkSizeWarningLimit: 10_000 },
  });
  return listen('ui kit', 0, async ({ url }) => {
    const { pathname } = new URL(url);
    const file = path.join(folder, pathname === '/' ? 'index.html' : pathname);
    const body = file.startsWith(folder) ? await readFile(file).catch(() => undefined) : undefined;
    if (!body) return new Response('Not found', { status: 404 });
    const type = contentTypes[path.extname(file)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  });
}
