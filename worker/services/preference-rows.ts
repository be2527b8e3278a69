import { wholeRow, type PreferenceRow, type Preferences, type PreferenceValue } from '../contract/index.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import {
  settingOf,
  type CenterConfig,
  type Place,
  type PreferenceSet,
} from '../vendors/knock/preference-set.ts';

type RowPolicy = SitePolicy['preferences']['rows'][number];
type VendorRow = NonNullable<CenterConfig['config']>['rows'][number];

/** A row of the preference center: what it is called, and where its values stand. */
export interface Row {
  readonly id: string;
  readonly type: PreferenceRow['type'];
  readonly place: Place;
  readonly label: string;
  readonly description: string | undefined;
  readonly channels: readonly string[];
  readonly locked: boolean;
}

/** The rows that the site's policy names. */
export function siteRows({ rows }: SitePolicy['preferences']): Row[] {
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    place: placeOf(row),
    label: row.label,
    description: row.description,
    channels: row.channels ?? [wholeRow],
    locked: 'locked' in row && row.locked === true,
  }));
}

function placeOf(row: RowPolicy): Place {
  switch (row.type) {
    case 'workflow':
      return { part: 'workflows', key: row.key ?? row.id };
    case 'category':
      return { part: 'categories', key: row.key ?? row.id };
    case 'channel':
      return { part: 'channels', key: row.key };
    case 'channel_types':
      return { part: 'channel_types' };
    case 'commercial':
      return { part: 'commercial_subscribed' };
  }
}

/**
 * The site's rows, then those that only the vendor's preference center has. Where both name one, the site's words,
 * channels and lock hold, and the vendor's description fills in for one that is missing.
 */
export function mergeRows(site: readonly Row[], config: CenterConfig, channels: readonly string[]): Row[] {
  const offered = config.enabled ? (config.config?.rows ?? []) : [];
  const found = offered.flatMap((row) => vendorRow(row, channels) ?? []);
  const at = ({ place }: Row) => JSON.stringify(place);
  const byPlace = new Map(found.map((row) => [at(row), row]));
  const merged = site.map((row): Row => {
    const theirs = byPlace.get(at(row));
    byPlace.delete(at(row));
    return { ...row, description: row.description ?? theirs?.description };
  });
  const taken = new Set(merged.map(({ id }) => id));
  for (const row of byPlace.values()) {
    // A workflow and a category may have the same key.
    const id = taken.has(row.id) ? `${row.type}.${row.id}` : row.id;
    if (taken.has(id)) continue;
    taken.add(id);
    merged.push({ ...row, id });
  }
  return merged;
}

/** Undefined for a row that this Worker does not know how to show. */
function vendorRow(row: VendorRow, offered: readonly string[]): Row | undefined {
  const { name, identifier, description } = row;
  if (!name) return undefined;
  const asked = row.channel_types ?? [];
  const channels = offered.filter((channel) => asked.length === 0 || asked.includes(channel));
  const words = { label: name, description: description ?? undefined, locked: false };
  switch (row.type) {
    case 'workflow':
    case 'category': {
      if (!identifier || channels.length === 0) return undefined;
      const part = row.type === 'category' ? 'categories' : 'workflows';
      return { ...words, id: identifier, type: row.type, place: { part, key: identifier }, channels };
    }
    case 'channel_types':
      if (channels.length === 0) return undefined;
      return { ...words, id: row.type, type: row.type, place: { part: row.type }, channels };
    case 'channel':
      if (!identifier) return undefined;
      return {
        ...words,
        id: identifier,
        type: row.type,
        place: { part: 'channels', key: identifier },
        channels: [wholeRow],
      };
    case 'commercial_subscribed':
      return { ...words, id: row.type, type: 'commercial', place: { part: row.type }, channels: [wholeRow] };
    default:
      return undefined;
  }
}

/** The rows with what a set says of them. */
export function presentRows(
  rows: readonly Row[],
  channels: Preferences['channels'],
  set: PreferenceSet,
): Preferences {
  return {
    channels,
    rows: rows.map((row): PreferenceRow => {
      const values: Record<string, PreferenceValue> = {};
      for (const channel of row.channels) values[channel] = presentValue(row, channel, set);
      return {
        id: row.id,
        type: row.type,
        label: row.label,
        ...(row.description !== undefined && { description: row.description }),
        locked: Object.values(values).every((value) => value.locked === true),
        channels: values,
      };
    }),
  };
}

function presentValue(row: Row, channel: string, set: PreferenceSet): PreferenceValue {
  // Its workflows pass over preferences at the vendor: no switch reaches them.
  if (row.locked) return { enabled: true, locked: true };
  const { enabled, locked, conditional } = settingOf(set, row.place, channel);
  const divided = row.type === 'workflow' || row.type === 'category';
  const muted = divided && !settingOf(set, { part: 'channel_types' }, channel).enabled;
  return {
    enabled,
    ...(locked && { locked: true }),
    ...(conditional && { conditional: true }),
    ...(muted && { muted: true }),
  };
}
