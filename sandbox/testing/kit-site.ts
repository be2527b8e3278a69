import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { listen, type Listener } from '../platform/server.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * Bundles a page with a vendor's UI kit as an app's bundler would, and serves it on a free port.
 * @param page the folder with its `index.html`, such as `sandbox/knock/ui-kit`
 * @param minify as it would go out to visitors; else as it is read
 */
export async function openKitSite(page: string, minify = false): Promise<Listener> {
  const sandbox = path.join(import.meta.dirname, '..');
  const folder = path.join(sandbox, '../.cache/ui-kits', path.relative(sandbox, page));
  await build({
    configFile: false,
    root: page,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, minify, chunkSizeWarningLimit: 10_000 },
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
