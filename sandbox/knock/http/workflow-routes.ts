import { Hono } from 'hono';
import * as z from 'zod';
import { recipientKey } from '../model/recipient-reference.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { Idempotency } from './idempotency.ts';
import { recipientReferenceRequest } from './recipients.ts';
import { triggerBody, toRunRequest } from './trigger.ts';

const cancelBody = z.object({
  cancellation_key: z.string().min(1),
  recipients: z.array(recipientReferenceRequest).nullish(),
});

/** Starting workflows, and ending those that wait. */
export function workflowRoutes({ environment, clock, engine }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const idempotency = new Idempotency(clock);

  app.post('/workflows/:key/trigger', async (c) => {
    c.get('caller').requireSecretKey();
    const workflow = environment.workflow(c.req.param('key'));
    const body = await readBody(c.req, triggerBody);
    return idempotency.answer(c, [workflow.key, body], () => {
      const runId = engine.start(toRunRequest(environment, workflow.key, body));
      return { workflow_run_id: runId };
    });
  });

  app.post('/workflows/:key/cancel', async (c) => {
    c.get('caller').requireSecretKey();
    const workflow = environment.workflow(c.req.param('key'));
    const { cancellation_key: key, recipients } = await readBody(c.req, cancelBody);
    engine.cancel(workflow.key, key, recipients ? new Set(recipients.map(recipientKey)) : undefined);
    return c.body(null, 204);
  });

  return app;
}
