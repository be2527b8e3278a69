import * as z from 'zod/mini';

/** A row's value on one channel. */
export const preferenceValueSchema = z
  .lazy(() =>
    z.object({
      enabled: z.boolean(),
      locked: z
        .exactOptional(z.boolean())
        .register(z.globalRegistry, { description: 'The site decides; a change is refused' }),
      conditional: z.exactOptional(z.boolean()).register(z.globalRegistry, {
        description: 'Depends on conditions kept at the vendor; shown, not edited',
      }),
      muted: z.exactOptional(z.boolean()).register(z.globalRegistry, {
        description: 'The channel as a whole is off: nothing comes by it, whatever this says',
      }),
    }),
  )
  .register(z.globalRegistry, { id: 'PreferenceValue' });

export const preferenceRowSchema = z
  .lazy(() =>
    z.object({
      id: z.string(),
      type: z
        .enum(['workflow', 'category', 'channel_types', 'channel', 'commercial'])
        .register(z.globalRegistry, {
          description:
            'A workflow or a category, by channels; channel_types: each channel as a whole; channel: one single channel; ' +
            'commercial: commercial messages. The last two have one value, under the key `all`',
        }),
      label: z.string(),
      description: z.exactOptional(z.string()),
      locked: z.boolean().register(z.globalRegistry, { description: 'Every channel of the row is locked' }),
      channels: z
        .record(z.string(), preferenceValueSchema)
        .register(z.globalRegistry, { description: 'By the key of a channel; others do not apply' }),
    }),
  )
  .register(z.globalRegistry, { id: 'PreferenceRow' });

export const preferencesSchema = z
  .lazy(() =>
    z.object({
      channels: z.array(z.object({ key: z.string(), label: z.string() })),
      rows: z.array(preferenceRowSchema),
      brandingRequired: z
        .exactOptional(z.boolean())
        .register(z.globalRegistry, { description: "The vendor's plan demands that its name is shown" }),
    }),
  )
  .register(z.globalRegistry, { id: 'Preferences' });

/** The key of the one value of a row that is not divided by channels. */
export const wholeRow = 'all';

export const preferenceChangeSchema = z
  .lazy(() =>
    z.strictObject({
      row: z.string().check(z.maxLength(256)),
      channel: z.string().check(z.maxLength(256)),
      enabled: z.boolean(),
    }),
  )
  .register(z.globalRegistry, { id: 'PreferenceChange' });

export const preferencesPatchSchema = z
  .lazy(() =>
    z.strictObject({ changes: z.array(preferenceChangeSchema).check(z.minLength(1), z.maxLength(100)) }),
  )
  .register(z.globalRegistry, { id: 'PreferencesPatch' });

/** `tenant` names an account within the site; its preferences are apart from the person's own. */
export const preferencesQuerySchema = z.object({
  tenant: z.exactOptional(
    // Not `.` or `..`: in the vendor's URL these would lead to another resource than the preferences.
    z.string().check(z.regex(/^(?!\.{1,2}$)[\w.@-]{1,128}$/)),
  ),
});

export type PreferenceValue = z.infer<typeof preferenceValueSchema>;
export type PreferenceRow = z.infer<typeof preferenceRowSchema>;
export type Preferences = z.infer<typeof preferencesSchema>;
export type PreferenceChange = z.infer<typeof preferenceChangeSchema>;
