import { Hono } from 'hono';
import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import { pageOf } from '../model/page.ts';
import { recipientKey, recipientReference } from '../model/recipient-reference.ts';
import { errorsOf, runStatuses, type RecipientRun } from '../model/runs.ts';
import { isoMicros } from '../model/time.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { moment } from './feed-query.ts';
import { items, latestFirst, sequenceKey } from './lists.ts';
import { flag, pageQuery, parseQuery } from './query.ts';

const listQuery = z.object({
  ...pageQuery,
  starting_at: moment.optional(),
  ending_at: moment.optional(),
  has_errors: flag.optional(),
  /** A user by id; an object's id and collection. */
  recipient: z.string().optional(),
  'recipient.id': z.string().optional(),
  'recipient.collection': z.string().optional(),
  status: z.array(z.enum(runStatuses)).optional(),
  tenant: z.string().optional(),
  workflow: z.string().optional(),
});

/** The log of what workflows did for each recipient, and why not. */
export function runRoutes({ environment }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { runs } = environment;

  app.get('/workflow_recipient_runs', (c) => {
    c.get('caller').requireSecretKey();
    const query = check(listQuery, parseQuery(new URL(c.req.url).searchParams));
    const found = runs.all().filter((run) => isListed(run, query));
    const page = pageOf(found, sequenceKey, { ...query, pageSize: query.page_size }, latestFirst);
    return c.json(items(page, runView));
  });

  app.get('/workflow_recipient_runs/:id', (c) => {
    c.get('caller').requireSecretKey();
    const run = runs.get(c.req.param('id'));
    if (!run) throw KnockError.notFound('The resource you requested does not exist');
    const events = run.events.map(({ id, event, status, stepRef, stepType, data, insertedAt }) => ({
      __typename: 'WorkflowRecipientRunEvent',
      id,
      event,
      status,
      attempt: 1,
      step_ref: stepRef,
      step_type: stepType,
      data,
      inserted_at: isoMicros(insertedAt),
    }));
    return c.json({ ...runView(run), events });
  });

  return app;
}

function isListed(run: RecipientRun, query: z.infer<typeof listQuery>): boolean {
  const { 'recipient.id': id, 'recipient.collection': collection } = query;
  const recipient =
    id !== undefined && collection !== undefined ? recipientKey({ collection, id }) : query.recipient;
  return (
    (query.starting_at === undefined || run.insertedAt > query.starting_at) &&
    (query.ending_at === undefined || run.insertedAt < query.ending_at) &&
    (query.has_errors === undefined || errorsOf(run) > 0 === query.has_errors) &&
    (recipient === undefined || run.recipient === recipient) &&
    (query.status === undefined || query.status.includes(run.status)) &&
    (query.tenant === undefined || run.tenant === query.tenant) &&
    (query.workflow === undefined || run.workflow === query.workflow)
  );
}

function runView(run: RecipientRun): object {
  return {
    __typename: 'WorkflowRecipientRun',
    id: run.id,
    workflow_run_id: run.runId,
    workflow: run.workflow,
    status: run.status,
    recipient: recipientReference(run.recipient),
    actor: run.actor === null ? null : recipientReference(run.actor),
    tenant: run.tenant,
    error_count: errorsOf(run),
    trigger_source: {
      type: run.scheduleId === null ? 'api' : 'schedule',
      audience_key: null,
      cancellation_key: run.cancellationKey,
      schedule_id: run.scheduleId,
    },
    inserted_at: isoMicros(run.insertedAt),
    updated_at: isoMicros(run.updatedAt),
  };
}
