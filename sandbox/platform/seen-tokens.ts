/** The user tokens that a vendor has seen, so that a test may end them before their time. */
export class SeenTokens {
  readonly #seen = new Set<string>();
  readonly #expired = new Set<string>();

  add(token: string): void {
    this.#seen.add(token);
  }

  /** Whether the token was ended by hand. */
  isExpired(token: string): boolean {
    return this.#expired.has(token);
  }

  /** Every token seen so far counts as expired from now on. */
  expireAll(): void {
    for (const token of this.#seen) this.#expired.add(token);
    this.#seen.clear();
  }

  clear(): void {
    this.#seen.clear();
    this.#expired.clear();
  }
}
