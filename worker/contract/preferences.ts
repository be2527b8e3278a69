import * as z from 'zod';

/** A row's value on one channel. */
export const preferenceValueSchema = z
  .object({
    enabled: z.boolean(),
    locked: z.boolean().exactOptional().describe('The site decides; a change is refused'),
    conditional: z
      .boolean()
      .exactOptional()
      .describe('Depends on conditions kept at the vendor; shown, not edited'),
    muted: z
      .boolean()
      .exactOptional()
      .describe('The channel as a whole is off: nothing comes by it, whatever this says'),
  })
  .meta({ id: 'PreferenceValue' });

export const preferenceRowSchema = z
  .object({
    id: z.string(),
    type: z
      .enum(['workflow', 'category', 'channel_types', 'channel', 'commercial'])
      .describe(
        'A workflow or a category, by channels; channel_types: each channel as a whole; channel: one single channel; ' +
          'commercial: commercial messages. The last two have one value, under the key `all`',
      ),
    label: z.string(),
    description: z.string().exactOptional(),
    locked: z.boolean().describe('Every channel of the row is locked'),
    channels: z
      .record(z.string(), preferenceValueSchema)
      .describe('By the key of a channel; others do not apply'),
  })
  .meta({ id: 'PreferenceRow' });

export const preferencesSchema = z
  .object({
    channels: z.array(z.object({ key: z.string(), label: z.string() })),
    rows: z.array(preferenceRowSchema),
    brandingRequired: z
      .boolean()
      .exactOptional()
      .describe("The vendor's plan demands that its name is shown"),
  })
  .meta({ id: 'Preferences' });

/** The key of the one value of a row that is not divided by channels. */
export const wholeRow = 'all';

export const preferenceChangeSchema = z
  .strictObject({ row: z.string().max(256), channel: z.string().max(256), enabled: z.boolean() })
  .meta({ id: 'PreferenceChange' });

export const preferencesPatchSchema = z
  .strictObject({ changes: z.array(preferenceChangeSchema).min(1).max(100) })
  .meta({ id: 'PreferencesPatch' });

/** `tenant` names an account within the site; its preferences are apart from the person's own. */
export const preferencesQuerySchema = z.object({
  tenant: z
    .string()
    // Not `.` or `..`: in the vendor's URL these would lead to another resource than the preferences.
    .regex(/^(?!\.{1,2}$)[\w.@-]{1,128}$/)
    .exactOptional(),
});

export type PreferenceValue = z.infer<typeof preferenceValueSchema>;
export type PreferenceRow = z.infer<typeof preferenceRowSchema>;
export type Preferences = z.infer<typeof preferencesSchema>;
export type PreferenceChange = z.infer<typeof preferenceChangeSchema>;
