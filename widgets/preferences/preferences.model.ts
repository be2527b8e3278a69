import type {
  PreferenceChange,
  PreferenceRow,
  Preferences,
  PreferenceValue,
} from '../../worker/contract/index.ts';

/** Where one preference stands. */
export type Place = Pick<PreferenceChange, 'row' | 'channel'>;

/** The key of a row's one value, where it is not divided by channels (`wholeRow` of the contract). */
const whole = 'all';

/** Whether a row has one value for all. */
export function isWhole(row: PreferenceRow): boolean {
  return Object.hasOwn(row.channels, whole);
}

/**
 * Whether the visitor may change a row's value on a channel.
 * @param muted whether what is muted may be changed, too
 */
export function editable(row: PreferenceRow, channel: string, muted = false): boolean {
  const value = row.channels[channel];
  return !!value && !row.locked && !value.locked && !value.conditional && (muted || !value.muted);
}

export function keyOf({ row, channel }: Place): string {
  return JSON.stringify([row, channel]);
}

export function valueOf({ rows }: Preferences, { row, channel }: Place): PreferenceValue | undefined {
  return rows.find(({ id }) => id === row)?.channels[channel];
}

export function withValue(preferences: Preferences, at: Place, value: PreferenceValue): Preferences {
  const rows = preferences.rows.map((row) =>
    row.id === at.row ? { ...row, channels: { ...row.channels, [at.channel]: value } } : row,
  );
  return { ...preferences, rows };
}

/** Mutes what stands under the switches of whole channels, as these stand now. The same object when it was so already. */
export function withMuting(preferences: Preferences): Preferences {
  const above = preferences.rows.find(({ type }) => type === 'channel_types');
  if (!above) return preferences;
  let muting = preferences;
  for (const row of preferences.rows) {
    if ((row.type !== 'workflow' && row.type !== 'category') || row.locked) continue;
    for (const [channel, { muted: was = false, ...value }] of Object.entries(row.channels)) {
      const decides = above.channels[channel];
      const muted = decides ? !decides.enabled : was;
      if (muted === was) continue;
      muting = withValue(muting, { row: row.id, channel }, muted ? { ...value, muted } : value);
    }
  }
  return muting;
}

/** What leads from one state to another, as far as a visitor may go there. */
export function differences(from: Preferences, to: Preferences): PreferenceChange[] {
  return to.rows.flatMap((row) =>
    Object.entries(row.channels).flatMap(([channel, { enabled, locked, conditional }]) => {
      const change = { row: row.id, channel, enabled };
      const was = valueOf(from, change);
      return was && was.enabled !== enabled && !row.locked && !locked && !conditional ? [change] : [];
    }),
  );
}

/** A preference in words: its row's, and its channel's where the row has several. */
export function nameOf(
  { channels, rows }: Preferences,
  { row: id, channel }: Place,
  by: (names: { row: string; channel: string }) => string,
): string {
  const row = rows.find((candidate) => candidate.id === id);
  const label = row?.label ?? id;
  if (channel === whole) return label;
  return by({ row: label, channel: channels.find(({ key }) => key === channel)?.label ?? channel });
}
