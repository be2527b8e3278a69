import { Hono } from 'hono';
import * as z from 'zod';
import type { Services } from '../services.ts';
import { findWorkflow } from '../workflow/run.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { Idempotency } from './idempotency.ts';
import { recipientRequest } from './recipients.ts';
import { triggerBody, toRunRequest } from './trigger.ts';

const cancelBody = z.object({
  cancellation_key: z.string().min(1),
  recipients: z.array(recipientRequest).nullish(),
});

/** Starting workflows. */
export function workflowRoutes({ environment, clock, run }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const idempotency = new Idempotency(clock);

  app.post('/workflows/:key/trigger', async (c) => {
    c.get('caller').requireSecretKey();
    const workflow = findWorkflow(c.req.param('key'));
    const body = await readBody(c.req, triggerBody);
    return idempotency.answer(c, [workflow.key, body], () => {
      const runId = run(toRunRequest(environment, workflow.key, body));
      return { workflow_run_id: runId };
    });
  });

  app.post('/workflows/:key/cancel', async (c) => {
    c.get('caller').requireSecretKey();
    findWorkflow(c.req.param('key'));
    await readBody(c.req, cancelBody);
    // No workflow here waits, so by now each has run to its end: there is nothing left to cancel.
    return c.body(null, 204);
  });

  return app;
}
