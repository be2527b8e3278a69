import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The control page's files, read once: by path, what answers it. Nothing outside the folder can be named. */
export function pageFiles(): ReadonlyMap<string, () => Response> {
  const directory = join(import.meta.dirname, 'page');
  return new Map(
    readdirSync(directory).map((name) => {
      const content = readFileSync(join(directory, name));
      const headers = {
        'content-type': types[extname(name)] ?? 'application/octet-stream',
        'content-security-policy': policy,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      };
      return [name === 'index.html' ? '/' : `/${name}`, () => new Response(content, { headers })];
    }),
  );
}
