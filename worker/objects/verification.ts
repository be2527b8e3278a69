import { DurableObject } from 'cloudflare:workers';
import type { SitePolicy } from '../platform/site-policy.ts';
import { hasTable } from './storage.ts';

const SCHEMA = `
  CREATE TABLE verification (
    phone TEXT NOT NULL,            -- E.164
    channel TEXT NOT NULL,          -- of the last send
    locale TEXT,
    origin TEXT NOT NULL,
    sends INTEGER NOT NULL,
    checks INTEGER NOT NULL,
    resend_at INTEGER NOT NULL,     -- ms
    expires_at INTEGER NOT NULL,    -- ms
    policy TEXT NOT NULL            -- JSON, as it was at the start
  )`;
const OPEN = `
  INSERT INTO verification (phone, channel, locale, origin, sends, checks, resend_at, expires_at, policy)
  VALUES (?, ?, ?, ?, 1, 0, ?, ?, ?)`;
const READ = 'SELECT * FROM verification';
const COUNT_SEND = 'UPDATE verification SET sends = ?, channel = ?, resend_at = ?';
const COUNT_CHECK = 'UPDATE verification SET checks = ?';

/** An ended verification still says that it has expired, for so long (ms); then it is unknown. */
const GRACE = 3_600_000;

export type PhoneChannel = SitePolicy['verification']['channels'][number];
type Counts = Pick<SitePolicy['verification'], 'resendAfter' | 'sends' | 'checks'>;

/** What the service knows of a verification. Times in ms. */
export interface VerificationState {
  readonly phone: string;
  readonly channel: PhoneChannel;
  readonly locale?: string;
  readonly resendAt: number;
  readonly expiresAt: number;
  readonly sendsLeft: number;
  readonly checksLeft: number;
}

export type Refusal = 'not_found' | 'expired' | 'too_early' | 'too_many_sends' | 'too_many_checks';
export type Attempt =
  | { readonly allowed: true; readonly state: VerificationState }
  | { readonly allowed: false; readonly refusal: Refusal; readonly state?: VerificationState };

interface Row extends Record<string, SqlStorageValue> {
  phone: string;
  channel: PhoneChannel;
  locale: string | null;
  origin: string;
  sends: number;
  checks: number;
  resend_at: number;
  expires_at: number;
  policy: string;
}

/**
 * One verification of one phone. It counts sends and checks before the vendor is asked, so that no number of parallel
 * requests exceeds a limit, and it is approved once.
 */
export class VerificationObject extends DurableObject<WorkerEnv> {
  /** Starts with the first send counted. */
  async open(start: {
    phone: string;
    channel: PhoneChannel;
    locale: string | undefined;
    origin: string;
    expiresAt: number;
    counts: Counts;
    now: number;
  }): Promise<VerificationState> {
    const { sql } = this.ctx.storage;
    sql.exec(SCHEMA);
    sql.exec(
      OPEN,
      start.phone,
      start.channel,
      start.locale ?? null,
      start.origin,
      start.now + wait(start.counts, 1),
      start.expiresAt,
      JSON.stringify(start.counts),
    );
    await this.ctx.storage.setAlarm(start.expiresAt + GRACE);
    return toState(sql.exec<Row>(READ).one());
  }

  /** What is known of it, counting nothing. */
  read(origin: string, now: number): Attempt {
    const found = this.#find(origin, now);
    return found.allowed ? { allowed: true, state: found.state } : found;
  }

  /** Counts a further send, unless it comes too early or is one too many. */
  takeSend(origin: string, channel: PhoneChannel, now: number): Attempt {
    const found = this.#find(origin, now);
    if (!found.allowed) return found;
    const { row, state } = found;
    if (state.checksLeft === 0) return { allowed: false, refusal: 'too_many_checks', state };
    if (state.sendsLeft === 0) return { allowed: false, refusal: 'too_many_sends', state };
    if (now < state.resendAt) return { allowed: false, refusal: 'too_early', state };
    const sends = row.sends + 1;
    const resendAt = now + wait(countsOf(row), sends);
    this.ctx.storage.sql.exec(COUNT_SEND, sends, channel, resendAt);
    return { allowed: true, state: this.#state() };
  }

  /** Counts a try of a code, unless it is one too many. */
  takeCheck(origin: string, now: number): Attempt {
    const found = this.#find(origin, now);
    if (!found.allowed) return found;
    if (found.state.checksLeft === 0) {
      return { allowed: false, refusal: 'too_many_checks', state: found.state };
    }
    this.ctx.storage.sql.exec(COUNT_CHECK, found.row.checks + 1);
    return { allowed: true, state: this.#state() };
  }

  /** Gives a try back that the vendor never judged. */
  returnCheck(): void {
    if (!hasTable(this.ctx.storage.sql, 'verification')) return;
    const { checks } = this.ctx.storage.sql.exec<Row>(READ).one();
    this.ctx.storage.sql.exec(COUNT_CHECK, Math.max(checks - 1, 0));
  }

  /** Ends it as approved. True for the first caller only: an approval opens one session. */
  async approve(): Promise<boolean> {
    if (!hasTable(this.ctx.storage.sql, 'verification')) return false;
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    return true;
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  #find(
    origin: string,
    now: number,
  ):
    | { allowed: true; row: Row; state: VerificationState }
    | { allowed: false; refusal: 'not_found' | 'expired' } {
    const { sql } = this.ctx.storage;
    if (!hasTable(sql, 'verification')) return { allowed: false, refusal: 'not_found' };
    const row = sql.exec<Row>(READ).one();
    // Bound to where it began: an id that leaked to another page opens nothing there.
    if (row.origin !== origin) return { allowed: false, refusal: 'not_found' };
    if (row.expires_at <= now) return { allowed: false, refusal: 'expired' };
    return { allowed: true, row, state: toState(row) };
  }

  #state(): VerificationState {
    return toState(this.ctx.storage.sql.exec<Row>(READ).one());
  }
}

const countsOf = (row: Row): Counts => JSON.parse(row.policy) as Counts;

/** ms to wait after send number `sends`. */
function wait({ resendAfter }: Counts, sends: number): number {
  return (resendAfter[Math.min(sends, resendAfter.length) - 1] ?? 0) * 1000;
}

function toState(row: Row): VerificationState {
  const counts = countsOf(row);
  return {
    phone: row.phone,
    channel: row.channel,
    ...(row.locale !== null && { locale: row.locale }),
    resendAt: row.resend_at,
    expiresAt: row.expires_at,
    sendsLeft: Math.max(counts.sends - row.sends, 0),
    checksLeft: Math.max(counts.checks - row.checks, 0),
  };
}
