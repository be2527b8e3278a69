/**
 * The `_headers` file of the CDN's folder: what cross-origin embedding needs, and how long a file may be kept.
 * The script tag's file and the themes beside it keep their names over releases and are asked for again after five
 * minutes; everything under
 * `/{version}/` never changes. The page of `/docs` runs nothing but its own files.
 * @param version the release, the first part of its files' paths
 */
export function cdnHeaders(version: string): string {
  return `/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Timing-Allow-Origin: *
  X-Content-Type-Options: nosniff
/v1/belfry.js
  Cache-Control: public, max-age=300, stale-while-revalidate=86400
/v1/themes/*
  Cache-Control: public, max-age=300, stale-while-revalidate=86400
/${version}/*
  Cache-Control: public, max-age=31536000, immutable
/docs*
  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'
  Referrer-Policy: no-referrer
`;
}
