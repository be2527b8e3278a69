import { expect, onTestFinished, test, vi } from 'vitest';
import { invalid } from '../testing/refusals.ts';
import { inApp, startWorkflow, type TestedWorkflow } from '../testing/workflows.ts';

const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;

/** A workflow that says who and what, on a Wednesday morning. */
async function startScheduled(): Promise<TestedWorkflow> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2030-05-01T08:00:00Z') });
  onTestFinished(() => void vi.useRealTimers());
  return startWorkflow([inApp('{{ actor.name }} {{ data.n }} {{ recipient.schedule.last_occurrence_at }}')]);
}

const daily = { frequency: 'daily', hours: 9 } as const;

test('a schedule for a moment runs once, then', async () => {
  const { server, context, texts } = await startScheduled();
  const [ann, dan] = [
    await server.users.get('ann'),
    await server.users.update('dan', { locale: 'nl', timezone: 'Europe/Amsterdam' }),
  ];
  const [made] = await server.schedules.create({
    workflow: 'test',
    recipients: ['dan'],
    scheduled_at: '2030-05-01T10:00:00Z',
    actor: 'ann',
    data: { n: 1 },
    tenant: 'acme',
  });
  expect(made).toEqual({
    __typename: 'Schedule',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    workflow: 'test',
    recipient: dan,
    actor: ann,
    tenant: 'acme',
    data: { n: 1 },
    repeats: [],
    last_occurrence_at: null,
    next_occurrence_at: '2030-05-01T10:00:00.000Z',
    inserted_at: aTime,
    updated_at: aTime,
  });
  context.clock.advance(7199);
  expect(await texts()).toEqual([]);
  context.clock.advance(1);
  expect(await texts()).toEqual(['Ann Archer 1 2030-05-01T10:00:00.000Z']);
  context.clock.advance(7 * 86_400);
  expect(await texts()).toHaveLength(1);
  const { entries } = await server.schedules.list({ workflow: 'test' });
  expect(entries).toEqual([
    { ...made, last_occurrence_at: '2030-05-01T10:00:00.000Z', next_occurrence_at: null },
  ]);
  const [run] = (await server.workflowRecipientRuns.list({ workflow: 'test' })).items;
  expect(run?.trigger_source).toEqual({
    type: 'schedule',
    audience_key: null,
    cancellation_key: null,
    schedule_id: made?.id,
  });
});

test('a schedule for a moment that is over runs at once', async () => {
  const { server, context, texts } = await startScheduled();
  await server.schedules.create({
    workflow: 'test',
    recipients: ['dan'],
    scheduled_at: '2030-04-30T10:00:00Z',
  });
  context.clock.advance(0);
  expect(await texts()).toHaveLength(1);
});

test('a schedule that repeats runs from its beginning to its end', async () => {
  const { server, context, texts } = await startScheduled();
  const [made] = await server.schedules.create({
    workflow: 'test',
    recipients: ['dan'],
    repeats: [daily],
    scheduled_at: '2030-05-03T09:00:00Z',
    ending_at: '2030-05-05T09:00:00Z',
  });
  expect(made?.repeats).toEqual([
    {
      __typename: 'ScheduleRepeat',
      frequency: 'daily',
      interval: 1,
      day_of_month: null,
      days: null,
      hours: 9,
      minutes: null,
    },
  ]);
  expect(made?.next_occurrence_at).toBe('2030-05-03T09:00:00.000Z');
  context.clock.advance(30 * 86_400);
  expect((await texts()).map((text) => text.trim().slice(0, 10))).toEqual([
    '2030-05-05',
    '2030-05-04',
    '2030-05-03',
  ]);
});

test('several rules add up, by the clocks of each recipient', async () => {
  const { server } = await startScheduled();
  await server.users.update('cleo', { timezone: 'America/New_York' });
  const [dan, cleo] = await server.schedules.create({
    workflow: 'test',
    recipients: ['dan', 'cleo'],
    repeats: [daily, { frequency: 'weekly', days: ['wed'], hours: 8, minutes: 30 }],
  });
  expect(dan?.next_occurrence_at).toBe('2030-05-01T08:30:00.000Z');
  expect(cleo?.next_occurrence_at).toBe('2030-05-01T12:30:00.000Z');
});

test('schedules are changed together: what a request leaves out stays', async () => {
  const { server, context, texts } = await startScheduled();
  const made = await server.schedules.create({
    workflow: 'test',
    recipients: ['dan', 'cleo'],
    repeats: [daily],
    data: { n: 1 },
  });
  const ids = made.map(({ id }) => id);
  const moved = await server.schedules.update({
    schedule_ids: ids,
    repeats: [{ frequency: 'daily', hours: 12 }],
  });
  expect(moved).toMatchObject([
    { recipient: { id: 'dan' }, data: { n: 1 }, next_occurrence_at: '2030-05-01T12:00:00.000Z' },
    { recipient: { id: 'cleo' }, data: { n: 1 }, next_occurrence_at: '2030-05-01T12:00:00.000Z' },
  ]);
  const once = await server.schedules.update({
    schedule_ids: ids.slice(0, 1),
    repeats: [],
    scheduled_at: '2030-05-01T11:00:00Z',
    data: { n: 2 },
  });
  expect(once[0]?.next_occurrence_at).toBe('2030-05-01T11:00:00.000Z');
  context.clock.advance(86_400);
  expect((await texts('dan')).map((text) => text.trim())).toEqual(['2 2030-05-01T11:00:00.000Z']);
  expect(await texts('cleo')).toHaveLength(1);
});

test('a deleted schedule does not run, nor one whose recipient is gone', async () => {
  const { server, context, texts } = await startScheduled();
  const [dan, cleo] = await server.schedules.create({
    workflow: 'test',
    recipients: ['dan', 'cleo'],
    repeats: [daily],
  });
  expect(await server.schedules.delete({ schedule_ids: [dan?.id ?? ''] })).toEqual([dan]);
  await server.users.delete('cleo');
  context.clock.advance(86_400);
  expect([await texts('dan'), await texts('cleo')]).toEqual([[], []]);
  expect((await server.schedules.list({ workflow: 'test' })).entries).toEqual([]);
  expect((await server.users.listSchedules('cleo')).entries).toEqual([]);
  expect(cleo).toBeDefined();
});

test('schedules are listed by workflow, recipients and tenant, the latest first', async () => {
  const { server } = await startScheduled();
  const shelf = { collection: 'projects', id: 'shelf' };
  await server.schedules.create({ workflow: 'test', recipients: ['dan', shelf], repeats: [daily] });
  await server.schedules.create({
    workflow: 'welcome',
    recipients: ['dan'],
    repeats: [daily],
    tenant: 'acme',
  });
  const bulk = await server.schedules.bulk.create({
    schedules: [
      { workflow: 'test', recipient: 'cleo', repeats: [daily], tenant: 'acme' },
      { workflow: 'test', recipient: { id: 'eve', name: 'Eve' }, scheduled_at: '2030-06-01T00:00:00Z' },
    ],
  });
  expect(await server.bulkOperations.get(bulk.id)).toMatchObject({
    name: 'schedules.bulk_create',
    success_count: 2,
  });
  type Query = Parameters<typeof server.schedules.list>[0];
  const listed = async (query: Query) => {
    const ids: string[] = [];
    for await (const { recipient } of server.schedules.list({ page_size: 1, ...query }))
      ids.push(recipient.id);
    return ids;
  };
  expect(await listed({ workflow: 'test' })).toEqual(['eve', 'cleo', 'shelf', 'dan']);
  expect(await listed({ workflow: 'test', recipients: ['dan', 'eve'] })).toEqual(['eve', 'dan']);
  expect(await listed({ workflow: 'test', recipients: [shelf] })).toEqual(['shelf']);
  expect(await listed({ workflow: 'test', tenant: 'acme' })).toEqual(['cleo']);
  const ofDan = await server.users.listSchedules('dan', { tenant: 'acme' });
  expect(ofDan.entries.map(({ workflow }) => workflow)).toEqual(['welcome']);
  const ofShelf = await server.objects.listSchedules('projects', 'shelf', { workflow: 'test' });
  expect(ofShelf.entries.map(({ workflow }) => workflow)).toEqual(['test']);
});

test('a schedule for an object tells that object alone', async () => {
  const { server, context, texts } = await startScheduled();
  await server.objects.set('projects', 'shelf', {});
  await server.objects.addSubscriptions('projects', 'shelf', { recipients: ['dan'] });
  const shelf = { collection: 'projects', id: 'shelf' };
  await server.schedules.create({
    workflow: 'test',
    recipients: [shelf],
    scheduled_at: '2030-05-01T09:00:00Z',
  });
  context.clock.advance(3600);
  expect(await texts('dan')).toEqual([]);
  expect((await server.objects.listMessages('projects', 'shelf')).items).toHaveLength(1);
});

test('what is no schedule is refused', async () => {
  const { server, request } = await startScheduled();
  const create = (body: object) =>
    server.schedules.create({ workflow: 'test', recipients: ['dan'], ...body });
  await expect(create({})).rejects.toMatchObject(invalid('repeats'));
  await expect(create({ repeats: [daily], scheduled_at: 'tomorrow' })).rejects.toMatchObject(
    invalid('scheduled_at'),
  );
  await expect(create({ repeats: [{ frequency: 'yearly' }] })).rejects.toMatchObject(
    invalid('repeats.0.frequency'),
  );
  await expect(create({ repeats: [daily], recipients: [] })).rejects.toMatchObject(invalid('recipients'));
  await expect(create({ repeats: [daily], workflow: 'farewell' })).rejects.toMatchObject({
    status: 404,
    error: { code: 'workflow_missing' },
  });
  await expect(create({ repeats: [daily], actor: 'nobody' })).rejects.toMatchObject({
    status: 422,
    error: { code: 'actor_missing' },
  });
  const missing = { status: 404, error: { code: 'resource_missing' } };
  await expect(server.schedules.update({ schedule_ids: ['none'] })).rejects.toMatchObject(missing);
  await expect(server.schedules.delete({ schedule_ids: ['none'] })).rejects.toMatchObject(missing);
  expect((await request('GET', '/v1/schedules')).status).toBe(422);
  expect((await request('GET', '/v1/schedules?workflow=farewell')).status).toBe(404);
  expect((await request('GET', '/v1/schedules?workflow=test', { as: 'dan' })).status).toBe(403);
});
