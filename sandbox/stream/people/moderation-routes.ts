import * as z from 'zod';
import { acting, actingId } from '../acting.ts';
import type { Call, Serve } from '../call.ts';
import { inputError } from '../errors.ts';
import { checkFilter, filterSchema, matches, sortSchema, sorted } from '../query/filters.ts';
import type { FieldReader } from '../query/filters.ts';
import { cidOf } from '../model.ts';
import type { BanRecord, ChannelRecord } from '../model.ts';
import { may, requireAppPermission, requireCapability } from '../access/permissions.ts';
import { allBans, banUser, shownBan, unbanUser } from './bans.ts';
import { flag, shownFlag, shownMessageFlag, unflag } from './flags.ts';
import type { FlagRecord, FlagTarget } from './flags.ts';

const banSchema = z.strictObject({
  ...acting,
  target_user_id: z.string(),
  type: z.string().optional(),
  id: z.string().optional(),
  timeout: z.int().min(1).optional(),
  reason: z.string().optional(),
  shadow: z.boolean().optional(),
  ip_ban: z.boolean().optional(),
  banned_by_id: z.string().optional(),
  banned_by: z.looseObject({ id: z.string() }).nullish(),
});
const unbanSchema = z.looseObject({
  target_user_id: z.string(),
  type: z.string().optional(),
  id: z.string().optional(),
});

const pageShape = {
  filter_conditions: filterSchema.default({}),
  limit: z.int().min(0).max(300).default(100),
  offset: z.int().min(0).max(1000).default(0),
};
const bansQuerySchema = z.looseObject({
  ...pageShape,
  sort: sortSchema,
  exclude_expired_bans: z.boolean().optional(),
});
const flagsQuerySchema = z.looseObject(pageShape);
const flagSchema = z.strictObject({
  ...acting,
  target_message_id: z.string().optional(),
  target_user_id: z.string().optional(),
  reason: z.string().optional(),
  custom: z.record(z.string(), z.unknown()).optional(),
});

const order = ['$eq', '$gt', '$gte', '$lt', '$lte'];
const banOperators: Readonly<Record<string, readonly string[]>> = {
  user_id: ['$eq', '$in'],
  channel_cid: ['$eq', '$in'],
  banned_by_id: ['$eq', '$in'],
  reason: ['$eq', '$autocomplete'],
  created_at: order,
};
const flagOperators: Readonly<Record<string, readonly string[]>> = {
  user_id: ['$eq', '$in'],
  message_id: ['$eq', '$in'],
  target_message_id: ['$eq', '$in'],
  target_user_id: ['$eq', '$in'],
  channel_cid: ['$eq', '$in'],
  created_at: order,
};

/** Bans and flags. */
export function moderationRoutes(serve: Serve): void {
  serve('POST', '/moderation/ban', 'Ban', async (call) => {
    const body = await call.body(banSchema);
    const channel = channelOf(call, body);
    const named = body.banned_by_id ?? body.banned_by?.id ?? actingId(body);
    const actor = call.actor(named);
    if (channel) requireCapability(actor, channel, 'ban-channel-members');
    else requireAppPermission(actor, 'ban-user');
    banUser(call.backend, actor.user, call.backend.state.user(body.target_user_id), channel, body);
    return {};
  });

  serve('DELETE', '/moderation/ban', 'Unban', (call) => {
    const query = call.parameters(unbanSchema);
    const channel = channelOf(call, query);
    const actor = call.viewer();
    if (channel) requireCapability(actor, channel, 'ban-channel-members');
    else requireAppPermission(actor, 'ban-user');
    unbanUser(call.backend, call.backend.state.user(query.target_user_id), channel);
    return {};
  });

  serve('GET', '/query_banned_users', 'QueryBannedUsers', (call) => {
    const query = call.payload(bansQuerySchema);
    const { backend } = call;
    const actor = call.viewer();
    checkFilter(query.filter_conditions, (field) => banOperators[field]);
    const seen = (ban: BanRecord): boolean => {
      const channel = ban.cid === undefined ? undefined : backend.state.channels.get(ban.cid);
      return channel ? may(actor, channel, 'ban-channel-member') : actor.server;
    };
    const found = allBans(backend).filter(
      (ban) => seen(ban) && matches(query.filter_conditions, banReader(ban)),
    );
    const bans = sorted(found, query.sort, banReader).slice(query.offset, query.offset + query.limit);
    return { bans: bans.map((ban) => shownBan(backend, ban, actor)) };
  });

  serve('POST', '/moderation/flag', 'Flag', async (call) => {
    const body = await call.body(flagSchema);
    const actor = call.actor(actingId(body));
    return { flag: shownFlag(call.backend, flag(call.backend, actor, targetOf(call, body), body.reason)) };
  });

  serve('POST', '/moderation/unflag', 'Unflag', async (call) => {
    const body = await call.body(flagSchema);
    const actor = call.actor(actingId(body));
    return { flag: shownFlag(call.backend, unflag(call.backend, actor, targetOf(call, body))) };
  });

  serve('POST', '/moderation/flags', 'QueryFlags', async (call) => {
    const query = await call.body(flagsQuerySchema);
    const found = findFlags(call, query);
    return { flags: found.map((record) => shownFlag(call.backend, record)) };
  });

  serve('GET', '/moderation/flags/message', 'QueryMessageFlags', (call) => {
    const found = findFlags(call, call.payload(flagsQuerySchema), 'message');
    return { flags: found.flatMap((record) => shownMessageFlag(call.backend, record)) };
  });
}

/** The channel that a ban is for; none for one from the app. @throws StreamError 4, 16 */
function channelOf(
  { backend }: Call,
  { type, id }: { type?: string | undefined; id?: string | undefined },
): ChannelRecord | undefined {
  if (type === undefined && id === undefined) return undefined;
  if (type === undefined || id === undefined) throw inputError('type and id of a channel go together');
  return backend.state.channel(cidOf(type, id));
}

/** @throws StreamError 4 where neither a message nor a user is named, 16 */
function targetOf({ backend }: Call, body: z.infer<typeof flagSchema>): FlagTarget {
  if (body.target_message_id !== undefined) return { message: backend.state.message(body.target_message_id) };
  if (body.target_user_id !== undefined) return { user: backend.state.user(body.target_user_id) };
  throw inputError('either target_message_id or target_user_id must be provided');
}

function findFlags(call: Call, query: z.infer<typeof flagsQuerySchema>, kind?: 'message'): FlagRecord[] {
  const { state } = call.backend;
  requireAppPermission(call.viewer(), 'read-flag-reports');
  checkFilter(query.filter_conditions, (field) => flagOperators[field]);
  const reader = (record: FlagRecord): FieldReader => flagReader(call, record);
  return [...state.flags.values()]
    .filter((record) => kind === undefined || kind in record.target)
    .filter((record) => matches(query.filter_conditions, reader(record)))
    .slice(query.offset, query.offset + query.limit);
}

function banReader(ban: BanRecord): FieldReader {
  const fields = {
    user_id: ban.userId,
    channel_cid: ban.cid,
    banned_by_id: ban.byId,
    reason: ban.reason,
    created_at: new Date(ban.createdAt),
  };
  return (field) => fields[field as keyof typeof fields];
}

function flagReader({ backend }: Call, { userId, target, createdAt }: FlagRecord): FieldReader {
  const messageId = 'message' in target ? target.message : undefined;
  const fields = {
    user_id: userId,
    message_id: messageId,
    target_message_id: messageId,
    target_user_id: 'user' in target ? target.user : undefined,
    channel_cid: messageId === undefined ? undefined : backend.state.messages.get(messageId)?.cid,
    created_at: new Date(createdAt),
  };
  return (field) => fields[field as keyof typeof fields];
}
