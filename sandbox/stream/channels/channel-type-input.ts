import * as z from 'zod';
import type { ChannelConfig, ChannelType, Command } from './channel-types.ts';
import { inputError, notFound } from '../errors.ts';
import { permissionIds } from '../access/grants.ts';
import type { Grants } from '../access/grants.ts';
import type { State } from '../state.ts';

const behaviour = z.enum(['flag', 'block', 'shadow_block']);

/** The settings that an update of a channel type may name, and that its answer tells. Strict: a name that is none is an error. */
export const settingsShape = {
  typing_events: z.boolean(),
  read_events: z.boolean(),
  connect_events: z.boolean(),
  delivery_events: z.boolean(),
  custom_events: z.boolean(),
  reactions: z.boolean(),
  replies: z.boolean(),
  quotes: z.boolean(),
  uploads: z.boolean(),
  url_enrichment: z.boolean(),
  mutes: z.boolean(),
  search: z.boolean(),
  polls: z.boolean(),
  reminders: z.boolean(),
  shared_locations: z.boolean(),
  user_message_reminders: z.boolean(),
  mark_messages_pending: z.boolean(),
  count_messages: z.boolean(),
  push_notifications: z.boolean(),
  skip_last_msg_update_for_system_msgs: z.boolean(),
  max_message_length: z.int().min(1).max(20_000),
  message_retention: z.string(),
  automod: z.enum(['disabled', 'simple', 'AI']),
  automod_behavior: behaviour,
  blocklist_behavior: behaviour,
};

const namesSchema = z.array(z.string());
const grantsSchema = z.record(z.string(), namesSchema.nullable());

export const typeUpdateSchema = z
  .strictObject({ ...settingsShape, commands: namesSchema, grants: grantsSchema })
  .partial();
export const newTypeSchema = typeUpdateSchema.extend({
  name: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'channel type name is not valid: letters, digits, - _ and 64 at most'),
});
export type TypeUpdate = z.infer<typeof typeUpdateSchema>;

/** What one channel may have otherwise than its type (`config_overrides`). */
export const overridesSchema = z
  .strictObject({
    typing_events: settingsShape.typing_events,
    reactions: settingsShape.reactions,
    replies: settingsShape.replies,
    quotes: settingsShape.quotes,
    uploads: settingsShape.uploads,
    url_enrichment: settingsShape.url_enrichment,
    max_message_length: settingsShape.max_message_length,
    blocklist_behavior: settingsShape.blocklist_behavior,
    user_message_reminders: settingsShape.user_message_reminders,
    shared_locations: settingsShape.shared_locations,
    count_messages: settingsShape.count_messages,
    commands: namesSchema,
  })
  .partial();
export type Overrides = z.infer<typeof overridesSchema>;

/**
 * The commands that names stand for: one each, all of a set (`fun_set`), or all.
 * @throws StreamError 4 for a name that is none
 */
export function commandsOf(state: State, names: readonly string[]): Command[] {
  const known = [...state.commands.values()];
  const named = names.flatMap((name) => {
    const found = known.filter((command) => name === 'all' || command.name === name || command.set === name);
    if (found.length === 0) throw inputError(`command "${name}" does not exist`);
    return found;
  });
  return [...new Set(named)].map(({ name, description, args, set }) => ({ name, description, args, set }));
}

/** The settings in which a channel differs, with whole commands. @throws StreamError 4 */
export function overridesOf(state: State, { commands, ...settings }: Overrides): Partial<ChannelConfig> {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...(commands && { commands: commandsOf(state, commands) }) };
}

/**
 * Changes a channel type in place.
 * @param fallback what a role holds again whose grants are set to null
 * @throws StreamError 4 for a command or a permission that is none, 16 for a role that is none
 */
export function updateType(
  state: State,
  type: ChannelType,
  { grants = {}, commands, ...settings }: TypeUpdate,
  fallback: Grants,
): void {
  const next: Record<string, readonly string[]> = { ...type.grants };
  for (const [role, ids] of Object.entries(grants)) {
    if (!state.roles.has(role)) throw notFound(`role "${role}" does not exist`);
    const unknown = ids?.find((id) => !permissionIds.has(id.replace(/-any-team$/, '')));
    if (unknown !== undefined) throw inputError(`permission "${unknown}" does not exist`);
    next[role] = ids ? [...new Set(ids)].sort() : (fallback[role] ?? []);
  }
  Object.assign(type.config, overridesOf(state, { ...settings, commands }));
  type.grants = next;
}
