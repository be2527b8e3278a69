import * as z from 'zod';
import type { Serve } from '../call.ts';
import { actOnPreview } from './commands.ts';

const actionSchema = z.object({
  form_data: z.record(z.string(), z.string()),
  user_id: z.string().optional(),
});

export function actionRoutes(serve: Serve): void {
  serve('POST', '/messages/:message/action', 'RunMessageAction', async (call) => {
    const { form_data: form, user_id: userId } = await call.body(actionSchema);
    const actor = call.actor(userId);
    const message = actOnPreview(call.backend, actor, call.param('message'), form['image_action']);
    return message ? { message: call.backend.present.message(message, actor) } : {};
  });
}
