import * as z from 'zod/mini';

const strategy = z.optional(z.enum(['merge', 'replace']));

/** A value is a boolean, or holds conditions that only Knock evaluates. */
const valueSchema = z.lazy(() => z.union([z.boolean(), z.looseObject({ conditions: z.array(z.unknown()) })]));

const channelTypesSchema = z.lazy(() =>
  z.looseObject({
    /** `replace` at a tenant: its values win over the user's (Knock's docs, per-tenant preferences). */
    __strategy__: strategy,
  }),
);

const entrySchema = z.lazy(() =>
  z.union([
    z.boolean(),
    z.looseObject({
      __strategy__: strategy,
      channel_types: z.nullish(channelTypesSchema),
      conditions: z.nullish(z.array(z.unknown())),
    }),
  ]),
);

/** Knock's preference set, as far as rows need it. */
export const preferenceSetSchema = z.lazy(() =>
  z.looseObject({
    categories: z.nullish(z.record(z.string(), z.unknown())),
    workflows: z.nullish(z.record(z.string(), z.unknown())),
    channel_types: z.nullish(channelTypesSchema),
    channels: z.nullish(channelTypesSchema),
    commercial_subscribed: z.nullish(valueSchema),
  }),
);

export type PreferenceSet = z.infer<typeof preferenceSetSchema>;

type Values = Record<string, unknown>;

/** What a write names. */
export interface PreferenceSetChange {
  categories?: Record<string, { channel_types: Values }>;
  workflows?: Record<string, { channel_types: Values }>;
  channel_types?: Values;
  channels?: Values;
  commercial_subscribed?: unknown;
}

/** Where in a set a row's values stand. */
export type Place =
  | { readonly part: 'categories' | 'workflows'; readonly key: string }
  | { readonly part: 'channel_types' }
  | { readonly part: 'channels'; readonly key: string }
  | { readonly part: 'commercial_subscribed' };

export interface Setting {
  readonly enabled: boolean;
  /** Decided above the user. */
  readonly locked: boolean;
  /** Depends on conditions. */
  readonly conditional: boolean;
  /** The value as it stands in the set. */
  readonly raw: unknown;
}

/** Every kind of channel that Knock knows. */
const channelTypes = ['chat', 'email', 'http', 'in_app_feed', 'push', 'sms'];

const own = (values: object | null | undefined, key: string): unknown =>
  values && Object.hasOwn(values, key) ? (values as Values)[key] : undefined;

const isReplace = (value: { __strategy__?: 'merge' | 'replace' | undefined } | null | undefined): boolean =>
  value?.__strategy__ === 'replace';

/** What a set says at a place, on a channel where the place has several. What is missing is on (Knock's docs, preferences). */
export function settingOf(set: PreferenceSet, place: Place, channel: string): Setting {
  switch (place.part) {
    case 'commercial_subscribed':
      return setting(set.commercial_subscribed);
    case 'channels':
      return setting(own(set.channels, place.key), isReplace(set.channels));
    case 'channel_types':
      return setting(own(set.channel_types, channel), isReplace(set.channel_types));
    case 'categories':
    case 'workflows': {
      const entry = entrySchema.safeParse(own(set[place.part], place.key)).data;
      if (entry === undefined || typeof entry === 'boolean') return setting(entry);
      const { enabled, conditional, raw } = setting(own(entry.channel_types, channel));
      return {
        enabled,
        locked: isReplace(entry) || isReplace(entry.channel_types),
        conditional: conditional || (entry.conditions?.length ?? 0) > 0,
        raw,
      };
    }
  }
}

function setting(raw: unknown, locked = false): Setting {
  const value = valueSchema.safeParse(raw).data;
  return { enabled: value !== false, locked, conditional: typeof value === 'object', raw };
}

/**
 * Puts a value into a change. A row that `set` has off as a whole says so channel by channel afterwards: else a merge
 * over it would switch on what nobody named.
 */
export function place(
  into: PreferenceSetChange,
  set: PreferenceSet,
  at: Place,
  channel: string,
  value: unknown,
): void {
  switch (at.part) {
    case 'commercial_subscribed':
      into.commercial_subscribed = value;
      break;
    case 'channels':
      (into.channels ??= {})[at.key] = value;
      break;
    case 'channel_types':
      (into.channel_types ??= {})[channel] = value;
      break;
    case 'categories':
    case 'workflows': {
      const entries = (into[at.part] ??= {});
      const allOff = own(set[at.part], at.key) === false;
      const entry = (entries[at.key] ??= {
        channel_types: allOff ? Object.fromEntries(channelTypes.map((type) => [type, false])) : {},
      });
      entry.channel_types[channel] = value;
    }
  }
}

/** The preference center that is set up at Knock, as far as rows need it. */
export const centerConfigSchema = z.lazy(() =>
  z.looseObject({
    enabled: z.boolean(),
    knock_branding_required: z.nullish(z.boolean()),
    config: z.nullish(
      z.looseObject({
        rows: z.array(
          z.looseObject({
            type: z.string(),
            name: z.nullish(z.string()),
            description: z.nullish(z.string()),
            identifier: z.nullish(z.string()),
            /** Null or empty: all. */
            channel_types: z.nullish(z.array(z.string())),
          }),
        ),
      }),
    ),
  }),
);

export type CenterConfig = z.infer<typeof centerConfigSchema>;
