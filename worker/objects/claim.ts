import { DurableObject } from 'cloudflare:workers';
import { hasTable } from './storage.ts';

const SCHEMA = 'CREATE TABLE claim (value TEXT NOT NULL)';
const READ = 'SELECT value FROM claim';
const KEEP = 'INSERT INTO claim (value) VALUES (?)';

/**
 * What belongs to whoever comes first: a token that is good once, a key that names one request. One object per thing,
 * so that of any number of parallel requests exactly one is first. It empties itself when the thing has ended.
 */
export class Claim extends DurableObject<WorkerEnv> {
  /**
   * Claims it with a value, and gives the value that holds: one's own, or that of who was first.
   * @param until ms: when it may be forgotten
   */
  async claim(value: string, until: number): Promise<string> {
    const { sql } = this.ctx.storage;
    const held = this.held();
    if (held !== undefined) return held;
    sql.exec(SCHEMA);
    sql.exec(KEEP, value);
    await this.ctx.storage.setAlarm(until);
    return value;
  }

  /** The value that holds, if any. */
  held(): string | undefined {
    const { sql } = this.ctx.storage;
    if (!hasTable(sql, 'claim')) return undefined;
    return sql.exec<{ value: string }>(READ).toArray()[0]?.value;
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
