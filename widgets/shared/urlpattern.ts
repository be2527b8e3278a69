/** What the build puts in place of `urlpattern-polyfill`, which a vendor's SDK imports: the browser's own. */
const { URLPattern } = globalThis;
export { URLPattern };
