import { DurableObject } from 'cloudflare:workers';
import { hasTable } from './storage.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS take (at INTEGER PRIMARY KEY, count INTEGER NOT NULL)';
const FORGET = 'DELETE FROM take WHERE at <= ?';
const READ = 'SELECT coalesce(sum(count), 0) AS count, min(at) AS oldest FROM take';
const COUNT_SINCE = 'SELECT coalesce(sum(count), 0) AS count FROM take WHERE at > ?';
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
    const { count, oldest } = sql.exec<{ count: number; oldest: number | null }>(READ).one();
    if (count >= limit) return { allowed: false, retryAfterMs: (oldest ?? now) + window - now };
    const slot = limit > ROWS ? Math.ceil(window / ROWS) : 1;
    sql.exec(ADD, Math.ceil(now / slot) * slot);
    await this.ctx.storage.setAlarm(now + window + slot);
    return { allowed: true, count: count + 1 };
  }

  /** How many there were in the window, counting none. */
  count({ window }: Pick<Limit, 'window'>, now: number): number {
    const { sql } = this.ctx.storage;
    if (!hasTable(sql, 'take')) return 0;
    return sql.exec<{ count: number }>(COUNT_SINCE, now - window).one().count;
  }

  /** Answers when storage does. */
  ping(): boolean {
    return this.ctx.storage.sql.exec('SELECT 1 AS one').one()['one'] === 1;
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
