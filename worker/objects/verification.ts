import { DurableObject } from 'cloudflare:workers';
import type { SitePolicy } from '../platform/site-policy.ts';
import { hasTable } from './storage.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS round (
    address TEXT NOT NULL,          -- E.164, or an e-mail address
    channel TEXT NOT NULL,          -- of the last send
    sends INTEGER NOT NULL,
    checks INTEGER NOT NULL,
    accepted INTEGER NOT NULL,      -- 1: the vendor took a send
    resend_at INTEGER NOT NULL,     -- ms
    expires_at INTEGER NOT NULL,    -- ms
    policy TEXT NOT NULL            -- JSON, as it was at the start
  );
  CREATE TABLE IF NOT EXISTS ticket (
    id TEXT PRIMARY KEY,
    session TEXT,                   -- only this session, or user of the site, may use it
    locale TEXT,
    answered INTEGER NOT NULL       -- 1: begun behind a challenge that was answered
  )`;
const OPEN = `
  INSERT INTO round (address, channel, sends, checks, accepted, resend_at, expires_at, policy)
  VALUES (?, ?, 1, ?, 0, ?, ?, ?)`;
const READ = 'SELECT * FROM round';
const COUNT_SEND = 'UPDATE round SET sends = ?, channel = ?, resend_at = ?';
const COUNT_CHECK = 'UPDATE round SET checks = ?';
const ACCEPT = 'UPDATE round SET accepted = 1';
const END = 'UPDATE round SET expires_at = min(expires_at, ?)';
const ADD_TICKET = 'INSERT INTO ticket (id, session, locale, answered) VALUES (?, ?, ?, ?)';
const READ_TICKET = 'SELECT session, locale, answered FROM ticket WHERE id = ?';
const COUNT_TICKETS = 'SELECT count(*) AS count FROM ticket';
const FORGET_ROUND = 'DELETE FROM round';
const FORGET_TICKETS = 'DELETE FROM ticket';

/** An ended verification still says that it has expired, for so long (ms); then it is unknown. */
const GRACE = 3_600_000;
/** Whoever begins anew without end fills no storage. */
const TICKETS = 20;

export type Channel = SitePolicy['verification']['channels'][number];
type Counts = Pick<SitePolicy['verification'], 'resendAfter' | 'sends' | 'checks'>;

/** Who holds a verification: the id that it was given, and who began it, if that is known: a session, or the site's user. */
export interface Ticket {
  readonly id: string;
  readonly owner: string | undefined;
}

/** What the service knows of a verification. Times in ms. */
export interface VerificationState {
  readonly address: string;
  readonly channel: Channel;
  readonly locale?: string;
  /** Whether who holds it has answered a challenge. */
  readonly answered?: boolean;
  /** Whether the vendor took a send. */
  readonly accepted: boolean;
  readonly resendAt: number;
  readonly expiresAt: number;
  readonly sendsLeft: number;
  readonly checksLeft: number;
}

export type Refusal = 'not_found' | 'expired' | 'too_early' | 'too_many_sends' | 'too_many_checks';
export type Attempt =
  | { readonly allowed: true; readonly state: VerificationState }
  | { readonly allowed: false; readonly refusal: Refusal; readonly state?: VerificationState };

/** A start: `send` is false when a code is on its way that cannot be sent again yet; it is good for this start, too. */
export type Beginning =
  | { readonly allowed: true; readonly send: boolean; readonly state: VerificationState }
  | {
      readonly allowed: false;
      readonly refusal: 'too_many_sends' | 'too_many_checks';
      readonly state: VerificationState;
    };

interface Row extends Record<string, SqlStorageValue> {
  address: string;
  channel: Channel;
  sends: number;
  checks: number;
  accepted: number;
  resend_at: number;
  expires_at: number;
  policy: string;
}

type TicketRow = { session: string | null; locale: string | null; answered: number };

/**
 * What is on its way to one phone or inbox. There is one object per address, so that sends and checks are counted over
 * all ids that were given for it: beginning anew resets nothing while a code is good, as the vendor resets nothing. It
 * counts before the vendor is asked, so that no number of parallel requests exceeds a limit, and it is approved once.
 */
export class VerificationObject extends DurableObject<WorkerEnv> {
  /** Gives out a ticket; with the first one, and whenever the schedule allows, it counts a send. Times in ms. */
  async begin(start: {
    ticket: Ticket;
    address: string;
    channel: Channel;
    locale: string | undefined;
    answered: boolean;
    lifetime: number;
    counts: Counts;
    now: number;
  }): Promise<Beginning> {
    const { counts, now, ticket } = start;
    const { sql } = this.ctx.storage;
    sql.exec(SCHEMA);
    const live = this.#liveRow(now);
    // What was given back never left: nothing is on its way.
    const row = live && live.sends > 0 ? live : undefined;
    const addTicket = (): void => {
      sql.exec(ADD_TICKET, ticket.id, ticket.owner ?? null, start.locale ?? null, Number(start.answered));
    };
    if (!row) {
      if (!live) sql.exec(FORGET_TICKETS);
      sql.exec(FORGET_ROUND);
      const expiresAt = now + start.lifetime;
      // Guesses count on.
      const checks = live?.checks ?? 0;
      const policy = JSON.stringify(counts);
      sql.exec(OPEN, start.address, start.channel, checks, now + wait(counts, 1), expiresAt, policy);
      addTicket();
      await this.ctx.storage.setAlarm(expiresAt + GRACE);
      return { allowed: true, send: true, state: this.#state() };
    }
    const state = toState(row);
    if (state.checksLeft === 0) return { allowed: false, refusal: 'too_many_checks', state };
    const { count } = sql.exec<{ count: number }>(COUNT_TICKETS).one();
    if (state.sendsLeft === 0 || count >= TICKETS)
      return { allowed: false, refusal: 'too_many_sends', state };
    addTicket();
    const send = now >= state.resendAt;
    if (send) this.#countSend(row, start.channel, now);
    return { allowed: true, send, state: this.#state() };
  }

  /** What is known of it, counting nothing. */
  read(ticket: Ticket, now: number): Attempt {
    const found = this.#find(ticket, now);
    return found.allowed ? { allowed: true, state: found.state } : found;
  }

  /** Counts a further send, unless it comes too early or is one too many. */
  takeSend(ticket: Ticket, channel: Channel, now: number): Attempt {
    const found = this.#find(ticket, now);
    if (!found.allowed) return found;
    const { row, state } = found;
    if (state.checksLeft === 0) return { allowed: false, refusal: 'too_many_checks', state };
    if (state.sendsLeft === 0) return { allowed: false, refusal: 'too_many_sends', state };
    if (now < state.resendAt) return { allowed: false, refusal: 'too_early', state };
    this.#countSend(row, channel, now);
    return { allowed: true, state: { ...state, ...this.#state() } };
  }

  /** Gives the last send back that never left: it may be tried again at once. */
  returnSend(now: number): void {
    const row = this.#liveRow(now);
    if (row) this.ctx.storage.sql.exec(COUNT_SEND, Math.max(row.sends - 1, 0), row.channel, now);
  }

  /**
   * The vendor took a send. Nothing that is shown comes of what it answered: else a number that it refuses could be told
   * from others.
   */
  accept(): void {
    if (hasTable(this.ctx.storage.sql, 'round')) this.ctx.storage.sql.exec(ACCEPT);
  }

  /** The vendor has no code any more: the next start begins anew. */
  end(now: number): void {
    if (hasTable(this.ctx.storage.sql, 'round')) this.ctx.storage.sql.exec(END, now);
  }

  /** Counts a try of a code, unless it is one too many. */
  takeCheck(ticket: Ticket, now: number): Attempt {
    const found = this.#find(ticket, now);
    if (!found.allowed) return found;
    if (found.state.checksLeft === 0) {
      return { allowed: false, refusal: 'too_many_checks', state: found.state };
    }
    this.ctx.storage.sql.exec(COUNT_CHECK, found.row.checks + 1);
    return { allowed: true, state: { ...found.state, checksLeft: found.state.checksLeft - 1 } };
  }

  /** Gives a try back that the vendor never judged. */
  returnCheck(now: number): void {
    const row = this.#liveRow(now);
    if (row) this.ctx.storage.sql.exec(COUNT_CHECK, Math.max(row.checks - 1, 0));
  }

  /** Ends it as approved. True for the first caller only: an approval opens one session. */
  async approve(ticket: Ticket): Promise<boolean> {
    if (!this.#ticket(ticket)) return false;
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    return true;
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  #countSend(row: Row, channel: Channel, now: number): void {
    const sends = row.sends + 1;
    this.ctx.storage.sql.exec(COUNT_SEND, sends, channel, now + wait(countsOf(row), sends));
  }

  #ticket({ id, owner }: Ticket): TicketRow | undefined {
    const { sql } = this.ctx.storage;
    if (!hasTable(sql, 'ticket')) return undefined;
    const [ticket] = sql.exec<TicketRow>(READ_TICKET, id);
    // What somebody began is nothing to anybody else.
    return ticket && (ticket.session === null || ticket.session === owner) ? ticket : undefined;
  }

  #find(
    ticket: Ticket,
    now: number,
  ):
    | { allowed: true; row: Row; state: VerificationState }
    | { allowed: false; refusal: 'not_found' | 'expired' } {
    const known = this.#ticket(ticket);
    if (!known) return { allowed: false, refusal: 'not_found' };
    const row = this.#liveRow(now);
    if (!row) return { allowed: false, refusal: 'expired' };
    const { answered, locale } = known;
    const state = { ...toState(row), answered: answered === 1, ...(locale !== null && { locale }) };
    return { allowed: true, row, state };
  }

  #liveRow(now: number): Row | undefined {
    const { sql } = this.ctx.storage;
    if (!hasTable(sql, 'round')) return undefined;
    const [row] = sql.exec<Row>(READ);
    return row && row.expires_at > now ? row : undefined;
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
    address: row.address,
    channel: row.channel,
    accepted: row.accepted === 1,
    resendAt: row.resend_at,
    expiresAt: row.expires_at,
    sendsLeft: Math.max(counts.sends - row.sends, 0),
    checksLeft: Math.max(counts.checks - row.checks, 0),
  };
}
