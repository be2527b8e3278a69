import * as z from 'zod';
import { acting, actingId } from '../acting.ts';
import type { Serve } from '../call.ts';
import { inputError, notFound } from '../errors.ts';
import { wireTime } from '../wire.ts';

const schema = z.strictObject({
  blocked_user_id: z.string(),
  ...acting,
});

/** Whom a user does not want to be reached by. */
export function blockRoutes(serve: Serve): void {
  serve('POST', '/users/block', 'BlockUsers', async (call) => {
    const body = await call.body(schema);
    const { state } = call.backend;
    const { user } = call.actor(actingId(body));
    const blockedId = state.user(body.blocked_user_id).id;
    if (blockedId === user.id) throw inputError('you cannot block yourself');
    const { blocks } = state.relations;
    const block = blocks.get(user.id, blockedId) ?? { userId: user.id, blockedId, createdAt: state.now() };
    blocks.set(user.id, blockedId, block);
    return {
      blocked_by_user_id: user.id,
      blocked_user_id: blockedId,
      blocked_at: wireTime(block.createdAt),
    };
  });

  serve('GET', '/users/block', 'GetBlockedUsers', (call) => {
    const { present, state } = call.backend;
    const { user } = call.actor();
    return {
      blocks: state.relations.blocks.of(user.id).map(({ blockedId, createdAt }) => ({
        user: present.user(user),
        user_id: user.id,
        blocked_user: present.user(state.user(blockedId)),
        blocked_user_id: blockedId,
        created_at: wireTime(createdAt),
      })),
    };
  });

  serve('POST', '/users/unblock', 'UnblockUsers', async (call) => {
    const body = await call.body(schema);
    const { user } = call.actor(actingId(body));
    if (!call.backend.state.relations.blocks.delete(user.id, body.blocked_user_id)) {
      throw notFound(`user '${body.blocked_user_id}' is not blocked`);
    }
    return {};
  });
}
