/** What a site owner pastes, for two kinds of site: the tag that stays up to date, and the one that never changes. */
export function snippets(origin: string, version: string, integrity: string): string {
  return `Always the newest release of version 1:
  <script type="module" src="${origin}/v1/belfry.js"></script>

This release and no other, each of its files checked by its hash:
  <script type="module" src="${origin}/${version}/belfry.js" integrity="${integrity}" crossorigin></script>`;
}
