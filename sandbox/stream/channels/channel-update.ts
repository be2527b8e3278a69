import * as z from 'zod';
import { acting } from '../acting.ts';
import type { Backend } from '../backend.ts';
import { announceUpdate, channelDataSchema, replaceData } from './channels.ts';
import { StreamError, inputError } from '../errors.ts';
import {
  addMembers,
  answerInvite,
  assignRoles,
  newMembersSchema,
  reachable,
  removeMembers,
  requireAddable,
  requireAssignable,
  requireInvite,
  rolesSchema,
} from './members.ts';
import { systemMessageSchema } from '../messages/message-input.ts';
import { createMessage } from '../messages/messages.ts';
import type { Actor, ChannelRecord, Fields } from '../model.ts';
import { setCooldown } from './slow-mode.ts';
import { requireCapability } from '../access/permissions.ts';

const ids = z.array(z.string()).max(100).default([]);

/** `POST /channels/{type}/{id}`. Strict: a name that is none is an error that says so. */
export const channelUpdateSchema = z.strictObject({
  data: channelDataSchema.optional(),
  message: systemMessageSchema.nullish(),
  add_members: newMembersSchema.default([]),
  remove_members: ids,
  add_moderators: ids,
  demote_moderators: ids,
  assign_roles: rolesSchema.default([]),
  invites: newMembersSchema.default([]),
  accept_invite: z.boolean().default(false),
  reject_invite: z.boolean().default(false),
  cooldown: z.int().min(0).max(120).optional(),
  hide_history: z.boolean().default(false),
  hide_history_before: z.iso.datetime({ offset: true }).optional(),
  skip_push: z.boolean().optional(),
  ...acting,
});
export type ChannelUpdate = z.infer<typeof channelUpdateSchema>;

/**
 * Does all that an update asks for, and tells whom it concerns.
 * @returns the system message that it was sent with, as the caller sees it
 * @throws StreamError 4, 16, 17
 */
export function updateChannel(
  backend: Backend,
  actor: Actor,
  channel: ChannelRecord,
  update: ChannelUpdate,
): Fields | undefined {
  const { present, state } = backend;
  const added = reachable(state, actor, update.add_members);
  const invited = reachable(state, actor, update.invites);
  const roles = [
    ...update.assign_roles,
    ...update.add_moderators.map((user_id) => ({ user_id, channel_role: 'channel_moderator' })),
    ...update.demote_moderators.map((user_id) => ({ user_id, channel_role: 'channel_member' })),
  ];
  // All is asked before anything is set: what is refused changes nothing.
  requireRights(actor, channel, update);
  if (Date.parse(update.hide_history_before ?? '') > state.now()) {
    throw inputError('hide_history_before must be in the past');
  }
  if (update.accept_invite) requireInvite(channel, actor.user.id, 'accepted');
  if (update.reject_invite) requireInvite(channel, actor.user.id, 'rejected');
  requireAddable(backend, channel, [...added, ...invited]);
  const membersThen = new Set([
    ...channel.members.keys(),
    ...[...added, ...invited].map(({ user_id: id }) => id),
  ]);
  for (const id of update.remove_members) membersThen.delete(id);
  requireAssignable(backend, channel, roles, (id) => membersThen.has(id));
  if (update.cooldown !== undefined) requireCapability(actor, channel, 'set-channel-cooldown');
  if (update.data) replaceData(state, actor, channel, update.data);
  if (update.cooldown !== undefined) setCooldown(actor, channel, update.cooldown);
  if (update.accept_invite) answerInvite(backend, channel, actor.user.id, 'accepted');
  if (update.reject_invite) answerInvite(backend, channel, actor.user.id, 'rejected');
  const now = state.stamp(channel);
  const hiddenBefore =
    update.hide_history_before === undefined ? now : new Date(update.hide_history_before).getTime();
  const hides = update.hide_history || update.hide_history_before !== undefined;
  addMembers(backend, channel, added, hides ? { hiddenBefore } : {});
  addMembers(backend, channel, invited, { invited: true, ...(hides && { hiddenBefore }) });
  removeMembers(backend, channel, update.remove_members);
  assignRoles(backend, channel, roles);
  const message = update.message
    ? createMessage(backend, actor, channel, update.message, { system: true })
    : undefined;
  const shown = message && present.message(message, actor);
  announceUpdate(backend, actor, channel, shown);
  return shown;
}

/**
 * Each part of an update asks for a right of its own. A member may take itself out; one of a distinct channel may come
 * back by itself; roles are the backend's to give.
 */
function requireRights(actor: Actor, channel: ChannelRecord, update: ChannelUpdate): void {
  const { id } = actor.user;
  const added = [...update.add_members, ...update.invites];
  const isOnly = (list: readonly string[]): boolean => list.length === 1 && list[0] === id;
  const rejoins = isOnly(added.map((member) => member.user_id)) && channel.distinct?.includes(id) === true;
  if (update.data) requireCapability(actor, channel, 'update-channel');
  if (added.length > 0 && !rejoins) requireCapability(actor, channel, 'update-channel-members');
  if (update.remove_members.length > 0) {
    if (isOnly(update.remove_members)) requireCapability(actor, channel, 'leave-channel');
    else requireCapability(actor, channel, 'update-channel-members');
  }
  const changesRoles =
    update.assign_roles.length > 0 || update.add_moderators.length > 0 || update.demote_moderators.length > 0;
  if ((changesRoles || added.some((member) => member.channel_role !== undefined)) && !actor.server) {
    throw new StreamError(17, 403, 'roles of members can only be changed with server-side auth');
  }
  const onlySays = update.message && added.length === 0 && update.remove_members.length === 0;
  if (onlySays && !update.accept_invite && !update.reject_invite) {
    requireCapability(actor, channel, 'update-channel');
  }
}
