import { DurableObject } from 'cloudflare:workers';
import { hasTable } from './storage.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS sign_out (at INTEGER NOT NULL)';
const READ = 'SELECT max(at) AS at FROM sign_out';
const FORGET = 'DELETE FROM sign_out';
const KEEP = 'INSERT INTO sign_out (at) VALUES (?)';

/**
 * When a user signed out everywhere. One object per user, which all of their sessions ask before they go on: however
 * many there are, one write ends them, a new one costs nothing, and none is forgotten. It empties itself when every
 * session of before has ended by itself.
 */
export class SignOuts extends DurableObject<WorkerEnv> {
  /** What storage holds, once read: nobody else writes it, and every session of the user asks. */
  #known: { at: number | undefined } | undefined;

  /** Ends the sessions that were opened until now. Times in ms; `until`: when none of them could live any more. */
  async record(now: number, until: number): Promise<void> {
    const { sql } = this.ctx.storage;
    // Clocks of two places may differ: an earlier one takes nothing back.
    const at = Math.max(now, this.last() ?? now);
    sql.exec(SCHEMA);
    sql.exec(FORGET);
    sql.exec(KEEP, at);
    this.#known = { at };
    await this.ctx.storage.setAlarm(until);
  }

  /** ms; undefined when there was none that matters. */
  last(): number | undefined {
    this.#known ??= { at: this.#read() };
    return this.#known.at;
  }

  override async alarm(): Promise<void> {
    this.#known = { at: undefined };
    await this.ctx.storage.deleteAll();
  }

  #read(): number | undefined {
    const { sql } = this.ctx.storage;
    if (!hasTable(sql, 'sign_out')) return undefined;
    return sql.exec<{ at: number | null }>(READ).one().at ?? undefined;
  }
}
