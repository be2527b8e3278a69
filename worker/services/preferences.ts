import { wholeRow, type PreferenceChange, type Preferences } from '../contract/index.ts';
import type { PreferenceCache } from '../objects/preference-cache.ts';
import { describeError, type Log } from '../platform/log.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { VendorError } from '../vendors/http.ts';
import type { KnockClient } from '../vendors/knock/client.ts';
import {
  place,
  preferenceSetSchema,
  settingOf,
  type CenterConfig,
  type PreferenceSet,
  type PreferenceSetChange,
} from '../vendors/knock/preference-set.ts';
import { BoundedCache } from './bounded-cache.ts';
import { mergeRows, presentRows, siteRows, type Row } from './preference-rows.ts';
import { logVendorFailure } from './vendor-failure.ts';

/** What the vendor said of a user's preferences is good for so long (ms), unless it was changed here meanwhile. */
const FRESH = 3000;
/** How the vendor's preference center is set up changes by hand, seldom: ms. */
const CONFIG_FRESH = 60_000;

/** Whose preferences, within which account of the site. Always known from the session. */
export interface Owner {
  readonly userId: string;
  readonly tenant: string | undefined;
}

interface Caller {
  readonly requestId: string;
  /** ms */
  readonly now: number;
}

/** What came of an unsubscribe link. */
export type SwitchedOff =
  | { readonly outcome: 'done' | 'already'; readonly changes: readonly PreferenceChange[] }
  | { readonly outcome: 'locked' | 'gone' };

/** What an unsubscribe link is about: one row on a channel, or, without a row, all that may be switched off. */
export interface Unsubscribing {
  readonly row: string | undefined;
  readonly channel: string;
}

interface Target {
  readonly row: Row;
  readonly channel: string;
  readonly enabled: false;
}

interface Ports {
  readonly policy: SitePolicy['preferences'];
  readonly knock: KnockClient;
  readonly caches: DurableObjectNamespace<PreferenceCache>;
  readonly log: Log;
}

/** The preference center's rows: the site and the vendor say which there are, the vendor holds what the user chose. */
export class PreferenceCenter {
  readonly #ports: Ports;
  readonly #siteRows: readonly Row[];
  readonly #configs = new BoundedCache<Promise<CenterConfig>>(1);

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#siteRows = siteRows(ports.policy);
  }

  async read(owner: Owner, caller: Caller): Promise<Preferences> {
    const [rows, set] = await Promise.all([this.#rows(owner, caller), this.#cached(owner, caller)]);
    return this.#present(rows, set);
  }

  /**
   * Writes the changes in one merge, after each was checked; one that is refused leaves all unwritten.
   * @throws {ProblemError} preference_unknown, preference_locked
   */
  async change(owner: Owner, changes: readonly PreferenceChange[], caller: Caller): Promise<Preferences> {
    // Most refusals need no vendor.
    for (const { row, channel } of changes) {
      if (this.#siteRows.some(({ id, locked }) => id === row && locked)) throw refused(row, channel);
    }
    const rows = await this.#rows(owner, caller, changes);
    const named = changes.map((change) => {
      const row = rows.list.find(({ id }) => id === change.row);
      if (!row?.channels.includes(change.channel)) {
        throw new ProblemError('preference_unknown', 'No row of this id has such a channel.');
      }
      return { ...change, row };
    });
    const before = await this.#stored(owner);
    for (const { row, channel } of named) {
      const { locked, conditional } = settingOf(before, row.place, channel);
      if (row.locked || locked || conditional) throw refused(row.id, channel);
    }
    return this.#present(rows, await this.#write(owner, rows.list, before, named));
  }

  /**
   * Forgets the user's choices, so that the defaults hold. What the visitor may not change stays as it is: conditional
   * values, and an opt-out of commercial messages, which no reset may undo.
   */
  async reset(owner: Owner, caller: Caller): Promise<Preferences> {
    const rows = await this.#rows(owner, caller);
    const before = await this.#stored(owner);
    const kept: PreferenceSetChange = {};
    for (const row of rows.list) {
      for (const channel of row.channels) {
        const { conditional, raw } = settingOf(before, row.place, channel);
        if (conditional && raw !== undefined) place(kept, before, row.place, channel, raw);
      }
    }
    const commercial = settingOf(before, { part: 'commercial_subscribed' }, wholeRow);
    if (!commercial.enabled) kept.commercial_subscribed = false;
    return this.#present(rows, await this.#put(owner, kept, 'replace'));
  }

  /** Switches off what an unsubscribe link is about. Done twice, it is done. */
  async switchOff(owner: Owner, what: Unsubscribing, caller: Caller): Promise<SwitchedOff> {
    const rows = await this.#rows(owner, caller, neededBy(what));
    const targets = targetsOf(rows.list, what);
    if (targets.length === 0) return { outcome: 'gone' };
    const before = await this.#stored(owner);
    const due = dueOf(targets, before);
    if (due === 'locked') return { outcome: due };
    if (due.length === 0) return { outcome: 'already', changes: [] };
    await this.#write(owner, rows.list, before, due);
    return { outcome: 'done', changes: due.map((change) => ({ ...change, row: change.row.id })) };
  }

  /**
   * What `switchOff` would come to: `done` where there is something to switch off. Changes nothing, and agrees with what
   * `read` shows. While the vendor does not answer, what is not known to be off counts as on.
   */
  async foresee(owner: Owner, what: Unsubscribing, caller: Caller): Promise<SwitchedOff['outcome']> {
    const rows = await this.#rows(owner, caller, neededBy(what));
    const targets = targetsOf(rows.list, what);
    if (targets.length === 0) return 'gone';
    const set = await this.#cached(owner, caller).catch((error: unknown): PreferenceSet => {
      if (!(error instanceof VendorError)) throw error;
      logVendorFailure(this.#ports.log, error, caller.requestId);
      return {};
    });
    const due = dueOf(targets, set);
    if (due === 'locked') return due;
    return due.length === 0 ? 'already' : 'done';
  }

  /** A row as a link names it; undefined when there is none of this id any more. */
  async row(
    owner: Owner,
    id: string,
    caller: Caller,
  ): Promise<{ label: string; whole: boolean } | undefined> {
    const rows = await this.#rows(owner, caller, [{ row: id }]);
    const row = rows.list.find((candidate) => candidate.id === id);
    return row && { label: row.label, whole: row.channels.includes(wholeRow) };
  }

  /** The label of a channel. */
  channelLabel(key: string): string | undefined {
    return this.#ports.policy.channels.find((channel) => channel.key === key)?.label;
  }

  /**
   * Merges. A tenant's set begins with the visitor's first choice in it, and where it begins, their own set no longer
   * shows through: what they saw and did not name is then written along, so that it stays.
   */
  async #write(
    owner: Owner,
    rows: readonly Row[],
    before: PreferenceSet,
    changes: readonly { row: Row; channel: string; enabled: boolean }[],
  ): Promise<PreferenceSet> {
    const { knock } = this.#ports;
    const begins = owner.tenant !== undefined && !(await knock.hasPreferences(owner.userId, owner.tenant));
    const change: PreferenceSetChange = {};
    for (const { row, channel, enabled } of changes) place(change, before, row.place, channel, enabled);
    const after = await this.#put(owner, change);
    if (!begins) return after;
    const lost: PreferenceSetChange = {};
    for (const row of rows) {
      for (const channel of row.channels) {
        if (changes.some((named) => named.row === row && named.channel === channel)) continue;
        const was = settingOf(before, row.place, channel);
        const is = settingOf(after, row.place, channel);
        if (was.enabled !== is.enabled || was.conditional !== is.conditional) {
          place(lost, after, row.place, channel, was.raw ?? was.enabled);
        }
      }
    }
    return Object.keys(lost).length > 0 ? this.#put(owner, lost) : after;
  }

  async #put(owner: Owner, change: PreferenceSetChange, strategy?: 'replace'): Promise<PreferenceSet> {
    try {
      return await this.#ports.knock.setPreferences(owner.userId, setOf(owner), change, strategy);
    } finally {
      // Also after a failure: it may have been written all the same.
      await this.#cache(owner)
        .forget()
        .catch((error: unknown) => this.#ports.log({ event: 'unhandled_error', ...describeError(error) }));
    }
  }

  #cache({ userId }: Owner) {
    return this.#ports.caches.getByName(userId);
  }

  /** What the vendor has: a change is decided by nothing older. */
  #stored(owner: Owner): Promise<PreferenceSet> {
    return this.#ports.knock.preferences(owner.userId, setOf(owner));
  }

  /** What the vendor had a moment ago, or has. A cache that does not answer costs its saving, not the answer. */
  async #cached(owner: Owner, { now }: Caller): Promise<PreferenceSet> {
    const cache = this.#cache(owner);
    const known = await cache.read(setOf(owner), now).catch(() => undefined);
    if (known?.json !== undefined) return preferenceSetSchema.parse(JSON.parse(known.json));
    const set = await this.#stored(owner);
    if (known) {
      await cache
        .keep(setOf(owner), known.generation, JSON.stringify(set), now + FRESH)
        .catch(() => undefined);
    }
    return set;
  }

  /**
   * The rows there are. While the vendor's preference center cannot be read the site's own rows do, unless one that is
   * `needed` is not among them.
   */
  async #rows(
    { userId, tenant }: Owner,
    caller: Caller,
    needed: readonly Pick<PreferenceChange, 'row'>[] = [],
  ): Promise<{ list: readonly Row[]; brandingRequired: boolean }> {
    const { policy, log } = this.#ports;
    const keys = policy.channels.map(({ key }) => key);
    // The subscription to commercial messages is the person's, and no tenant's.
    const fit = (rows: readonly Row[]) =>
      tenant === undefined ? rows : rows.filter(({ type }) => type !== 'commercial');
    if (!policy.vendorRows) return { list: fit(this.#siteRows), brandingRequired: false };
    try {
      const config = await this.#config(userId, caller.now);
      return {
        list: fit(mergeRows(this.#siteRows, config, keys)),
        brandingRequired: config.knock_branding_required === true,
      };
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      const own = needed.every(({ row }) => this.#siteRows.some(({ id }) => id === row));
      if (error.status !== 404) {
        if (!own || this.#siteRows.length === 0) throw error;
        logVendorFailure(log, error, caller.requestId);
      }
      return { list: fit(this.#siteRows), brandingRequired: false };
    }
  }

  /** The same for all users, so that one isolate asks once a minute. */
  async #config(userId: string, now: number): Promise<CenterConfig> {
    const known = this.#configs.get('', now);
    if (known) return known;
    const asking = this.#ports.knock.centerConfig(userId);
    this.#configs.set('', asking, now + CONFIG_FRESH);
    try {
      return await asking;
    } catch (error) {
      this.#configs.delete('');
      throw error;
    }
  }

  #present(
    { list, brandingRequired }: { list: readonly Row[]; brandingRequired: boolean },
    set: PreferenceSet,
  ): Preferences {
    return {
      ...presentRows(list, this.#ports.policy.channels, set),
      ...(brandingRequired && { brandingRequired: true }),
    };
  }
}

const neededBy = ({ row }: Unsubscribing) => (row === undefined ? [] : [{ row }]);

/** What there is, of these rows, to switch off: also what is off or locked. */
function targetsOf(rows: readonly Row[], { row: id, channel }: Unsubscribing): Target[] {
  return rows.flatMap((row) => {
    if (id === undefined ? row.type === 'channel_types' || row.type === 'channel' : row.id !== id) return [];
    const on = row.channels.includes(wholeRow) ? wholeRow : channel;
    return row.channels.includes(on) ? [{ row, channel: on, enabled: false }] : [];
  });
}

/** Those that are on and may be switched off, or that none may. */
function dueOf(targets: readonly Target[], set: PreferenceSet): Target[] | 'locked' {
  const open = targets.filter(
    ({ row, channel }) => !row.locked && !settingOf(set, row.place, channel).locked,
  );
  if (open.length === 0) return 'locked';
  return open.filter(({ row, channel }) => settingOf(set, row.place, channel).enabled);
}

const setOf = ({ tenant }: Owner): string => tenant ?? 'default';

const refused = (row: string, channel: string): ProblemError =>
  new ProblemError('preference_locked', `The site decides about ${row} on ${channel}.`);
