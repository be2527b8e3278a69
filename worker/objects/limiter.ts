import { DurableObject } from 'cloudflare:workers';
import { hasTable } from './storage.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS take (at INTEGER PRIMARY KEY, count INTEGER NOT NULL)';
const FORGET = 'DELETE FROM take WHERE at <= ?';
const READ_SINCE = 'SELECT coalesce(sum(count), 0) AS count, min(at) AS oldest FROM take WHERE at > ?';
const TAKE_BACK = 'UPDATE take SET count = count - 1 WHERE at = ? AND count > 0';
const ADD = 'INSERT INTO take (at, count) VALUES (?, 1) ON CONFLICT (at) DO UPDATE SET count = count + 1';

/** Rows that a limit keeps at most, about: takes of a large one are kept together, as if they came at the end of their slot. */
const ROWS = 200;

export interface Limit {
  readonly limit: number;
  /** ms */
  readonly window: number;
}

export type Take =
  /** `count`: takes in the window, this one with them. */
  | { readonly allowed: true; readonly count: number }
  | { readonly allowed: false; readonly retryAfterMs: number };

/**
 * An exact limit on one key (a phone, a network, a site's day): at most `limit` takes in any `window`. One object per key, so that
 * it holds under concurrency and no key waits for another. It empties itself once it is idle.
 */
export class Limiter extends DurableObject<WorkerEnv> {
  /** Counts a take, unless that would be one too many. */
  async take({ limit, window }: Limit, now: number): Promise<Take> {
    const { sql } = this.ctx.storage;
    sql.exec(SCHEMA);
    sql.exec(FORGET, now - window);
    const room = this.#room({ limit, window }, now);
    if (!room.allowed) return room;
    const slot = slotOf({ limit, window });
    sql.exec(ADD, Math.ceil(now / slot) * slot);
    await this.ctx.storage.setAlarm(now + window + slot);
    return room;
  }

  /** A take of that time is not to count after all. */
  giveBack(limit: Limit, at: number): void {
    const { sql } = this.ctx.storage;
    const slot = slotOf(limit);
    if (hasTable(sql, 'take')) sql.exec(TAKE_BACK, Math.ceil(at / slot) * slot);
  }

  /** What a take would be answered, counting none. */
  look(limit: Limit, now: number): Take {
    return hasTable(this.ctx.storage.sql, 'take') ? this.#room(limit, now) : { allowed: true, count: 1 };
  }

  /** How many there were in the window, counting none. */
  count({ window }: Pick<Limit, 'window'>, now: number): number {
    const { sql } = this.ctx.storage;
    if (!hasTable(sql, 'take')) return 0;
    return sql.exec<{ count: number }>(READ_SINCE, now - window).one().count;
  }

  #room({ limit, window }: Limit, now: number): Take {
    const { count, oldest } = this.ctx.storage.sql
      .exec<{ count: number; oldest: number | null }>(READ_SINCE, now - window)
      .one();
    if (count >= limit) return { allowed: false, retryAfterMs: (oldest ?? now) + window - now };
    return { allowed: true, count: count + 1 };
  }

  /** Answers when storage does. */
  ping(): boolean {
    return this.ctx.storage.sql.exec('SELECT 1 AS one').one()['one'] === 1;
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}

/** ms: takes of so long are kept as one. */
const slotOf = ({ limit, window }: Limit): number => (limit > ROWS ? Math.ceil(window / ROWS) : 1);
