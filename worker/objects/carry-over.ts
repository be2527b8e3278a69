import { DurableObject } from 'cloudflare:workers';
import { consoleLog, describeError } from '../platform/log.ts';
import { readSettings } from '../platform/settings.ts';
import { moveGuest } from '../services/guest-move.ts';
import type { Profile } from '../services/profile.ts';
import { VendorError } from '../vendors/http.ts';
import { KnockClient } from '../vendors/knock/client.ts';
import { StreamClient } from '../vendors/stream/client.ts';
import { hasTable } from './storage.ts';

const SCHEMA = `
  CREATE TABLE move (
    guest TEXT NOT NULL,
    profile TEXT NOT NULL,          -- JSON: whom the guest turned out to be
    chat INTEGER NOT NULL,          -- whether the site uses it
    feed INTEGER NOT NULL,
    tries INTEGER NOT NULL
  )`;
const READ = 'SELECT * FROM move';
const BEGIN = 'INSERT INTO move (guest, profile, chat, feed, tries) VALUES (?, ?, ?, ?, 0)';
const COUNT = 'UPDATE move SET tries = tries + 1';

/** ms until what failed is tried again: a vendor's bad day is outlived, a mistake of ours is not kept for ever. */
const PAUSES = [30_000, 120_000, 600_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000];

interface Row extends Record<string, SqlStorageValue> {
  guest: string;
  profile: string;
  chat: number;
  feed: number;
  tries: number;
}

export interface Move {
  readonly guest: string;
  readonly to: Profile;
  /** Which vendors the site uses. */
  readonly features: { readonly chat: boolean; readonly feed: boolean };
}

/** `partly`: some channels take no other member, or it was given up; `later`: a vendor did not answer; `other`: it is another user's already. */
export type MoveOutcome = 'done' | 'partly' | 'later' | 'other';

/**
 * Carries what a guest has over to the user that they turned out to be. One object per guest: it is written down before
 * it is begun, so that no failure loses it, and goes to one user alone. It empties itself when all is done.
 */
export class CarryOver extends DurableObject<WorkerEnv> {
  /** Begins, and tries at once. */
  async carry({ guest, to, features }: Move): Promise<MoveOutcome> {
    const { sql } = this.ctx.storage;
    const begun = this.#read();
    if (begun && (JSON.parse(begun.profile) as Profile).id !== to.id) return 'other';
    if (!begun) {
      sql.exec(SCHEMA);
      sql.exec(BEGIN, guest, JSON.stringify(to), Number(features.chat), Number(features.feed));
    }
    return this.#try();
  }

  override async alarm(): Promise<void> {
    consoleLog({ event: 'guest_carried_over', outcome: await this.#try() });
  }

  async #try(): Promise<MoveOutcome> {
    const row = this.#read();
    if (!row) return 'done';
    const { sql } = this.ctx.storage;
    const pause = PAUSES[row.tries];
    if (pause === undefined) {
      await this.#forget();
      return 'partly';
    }
    // Before the try, which may end with the object.
    sql.exec(COUNT);
    await this.ctx.storage.setAlarm(Date.now() + pause);
    const { stream, knock } = readSettings(this.env);
    try {
      const left = await moveGuest(
        {
          stream: row.chat === 1 && stream ? new StreamClient(stream) : undefined,
          knock: row.feed === 1 && knock ? new KnockClient(knock) : undefined,
        },
        row.guest,
        JSON.parse(row.profile) as Profile,
      );
      await this.#forget();
      return left === 0 ? 'done' : 'partly';
    } catch (error) {
      if (!(error instanceof VendorError)) consoleLog({ event: 'unhandled_error', ...describeError(error) });
      return 'later';
    }
  }

  async #forget(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  #read(): Row | undefined {
    const { sql } = this.ctx.storage;
    return hasTable(sql, 'move') ? sql.exec<Row>(READ).toArray()[0] : undefined;
  }
}
