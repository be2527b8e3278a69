import * as z from 'zod';

const limitsSchema = z.strictObject({
  allowed_file_extensions: z.array(z.string()),
  blocked_file_extensions: z.array(z.string()),
  allowed_mime_types: z.array(z.string()),
  blocked_mime_types: z.array(z.string()),
  /** Bytes; 0 is the vendor's own limit. */
  size_limit: z.int().min(0),
});
/** What files may be uploaded: where a list allows some, no others; what a list blocks, never. */
export type UploadLimits = z.infer<typeof limitsSchema>;

/** What a backend may change of the app by `PATCH /app`; any other name is an error that says so. */
export const appPatchSchema = z.strictObject({
  file_upload_config: limitsSchema.partial().optional(),
  image_upload_config: limitsSchema.partial().optional(),
  custom_action_handler_url: z.string().optional(),
  disable_auth_checks: z.boolean().optional(),
  revoke_tokens_issued_before: z.iso.datetime({ offset: true }).nullish(),
});
export type AppPatch = z.infer<typeof appPatchSchema>;

export interface AppSettings {
  file_upload_config: UploadLimits;
  image_upload_config: UploadLimits;
  /** Where custom commands would be sent. */
  custom_action_handler_url: string;
  /** Tokens for development, which nobody signed, are taken. */
  disable_auth_checks: boolean;
  /** ISO 8601: tokens that were issued earlier, or do not say when, are revoked. */
  revoke_tokens_issued_before: string | null;
}

/** The vendor's limit of a file, in bytes. */
export const largestFile = 100 * 1024 * 1024;

const anything: UploadLimits = {
  allowed_file_extensions: [],
  blocked_file_extensions: [],
  allowed_mime_types: [],
  blocked_mime_types: [],
  size_limit: largestFile,
};

/** The settings that an app starts with. */
export const defaultAppSettings = (): AppSettings => ({
  file_upload_config: {
    ...anything,
    blocked_file_extensions: ['.exe', '.bat', '.cmd', '.sh', '.html', '.htm'],
  },
  image_upload_config: {
    ...anything,
    allowed_mime_types: [
      'image/png',
      'image/jpeg',
      'image/gif',
      'image/webp',
      'image/avif',
      'image/svg+xml',
      'image/bmp',
    ],
  },
  custom_action_handler_url: '',
  disable_auth_checks: false,
  revoke_tokens_issued_before: null,
});

/** The settings after a change; of limits only what is named changes. */
export const patchedSettings = (settings: AppSettings, patch: AppPatch): AppSettings => ({
  file_upload_config: patchedLimits(settings.file_upload_config, patch.file_upload_config),
  image_upload_config: patchedLimits(settings.image_upload_config, patch.image_upload_config),
  custom_action_handler_url: patch.custom_action_handler_url ?? settings.custom_action_handler_url,
  disable_auth_checks: patch.disable_auth_checks ?? settings.disable_auth_checks,
  // null takes it back.
  revoke_tokens_issued_before:
    patch.revoke_tokens_issued_before === undefined
      ? settings.revoke_tokens_issued_before
      : patch.revoke_tokens_issued_before,
});

const patchedLimits = (limits: UploadLimits, patch: AppPatch['file_upload_config'] = {}): UploadLimits => ({
  allowed_file_extensions: patch.allowed_file_extensions ?? limits.allowed_file_extensions,
  blocked_file_extensions: patch.blocked_file_extensions ?? limits.blocked_file_extensions,
  allowed_mime_types: patch.allowed_mime_types ?? limits.allowed_mime_types,
  blocked_mime_types: patch.blocked_mime_types ?? limits.blocked_mime_types,
  size_limit: patch.size_limit ?? limits.size_limit,
});
