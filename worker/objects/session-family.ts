import { DurableObject } from 'cloudflare:workers';
import { randomText, sha256 } from '../platform/crypto.ts';
import type { Profile } from '../services/profile.ts';
import { hasTable } from './storage.ts';

const SCHEMA = `
  CREATE TABLE family (
    profile TEXT NOT NULL,          -- JSON
    origin TEXT NOT NULL,
    opened_at INTEGER NOT NULL,     -- ms
    ends_at INTEGER NOT NULL,       -- ms; however often it is renewed
    idle INTEGER NOT NULL,          -- ms from one renewal to the end
    generation INTEGER NOT NULL     -- of the newest refresh token
  );
  CREATE TABLE token (
    hash TEXT PRIMARY KEY,          -- SHA-256; the token itself is never kept
    generation INTEGER NOT NULL
  ) WITHOUT ROWID`;
const OPEN =
  'INSERT INTO family (profile, origin, opened_at, ends_at, idle, generation) VALUES (?, ?, ?, ?, ?, 1)';
const READ = 'SELECT * FROM family';
const SET_PROFILE = 'UPDATE family SET profile = ?';
const FIND_TOKEN = 'SELECT generation FROM token WHERE hash = ?';
const ADD_TOKEN = 'INSERT INTO token (hash, generation) VALUES (?, ?)';
const ADVANCE = 'UPDATE family SET generation = ?';
const SPEND_SIBLINGS = 'UPDATE token SET generation = generation - 1 WHERE generation = ? AND hash <> ?';
const FORGET = 'DELETE FROM token WHERE generation < ?';

/** Spent generations that are still recognised as reuse; older ones are refused like any unknown token. */
const REMEMBERED = 64;

interface Family {
  readonly profile: Profile;
  readonly origin: string;
  /** Times in ms. */
  readonly openedAt: number;
  readonly endsAt: number;
  readonly idle: number;
  readonly generation: number;
}

export type Rotation =
  | { readonly outcome: 'renewed'; readonly secret: string; readonly profile: Profile }
  | { readonly outcome: 'refused' | 'reused' };

/**
 * One signed-in session: who it is, and the refresh tokens that renew it. A token belongs to a generation. The token
 * that was used last stays good beside those it brought, since an answer may get lost on its way; the first use of one
 * of these spends it, and the others that it brought. A spent token means that two parties hold the session: it ends at once (RFC 9700 §4.14.2).
 */
export class SessionFamily extends DurableObject<WorkerEnv> {
  /** What storage holds, once read, until it is written: nobody else writes it. */
  #known: { family: Family | undefined } | undefined;

  /** Starts the session. `idle` and `longest` in ms. Returns the first refresh secret. */
  async open(session: {
    profile: Profile;
    origin: string;
    idle: number;
    longest: number;
    now: number;
  }): Promise<string> {
    const first = await newToken();
    const endsAt = session.now + session.longest;
    const { sql } = this.ctx.storage;
    sql.exec(SCHEMA);
    sql.exec(OPEN, JSON.stringify(session.profile), session.origin, session.now, endsAt, session.idle);
    sql.exec(ADD_TOKEN, first.hash, 1);
    this.#known = undefined;
    await this.#endAt(session.now + session.idle, endsAt);
    return first.secret;
  }

  /** Spends a refresh secret for the next one. Whoever asks must come from the session's origin. */
  async rotate(secret: string, origin: string, now: number): Promise<Rotation> {
    // Hashing and asking let other requests in: what decides is read after it, and acted on without a pause.
    const [hash, next] = await Promise.all([sha256(secret), newToken(), this.#endIfSignedOut()]);
    const family = this.#read();
    if (!family || family.origin !== origin || family.endsAt <= now) return { outcome: 'refused' };
    const { sql } = this.ctx.storage;
    const token = sql.exec<{ generation: number }>(FIND_TOKEN, hash).toArray()[0];
    if (!token) return { outcome: 'refused' };
    if (token.generation < family.generation - 1) {
      await this.revoke();
      return { outcome: 'reused' };
    }
    const generation = token.generation + 1;
    sql.exec(ADD_TOKEN, next.hash, generation);
    if (generation > family.generation) {
      // Else two parties who take turns would each hold a line of good tokens for ever.
      sql.exec(SPEND_SIBLINGS, token.generation, hash);
      sql.exec(ADVANCE, generation);
      this.#known = undefined;
      sql.exec(FORGET, generation - REMEMBERED);
    }
    await this.#endAt(now + family.idle, family.endsAt);
    return { outcome: 'renewed', secret: next.secret, profile: family.profile };
  }

  /** Who the session is; undefined once it has ended. */
  async profile(now: number): Promise<Profile | undefined> {
    await this.#endIfSignedOut();
    const family = this.#read();
    return family && family.endsAt > now ? family.profile : undefined;
  }

  /** Keeps what was verified with the session: masked addresses. Who it is then; undefined once it has ended. */
  async addVerified(verified: NonNullable<Profile['verified']>, now: number): Promise<Profile | undefined> {
    const known = await this.profile(now);
    if (!known) return undefined;
    const profile: Profile = { ...known, verified: { ...known.verified, ...verified } };
    this.ctx.storage.sql.exec(SET_PROFILE, JSON.stringify(profile));
    this.#known = undefined;
    return profile;
  }

  /** Ends the session and forgets it. */
  async revoke(): Promise<void> {
    this.#known = { family: undefined };
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  /** Nobody renewed in time. */
  override async alarm(): Promise<void> {
    await this.revoke();
  }

  /** The user may have signed out everywhere since this session was opened. */
  async #endIfSignedOut(): Promise<void> {
    const family = this.#read();
    if (!family) return;
    const last = await this.env.SIGN_OUTS.getByName(family.profile.id).last();
    if (last !== undefined && last >= family.openedAt) await this.revoke();
  }

  async #endAt(idleEnd: number, endsAt: number): Promise<void> {
    await this.ctx.storage.setAlarm(Math.min(idleEnd, endsAt));
  }

  #read(): Family | undefined {
    this.#known ??= { family: this.#load() };
    return this.#known.family;
  }

  #load(): Family | undefined {
    const { sql } = this.ctx.storage;
    if (!hasTable(sql, 'family')) return undefined;
    const row = sql
      .exec<{
        profile: string;
        origin: string;
        opened_at: number;
        ends_at: number;
        idle: number;
        generation: number;
      }>(READ)
      .toArray()[0];
    return (
      row && {
        profile: JSON.parse(row.profile) as Profile,
        origin: row.origin,
        openedAt: row.opened_at,
        endsAt: row.ends_at,
        idle: row.idle,
        generation: row.generation,
      }
    );
  }
}

async function newToken(): Promise<{ secret: string; hash: string }> {
  const secret = randomText(32);
  return { secret, hash: await sha256(secret) };
}
