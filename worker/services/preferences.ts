import type { PreferenceChange, PreferenceRow, Preferences, PreferenceValue } from '../contract/index.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import type { KnockClient } from '../vendors/knock/client.ts';
import { settingOf, type PreferenceSet, type PreferenceSetChange } from '../vendors/knock/preference-set.ts';

type RowPolicy = SitePolicy['preferences']['rows'][number];

const setOf = (tenant: string | undefined): string => tenant ?? 'default';
const kindOf = (row: RowPolicy): 'categories' | 'workflows' =>
  row.type === 'category' ? 'categories' : 'workflows';

/** The preference center's rows: the site says which there are, Knock holds what the user chose. */
export class PreferenceCenter {
  readonly #policy: SitePolicy['preferences'];
  readonly #knock: KnockClient;

  constructor(policy: SitePolicy['preferences'], knock: KnockClient) {
    this.#policy = policy;
    this.#knock = knock;
  }

  async read(userId: string, tenant: string | undefined): Promise<Preferences> {
    return this.#present(await this.#knock.preferences(userId, setOf(tenant)));
  }

  /**
   * Writes the changes in one merge, after each was checked; one that is refused leaves all unwritten.
   * @throws {ProblemError} preference_unknown, preference_locked
   */
  async change(
    userId: string,
    tenant: string | undefined,
    changes: readonly PreferenceChange[],
  ): Promise<Preferences> {
    const rows = changes.map((change) => this.#rowOf(change));
    const before = this.#present(await this.#knock.preferences(userId, setOf(tenant)));
    for (const { row, channel } of changes) {
      const value = before.rows.find(({ id }) => id === row)?.channels[channel];
      if (value?.locked || value?.conditional) throw locked(row, channel);
    }
    const merged: PreferenceSetChange = {};
    changes.forEach(({ channel, enabled }, index) => {
      const row = rows[index];
      if (!row) return;
      const entries = (merged[kindOf(row)] ??= {});
      (entries[row.id] ??= { channel_types: {} }).channel_types[channel] = enabled;
    });
    return this.#present(await this.#knock.setPreferences(userId, setOf(tenant), merged));
  }

  /** The row a change is about, known from the site's policy alone: most refusals need no vendor. */
  #rowOf({ row: id, channel }: PreferenceChange): RowPolicy {
    const row = this.#policy.rows.find((candidate) => candidate.id === id);
    if (!row?.channels.includes(channel)) {
      throw new ProblemError('preference_unknown', 'No row of this id has such a channel.');
    }
    if (row.locked) throw locked(id, channel);
    return row;
  }

  #present(set: PreferenceSet): Preferences {
    return {
      channels: this.#policy.channels,
      rows: this.#policy.rows.map((row): PreferenceRow => {
        const channels: Record<string, PreferenceValue> = {};
        for (const channel of row.channels) channels[channel] = presentValue(row, channel, set);
        return {
          id: row.id,
          type: row.type,
          label: row.label,
          ...(row.description !== undefined && { description: row.description }),
          locked: Object.values(channels).every((value) => value.locked === true),
          channels,
        };
      }),
    };
  }
}

function presentValue(row: RowPolicy, channel: string, set: PreferenceSet): PreferenceValue {
  if (row.locked) return { enabled: true, locked: true };
  const { enabled, locked: decided, conditional } = settingOf(set, kindOf(row), row.id, channel);
  return { enabled, ...(decided && { locked: true }), ...(conditional && { conditional: true }) };
}

const locked = (row: string, channel: string): ProblemError =>
  new ProblemError('preference_locked', `The site decides about ${row} on ${channel}.`);
