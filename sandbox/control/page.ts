import { join } from 'node:path';
import { staticFiles } from '../platform/static-files.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  // E-mails, each a document with a policy of its own (mail.ts).
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The control page's files: by path, what answers it. Nothing outside the folder can be named. */
export function pageFiles(): ReadonlyMap<string, () => Promise<Response>> {
  const files = staticFiles(join(import.meta.dirname, 'page'), { skip: /\.e2e\.ts$/ });
  return new Map(
    [...files].map(([path, read]) => [
      path,
      async () => {
        const { body, contentType } = await read();
        return new Response(body, {
          headers: {
            'content-type': contentType,
            'content-security-policy': policy,
            'cache-control': 'no-store',
            'x-content-type-options': 'nosniff',
          },
        });
      },
    ]),
  );
}
