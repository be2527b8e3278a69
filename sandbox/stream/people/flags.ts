import type { Backend } from '../backend.ts';
import { inputError } from '../errors.ts';
import type { Actor, Fields, MessageRecord, UserRecord } from '../model.ts';
import { requireSeen } from '../messages/message-visibility.ts';
import { requireAppPermission, requireCapability } from '../access/permissions.ts';
import { defined, wireTime } from '../wire.ts';

/** That a user found something wrong with a message or with somebody. */
export interface FlagRecord {
  readonly userId: string;
  readonly target: { readonly message: string } | { readonly user: string };
  readonly reason: string | undefined;
  readonly createdAt: number;
}

export type FlagTarget = { message: MessageRecord } | { user: UserRecord };

const keyOf = (userId: string, target: FlagTarget): string =>
  'message' in target ? `${userId} message ${target.message.id}` : `${userId} user ${target.user.id}`;

function requireRight(backend: Backend, actor: Actor, target: FlagTarget): void {
  if ('user' in target) {
    requireAppPermission(actor, 'flag-user');
    return;
  }
  requireCapability(actor, backend.state.channel(target.message.cid), 'flag-message');
  requireSeen(backend, actor, target.message);
}

/** @throws StreamError 4 if the actor has flagged it already, 16 (a message out of sight), 17 */
export function flag(
  backend: Backend,
  actor: Actor,
  target: FlagTarget,
  reason: string | undefined,
): FlagRecord {
  const { state } = backend;
  requireRight(backend, actor, target);
  const key = keyOf(actor.user.id, target);
  if (state.flags.has(key)) throw inputError('flag already exists');
  const record: FlagRecord = {
    userId: actor.user.id,
    target: 'message' in target ? { message: target.message.id } : { user: target.user.id },
    reason,
    createdAt: state.now(),
  };
  state.flags.set(key, record);
  return record;
}

/** @throws StreamError 4 if the actor has not flagged it, 16 (a message out of sight), 17 */
export function unflag(backend: Backend, actor: Actor, target: FlagTarget): FlagRecord {
  const { state } = backend;
  requireRight(backend, actor, target);
  const key = keyOf(actor.user.id, target);
  const record = state.flags.get(key);
  if (!record) throw inputError('flag does not exist');
  state.flags.delete(key);
  return record;
}

/** A flag on the wire; of a message that is gone only its id is told. */
export function shownFlag(
  { present, state }: Backend,
  { userId, target, reason, createdAt }: FlagRecord,
): Fields {
  const message = 'message' in target ? state.messages.get(target.message) : undefined;
  const at = wireTime(createdAt);
  return defined({
    user: present.user(state.user(userId)),
    ...('message' in target && {
      target_message_id: target.message,
      target_message: message && present.message(message),
      channel_cid: message?.cid,
      message_user_id: message?.userId,
    }),
    ...('user' in target && {
      target_user_id: target.user,
      target_user: present.user(state.user(target.user)),
    }),
    reason,
    created_by_automod: false,
    created_at: at,
    updated_at: at,
  });
}

/** A flag of a message, as the list of such flags shows it; nothing for one whose message is gone. */
export function shownMessageFlag(backend: Backend, record: FlagRecord): Fields[] {
  const { present, state } = backend;
  const message = 'message' in record.target ? state.messages.get(record.target.message) : undefined;
  if (!message) return [];
  const at = wireTime(record.createdAt);
  return [
    {
      message: present.message(message),
      user: present.user(state.user(record.userId)),
      created_by_automod: false,
      created_at: at,
      updated_at: at,
    },
  ];
}
