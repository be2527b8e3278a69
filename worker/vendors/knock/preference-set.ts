import * as z from 'zod';

/** A value is a boolean, or holds conditions that only Knock evaluates. */
const valueSchema = z.union([z.boolean(), z.looseObject({ conditions: z.array(z.unknown()) })]);

const channelTypesSchema = z.looseObject({
  /** `replace` at a tenant: its values win over the user's (Knock's docs, per-tenant preferences). */
  __strategy__: z.enum(['merge', 'replace']).optional(),
});

const entrySchema = z.union([
  z.boolean(),
  z.looseObject({
    __strategy__: z.enum(['merge', 'replace']).optional(),
    channel_types: channelTypesSchema.nullish(),
    conditions: z.array(z.unknown()).nullish(),
  }),
]);

/** Knock's preference set, as far as rows need it. */
export const preferenceSetSchema = z.looseObject({
  categories: z.record(z.string(), z.unknown()).nullish(),
  workflows: z.record(z.string(), z.unknown()).nullish(),
  channel_types: channelTypesSchema.nullish(),
});

export type PreferenceSet = z.infer<typeof preferenceSetSchema>;

type Kind = 'categories' | 'workflows';

/** What a write names: one or more channels of one or more rows. */
export type PreferenceSetChange = Partial<
  Record<Kind, Record<string, { channel_types: Record<string, boolean> }>>
>;

export interface Setting {
  readonly enabled: boolean;
  /** Decided above the user. */
  readonly locked: boolean;
  /** Depends on conditions. */
  readonly conditional: boolean;
}

const isReplace = (value: { __strategy__?: 'merge' | 'replace' | undefined } | null | undefined): boolean =>
  value?.__strategy__ === 'replace';

/** What a set says of one row on one channel. What is missing is on (Knock's docs, preferences). */
export function settingOf(set: PreferenceSet, kind: Kind, id: string, channel: string): Setting {
  const entry = entrySchema.safeParse(set[kind]?.[id]).data;
  if (entry === undefined) return { enabled: true, locked: false, conditional: false };
  if (typeof entry === 'boolean') return { enabled: entry, locked: false, conditional: false };
  const value = valueSchema.safeParse(entry.channel_types?.[channel]).data;
  return {
    enabled: value !== false,
    locked: isReplace(entry) || isReplace(entry.channel_types),
    conditional: typeof value === 'object' || (entry.conditions?.length ?? 0) > 0,
  };
}
