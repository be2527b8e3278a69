/**
 * The documentation's own page for an address that it does not have, to somebody who went there; undefined for
 * everything else, which gets a problem.
 * @param files the CDN's folder; absent where the Worker runs without it
 */
export async function missingPage(
  request: Request,
  files: Fetcher | undefined,
): Promise<Response | undefined> {
  const { pathname, origin } = new URL(request.url);
  const wantsPage = request.headers.get('accept')?.includes('text/html') ?? false;
  if (!files || !pathname.startsWith('/docs/') || !wantsPage) return undefined;
  const { ok, body, headers } = await files.fetch(`${origin}/docs/404`);
  return ok ? new Response(body, { status: 404, headers }) : undefined;
}
