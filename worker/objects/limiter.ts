import { DurableObject } from 'cloudflare:workers';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS take (at INTEGER NOT NULL)';
const FORGET = 'DELETE FROM take WHERE at <= ?';
const READ = 'SELECT count(*) AS count, min(at) AS oldest FROM take';
const ADD = 'INSERT INTO take (at) VALUES (?)';

export interface Limit {
  readonly limit: number;
  /** ms */
  readonly window: number;
}

export type Take = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterMs: number };

/**
 * An exact limit on one key (a phone, a network): at most `limit` takes in any `window`. One object per key, so that
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
    sql.exec(ADD, now);
    await this.ctx.storage.setAlarm(now + window);
    return { allowed: true };
  }

  /** Answers when storage does. */
  ping(): boolean {
    return this.ctx.storage.sql.exec('SELECT 1 AS one').one()['one'] === 1;
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
