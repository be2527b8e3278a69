import * as z from 'zod';
import { configShape } from './channel.ts';
import { time } from './users.ts';

/** What only the app's backend and its dashboard see. */
const limits = z.strictObject({
  allowed_file_extensions: z.array(z.string()),
  blocked_file_extensions: z.array(z.string()),
  allowed_mime_types: z.array(z.string()),
  blocked_mime_types: z.array(z.string()),
  size_limit: z.int(),
});

/** A client sees less of it than a backend. */
export const appShape = z.strictObject({
  name: z.string(),
  file_upload_config: limits,
  image_upload_config: limits,
  custom_action_handler_url: z.string().optional(),
  disable_auth_checks: z.boolean().optional(),
  revoke_tokens_issued_before: z.string().nullable().optional(),
});

export const channelTypeFields = {
  ...configShape.shape,
  grants: z.record(z.string(), z.array(z.string())),
  permissions: z.array(z.never()),
};

/** The answer to a change names the commands only. */
export const changedTypeFields = { ...channelTypeFields, commands: z.array(z.string()) };

/** The commands that every app has tell no times. */
export const commandFields = {
  name: z.string(),
  description: z.string(),
  args: z.string(),
  set: z.string(),
  created_at: time.optional(),
  updated_at: time.optional(),
};

export const roleShape = z.strictObject({
  name: z.string(),
  custom: z.boolean(),
  scopes: z.array(z.string()),
  created_at: time,
  updated_at: time,
});

export const permissionShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  action: z.string(),
  description: z.string(),
  level: z.literal('channel'),
  owner: z.boolean(),
  same_team: z.boolean(),
  custom: z.boolean(),
  tags: z.array(z.string()),
});

export const taskFields = {
  task_id: z.uuid(),
  status: z.literal('completed'),
  created_at: time,
  updated_at: time,
  result: z.record(z.string(), z.strictObject({ status: z.literal('ok') })),
};
