import type { SandboxContext } from '../platform/context.ts';

/**
 * An e-mail's HTML as a document of its own, for a frame. Its policy runs no script, sends no form, and loads pictures
 * from this machine alone; `sandbox` gives it an origin of its own, also when it is opened by itself.
 */
export function mailDocument(html: string, { origins, demoOrigin }: SandboxContext): Response {
  const pictures = [...Object.values(origins), demoOrigin].filter(Boolean).join(' ');
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data: ${pictures}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; ');
  // Links open beside the page: within the frame the policy would refuse them.
  const head =
    '<!doctype html><meta charset="utf-8" /><base target="_blank" /><style>body{font:15px/1.5 system-ui,sans-serif}</style>';
  return new Response(head + html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
}
