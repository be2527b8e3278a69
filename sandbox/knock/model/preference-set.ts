import * as z from 'zod';
import { channelTypes } from './channels.ts';
import { condition } from './conditions.ts';

// Preference sets as the vendor stores them. The shapes follow `PreferenceSetRequest` of the server SDK, and the
// documentation where it knows more (`__strategy__`).

/** An answer always has an argument, if null: operators such as `empty` need none in a request. */
const conditions = z.array(condition.extend({ argument: z.string().nullable().default(null) }));
const setting = z.union([z.boolean(), z.strictObject({ conditions })]);
const strategy = z.enum(['merge', 'replace']);

const channelTypeSettings = z.strictObject({
  ...Object.fromEntries(channelTypes.map((type) => [type, setting.optional()])),
  __strategy__: strategy.optional(),
});
const channelSettings = z.object({ __strategy__: strategy.optional() }).catchall(setting);
const scopedSetting = z.union([
  z.boolean(),
  z.strictObject({
    channel_types: channelTypeSettings.nullish(),
    channels: channelSettings.nullish(),
    conditions: conditions.nullish(),
    __strategy__: strategy.optional(),
  }),
]);
const scopedSettings = z.record(z.string(), scopedSetting.nullable());

/** What a request may hold; what it does not know (`id`, which an answer has) is left out. */
export const preferenceSetRequest = z.object({
  __persistence_strategy__: z.enum(['merge', 'replace']).optional(),
  categories: scopedSettings.nullish(),
  workflows: scopedSettings.nullish(),
  channel_types: channelTypeSettings.nullish(),
  channels: channelSettings.nullish(),
  commercial_subscribed: setting.nullish(),
});
export type PreferenceSetRequest = z.infer<typeof preferenceSetRequest>;

/** The deprecated endpoints for a part of a set: all of its workflows, categories or kinds of channel … */
export const preferencePart = {
  workflows: scopedSettings,
  categories: scopedSettings,
  channel_types: channelTypeSettings,
} as const;

/** … or one of them: `{subscribed: true}`, or the setting itself. */
const subscribed = z.strictObject({ subscribed: z.boolean() }).transform((body) => body.subscribed);
export const preferencePartItem = {
  workflows: z.union([subscribed, scopedSetting]),
  categories: z.union([subscribed, scopedSetting]),
  channel_types: z.union([subscribed, setting]),
} as const;

/** The parts of a set, as plain trees: what is merged. */
export type PreferenceTree = Readonly<Record<string, unknown>>;

/** A set as an answer shows it. */
export interface PreferenceSet {
  readonly __typename: 'PreferenceSet';
  readonly id: string;
  readonly categories: unknown;
  readonly workflows: unknown;
  readonly channel_types: unknown;
  readonly channels: unknown;
  readonly commercial_subscribed: unknown;
}

export function toPreferenceSet(id: string, tree: PreferenceTree): PreferenceSet {
  return {
    __typename: 'PreferenceSet',
    id,
    categories: tree['categories'] ?? null,
    workflows: tree['workflows'] ?? null,
    channel_types: tree['channel_types'] ?? null,
    channels: tree['channels'] ?? null,
    commercial_subscribed: tree['commercial_subscribed'] ?? null,
  };
}

/** Puts a request into what is stored: over it when it asks to merge, else in its place. Null takes a key away. */
export function persist(
  stored: PreferenceTree | undefined,
  request: PreferenceSetRequest,
  byDefault: 'merge' | 'replace',
): PreferenceTree {
  const { __persistence_strategy__: persistence = byDefault, ...tree } = request;
  return mergeDeep(persistence === 'merge' ? (stored ?? {}) : {}, tree);
}

/** Puts a part of a set in the place of what stands there: all its workflows, or one of them. */
export function persistAt(
  stored: PreferenceTree | undefined,
  [key, ...rest]: readonly [string, ...string[]],
  value: unknown,
): PreferenceTree {
  const [next, ...further] = rest;
  const placed = next === undefined ? value : persistAt(asTree(stored?.[key]), [next, ...further], value);
  return mergeDeep({ ...stored, [key]: null }, { [key]: placed });
}

function mergeDeep(under: PreferenceTree, over: PreferenceTree): PreferenceTree {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) Reflect.deleteProperty(merged, key);
    else if (isTree(value)) merged[key] = mergeDeep(asTree(merged[key]), value);
    else if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/**
 * The set that holds for somebody: each set wins over those before it, key by key, except where an earlier one says
 * `"__strategy__": "replace"` about a preference: that one stands as it is.
 */
export function resolve(sets: readonly PreferenceTree[]): PreferenceTree {
  return sets.reduce(overlay, {});
}

function overlay(defaults: PreferenceTree, own: PreferenceTree): PreferenceTree {
  const merged: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(own)) {
    const beneath = merged[key];
    if (isTree(beneath) && beneath['__strategy__'] === 'replace') continue;
    merged[key] = isTree(value) && isTree(beneath) ? overlay(beneath, value) : value;
  }
  return merged;
}

export function isTree(value: unknown): value is PreferenceTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asTree(value: unknown): PreferenceTree {
  return isTree(value) ? value : {};
}
