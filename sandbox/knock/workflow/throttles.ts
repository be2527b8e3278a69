/** How often a workflow ran for somebody, within windows that open with the first run. */
export class Throttles {
  #windows = new Map<string, { readonly until: number; passed: number }>();

  /** Whether one more may pass now; `until` is when a window that opens now would close. */
  take(key: string, now: number, until: number, threshold: number): boolean {
    const open = this.#windows.get(key);
    const window = open && open.until > now ? open : { until, passed: 0 };
    this.#windows.set(key, window);
    if (window.passed >= threshold) return false;
    window.passed += 1;
    return true;
  }
}
