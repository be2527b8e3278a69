import { DurableObject } from 'cloudflare:workers';
import { hasTable } from './storage.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS event (at INTEGER NOT NULL, approved INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS block (until INTEGER NOT NULL)`;
const BLOCK = 'INSERT INTO block (until) VALUES (?)';
const UNBLOCK = 'DELETE FROM block';
const ADD = 'INSERT INTO event (at, approved) VALUES (?, ?)';
const TAKE_BACK =
  'DELETE FROM event WHERE rowid IN (SELECT rowid FROM event WHERE at = ? AND approved = 0 LIMIT 1)';
const FORGET = 'DELETE FROM event WHERE at <= ?';
const FORGET_ALL = 'DELETE FROM event';
const COUNT = `
  SELECT count(*) FILTER (WHERE approved = 0 AND at <= ?1) AS settled,
    count(*) FILTER (WHERE approved = 0 AND at > ?1) AS pending,
    count(*) FILTER (WHERE approved = 1) AS approvals,
    coalesce((SELECT max(until) FROM block), 0) AS until
  FROM event WHERE at > ?2`;

/** When a range of numbers is blocked. Times in ms. */
export interface ConversionRule {
  /** What is looked back on. */
  readonly window: number;
  /** So many sends say nothing yet. */
  readonly after: number;
  /** The share of sends that must have ended in a right code, of 1. */
  readonly atLeast: number;
  /** How long people take to enter a code: later sends are not judged yet. */
  readonly settled: number;
  readonly block: number;
}

/** How a range of numbers stands. */
export interface Standing {
  /** ms until the range is open again; 0 when it is. */
  readonly blockedFor: number;
  /** Sends in the window whose codes should have come back by now. */
  readonly settled: number;
  /** Sends whose codes may still be typed. */
  readonly pending: number;
  /** Codes that came back. */
  readonly approvals: number;
}

type Counts = { settled: number; pending: number; approvals: number };

const untouched: Standing = { blockedFor: 0, settled: 0, pending: 0, approvals: 0 };

/**
 * How many codes went to a range of numbers, and how many came back. Who makes money by the messages themselves never
 * enters a code (see SMS pumping): such a range is blocked for a while. It forgets everything once it is idle.
 */
export class PrefixRecord extends DurableObject<WorkerEnv> {
  /** Looks at the range. The look that finds it suspicious is the first that finds it blocked. */
  async look(rule: ConversionRule, now: number): Promise<Standing> {
    const { sql } = this.ctx.storage;
    if (!hasTable(sql, 'event')) return untouched;
    const { until, ...counts } = sql
      .exec<Counts & { until: number }>(COUNT, now - rule.settled, now - rule.window)
      .one();
    if (until > now) return { ...untouched, blockedFor: until - now };
    const { settled, approvals } = counts;
    if (settled < rule.after || approvals >= settled * rule.atLeast) return { ...counts, blockedFor: 0 };
    sql.exec(UNBLOCK);
    sql.exec(BLOCK, now + rule.block);
    // After the block it begins anew: what led to it is not held against it twice.
    sql.exec(FORGET_ALL);
    await this.ctx.storage.setAlarm(now + rule.block);
    return { ...untouched, blockedFor: rule.block };
  }

  /**
   * Looks, and counts a send that is about to happen: of those that come at once, each is seen by the next. What goes to a
   * blocked range is not counted, since nothing is sent there that could come back.
   * @returns how the range stood before
   */
  async reserve(rule: ConversionRule, now: number): Promise<Standing> {
    const standing = await this.look(rule, now);
    if (standing.blockedFor === 0) await this.#add(0, rule, now);
    return standing;
  }

  /** A send that was counted at that time did not happen. */
  takeBack(at: number): void {
    const { sql } = this.ctx.storage;
    if (hasTable(sql, 'event')) sql.exec(TAKE_BACK, at);
  }

  /** A code that was sent has come back. */
  approved(rule: ConversionRule, now: number): Promise<void> {
    return this.#add(1, rule, now);
  }

  async #add(approved: 0 | 1, rule: ConversionRule, now: number): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec(SCHEMA);
    sql.exec(FORGET, now - rule.window);
    sql.exec(ADD, now, approved);
    await this.ctx.storage.setAlarm(now + Math.max(rule.window, rule.block));
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
