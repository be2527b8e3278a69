import { DurableObject } from 'cloudflare:workers';

/** Sets of one user, the default one and tenants'. */
const MOST = 50;

/**
 * What the vendor said of one user's preferences, for some seconds. One object per user, whichever isolate asks: a
 * cache of an isolate's own would show for seconds what another isolate has just changed. In memory only: when the
 * object goes, the vendor is asked again.
 */
export class PreferenceCache extends DurableObject<WorkerEnv> {
  readonly #sets = new Map<string, { json: string; until: number }>();
  /** Counts changes: what was read before one must not be kept after it. */
  #generation = 0;

  /** What is known of a set, as JSON; `generation` belongs to what is read at the vendor instead. */
  read(set: string, now: number): { json?: string; generation: number } {
    const found = this.#sets.get(set);
    return found && found.until > now
      ? { json: found.json, generation: this.#generation }
      : { generation: this.#generation };
  }

  /** Keeps what was read, unless something was changed meanwhile. */
  keep(set: string, generation: number, json: string, until: number): void {
    if (generation !== this.#generation) return;
    if (this.#sets.size >= MOST) this.#sets.clear();
    this.#sets.set(set, { json, until });
  }

  /** Something was changed, or may have been: a user's default set shows through in those of tenants, too. */
  forget(): void {
    this.#generation += 1;
    this.#sets.clear();
  }
}
