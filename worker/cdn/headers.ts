/** What the pages of `/docs` may do: run their own files, and frame the samples beside them. Vue writes by its policy. */
const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types vue',
].join('; ');

/** What a sample of `/docs` may do: use this Worker, and the vendors of a sandbox on the same machine. */
const livePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' http://localhost:* ws://localhost:*",
  "img-src 'self' data: http://localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/**
 * The `_headers` file of the CDN's folder: what cross-origin embedding needs, and how long a file may be kept.
 * The script tag's file and the themes beside it keep their names over releases and are asked for again after five
 * minutes; everything under `/{version}/` never changes, nor do the documentation's assets.
 * @param versions the releases, each the first part of its files' paths
 */
export function cdnHeaders(versions: readonly string[]): string {
  return `/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Timing-Allow-Origin: *
  X-Content-Type-Options: nosniff
/v1/belfry.js
  Cache-Control: public, max-age=300, stale-while-revalidate=86400
/v1/themes/*
  Cache-Control: public, max-age=300, stale-while-revalidate=86400
${versions.map((version) => `/${version}/*\n  Cache-Control: public, max-age=31536000, immutable`).join('\n')}
/docs*
  Content-Security-Policy: ${docsPolicy}
  Referrer-Policy: no-referrer
/docs/assets/*
  Cache-Control: public, max-age=31536000, immutable
/docs/live/*
  ! Content-Security-Policy
  Content-Security-Policy: ${livePolicy}
`;
}
