import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { check, KnockError } from '../errors.ts';
import { pageOf } from '../model/page.ts';
import { recipientKey, type RecipientKey } from '../model/recipient-reference.ts';
import type { Schedule } from '../model/schedules.ts';
import type { Services } from '../services.ts';
import type { KnockEnv } from './app.ts';
import { readBody } from './body.ts';
import { bulkLimit, entries, latestFirst, sequenceKey } from './lists.ts';
import { pageQuery, parseQuery, referencesIn } from './query.ts';
import { recipientRequest, resolveRecipient } from './recipients.ts';
import { hasTime, scheduleSettings, settingsOf, scheduleView } from './schedules.ts';

/** How many schedules one request may make, change or delete. */
const scheduleLimit = 100;

const needsTime = 'needs repeats or scheduled_at';
const createBody = z
  .object({
    workflow: z.string().min(1),
    recipients: z.array(recipientRequest).min(1).max(scheduleLimit),
    ...scheduleSettings,
  })
  .refine(hasTime, { path: ['repeats'], message: needsTime });
const bulkBody = z.object({
  schedules: z
    .array(
      z
        .object({ workflow: z.string().min(1), recipient: recipientRequest, ...scheduleSettings })
        .refine(hasTime, { path: ['repeats'], message: needsTime }),
    )
    .min(1)
    .max(bulkLimit),
});
const scheduleIds = z.array(z.string()).min(1).max(scheduleLimit);
const updateBody = z.object({ schedule_ids: scheduleIds, ...scheduleSettings });
const deleteBody = z.object({ schedule_ids: scheduleIds });

const filters = { ...pageQuery, tenant: z.string().optional() };
const listQuery = z.object({ ...filters, workflow: z.string() });
const recipientQuery = z.object({ ...filters, workflow: z.string().optional() });

/** Workflows that run by themselves, once or again and again. */
export function scheduleRoutes({ environment, scheduler }: Services): Hono<KnockEnv> {
  const app = new Hono<KnockEnv>();
  const { schedules, bulkOperations } = environment;

  function find(ids: readonly string[]): Schedule[] {
    return ids.map((id) => {
      const schedule = schedules.get(id);
      if (!schedule) throw KnockError.notFound('The resource you requested does not exist');
      return schedule;
    });
  }

  const view = (schedule: Schedule) => scheduleView(environment, schedule);

  app.post('/schedules', async (c) => {
    c.get('caller').requireSecretKey();
    const { workflow, recipients, ...body } = await readBody(c.req, createBody);
    const { key } = environment.workflow(workflow);
    const settings = settingsOf(environment, body);
    const made = recipients.map((recipient) =>
      schedules.create(key, resolveRecipient(environment, recipient), settings),
    );
    for (const schedule of made) scheduler.arm(schedule);
    return c.json(made.map(view));
  });

  app.put('/schedules', async (c) => {
    c.get('caller').requireSecretKey();
    const { schedule_ids: ids, ...body } = await readBody(c.req, updateBody);
    const found = find(ids);
    for (const schedule of found) {
      schedules.update(schedule, settingsOf(environment, body, schedule));
      scheduler.arm(schedule);
    }
    return c.json(found.map(view));
  });

  app.delete('/schedules', async (c) => {
    c.get('caller').requireSecretKey();
    const found = find((await readBody(c.req, deleteBody)).schedule_ids);
    for (const schedule of found) {
      scheduler.disarm(schedule);
      schedules.delete(schedule);
    }
    return c.json(found.map(view));
  });

  app.get('/schedules', (c) => {
    c.get('caller').requireSecretKey();
    const search = new URL(c.req.url).searchParams;
    const query = check(listQuery, parseQuery(search));
    const workflow = environment.workflow(query.workflow).key;
    return c.json(listed({ ...query, workflow }, referencesIn(search, 'recipients')));
  });

  app.post('/schedules/bulk/create', async (c) => {
    c.get('caller').requireSecretKey();
    const { schedules: all } = await readBody(c.req, bulkBody);
    for (const { workflow } of all) environment.workflow(workflow);
    for (const { workflow, recipient, ...body } of all) {
      const key = resolveRecipient(environment, recipient);
      scheduler.arm(schedules.create(workflow, key, settingsOf(environment, body)));
    }
    return c.json(bulkOperations.done('schedules.bulk_create', all.length));
  });

  app.get('/users/:user/schedules', (c) => ofRecipient(c, c.req.param('user')));
  app.get('/objects/:collection/:id/schedules', (c) => ofRecipient(c, recipientKey(c.req.param())));

  function ofRecipient(c: Context<KnockEnv>, key: RecipientKey): Response {
    c.get('caller').requireSecretKey();
    const query = check(recipientQuery, parseQuery(new URL(c.req.url).searchParams));
    return c.json(listed(query, [key]));
  }

  function listed(query: z.infer<typeof recipientQuery>, recipients: readonly RecipientKey[] | undefined) {
    const found = schedules
      .all()
      .filter(
        (schedule) =>
          (query.workflow === undefined || schedule.workflow === query.workflow) &&
          (query.tenant === undefined || schedule.tenant === query.tenant) &&
          (recipients === undefined || recipients.includes(schedule.recipient)),
      );
    return entries(pageOf(found, sequenceKey, { ...query, pageSize: query.page_size }, latestFirst), view);
  }

  return app;
}
