import { expect, test } from 'vitest';
import { feedChannelId } from '../testing/start-knock.ts';
import { inApp, startWorkflow } from '../testing/workflows.ts';
import type { BatchStep } from './declaration.ts';

const minute = { unit: 'minutes', value: 1 } as const;
const gathered = inApp(
  '{{ total_activities }} by {{ total_actors }}: {{ activities | map: "n" | join: " " }}',
);

function startBatch(more: Partial<BatchStep> = {}) {
  return startWorkflow([{ type: 'batch', window: minute, ...more }, gathered]);
}

test('a fixed window gathers triggers from its first one on, and goes on once with all of them', async () => {
  const { trigger, texts, context, runLog } = await startBatch();
  const first = await trigger({ data: { n: 1 }, actor: 'ann' });
  context.clock.advance(40);
  const second = await trigger({ data: { n: 2 }, actor: 'ben' });
  await trigger({ data: { n: 3 }, actor: 'ann' });
  expect(await texts()).toEqual([]);
  expect(await runLog(first)).toEqual(['run.started', 'step.paused batch_1']);
  context.clock.advance(20);
  expect(await texts()).toEqual(['3 by 2: 1 2 3']);
  expect(await runLog(first)).toEqual([
    'run.started',
    'step.paused batch_1',
    'step.completed batch_1',
    'step.completed in_app_feed_1',
    'run.completed',
  ]);
  expect(await runLog(second)).toEqual([
    'run.started',
    'step.paused batch_1',
    'step.batched batch_1',
    'run.completed',
  ]);
  await trigger({ data: { n: 4 } });
  context.clock.advance(60);
  expect(await texts()).toEqual(['1 by 0: 4', '3 by 2: 1 2 3']);
});

test('the message has everybody’s part: data merged and cut, actors, activities', async () => {
  const { trigger, server, context } = await startBatch();
  await trigger({ data: { page: 'a', long: 'x'.repeat(300), nested: { a: 1 } }, actor: 'ann' });
  await trigger({ data: { page: 'b', only: true }, actor: 'ben' });
  context.clock.advance(60);
  const { entries } = await server.users.feeds.listItems('dan', feedChannelId, { source: 'test' });
  expect(entries[0]).toMatchObject({
    data: { page: 'b', long: 'x'.repeat(256), only: true },
    total_activities: 2,
    total_actors: 2,
    actors: [{ id: 'ben' }, { id: 'ann' }],
    activities: [{ data: { page: 'b' } }, { data: { page: 'a', nested: { a: 1 } } }],
  });
  expect(entries[0]?.data).not.toHaveProperty('nested');
});

test('each recipient has batches of their own, and each value of the key', async () => {
  const { trigger, texts, context } = await startBatch({ key: 'page' });
  await trigger({ recipients: ['dan', 'cleo'], data: { n: 1, page: 'a' } });
  await trigger({ data: { n: 2, page: 'b' } });
  await trigger({ data: { n: 3, page: 'a' } });
  context.clock.advance(60);
  expect(await texts('dan')).toEqual(['1 by 0: 2', '2 by 0: 1 3']);
  expect(await texts('cleo')).toEqual(['1 by 0: 1']);
});

test('a key can be Liquid', async () => {
  const { trigger, texts, context } = await startBatch({ key: '{{ data.page }}-{{ actor.id }}' });
  await trigger({ data: { n: 1, page: 'a' }, actor: 'ann' });
  await trigger({ data: { n: 2, page: 'a' }, actor: 'ben' });
  context.clock.advance(60);
  expect(await texts()).toEqual(['1 by 1: 2', '1 by 1: 1']);
});

test('a sliding window starts anew with each trigger, up to its limit', async () => {
  const { trigger, texts, context } = await startBatch({ slidesUpTo: { unit: 'seconds', value: 90 } });
  await trigger({ data: { n: 1 } });
  context.clock.advance(50);
  await trigger({ data: { n: 2 } });
  context.clock.advance(39);
  expect(await texts()).toEqual([]);
  context.clock.advance(1);
  expect(await texts()).toEqual(['2 by 0: 1 2']);
});

test('a limit shorter than the window closes it with the second trigger', async () => {
  const { trigger, texts, context } = await startBatch({ slidesUpTo: { unit: 'seconds', value: 10 } });
  await trigger({ data: { n: 1 } });
  context.clock.advance(30);
  expect(await texts()).toEqual([]);
  await trigger({ data: { n: 2 } });
  expect(await texts()).toEqual(['2 by 0: 1 2']);
});

test('a full batch does not wait', async () => {
  const { trigger, texts } = await startBatch({ maxItems: 2 });
  await trigger({ data: { n: 1 } });
  await trigger({ data: { n: 2 } });
  expect(await texts()).toEqual(['2 by 0: 1 2']);
});

test.each([
  ['first', '1 2 3 4 5 6 7 8 9 10'],
  ['last', '3 4 5 6 7 8 9 10 11 12'],
] as const)('of many triggers templates see the %s ten', async (order, seen) => {
  const { trigger, texts, context } = await startBatch({ order });
  for (let n = 1; n <= 12; n += 1) await trigger({ data: { n } });
  context.clock.advance(60);
  expect(await texts()).toEqual([`12 by 0: ${seen}`]);
});

test('the first trigger can go on at once; the others gather behind it, if there are any', async () => {
  const { trigger, texts, context } = await startBatch({ flushesLeading: true });
  await trigger({ data: { n: 1 } });
  expect(await texts()).toEqual(['1 by 0: 1']);
  await trigger({ data: { n: 2 } });
  await trigger({ data: { n: 3 } });
  context.clock.advance(60);
  expect(await texts()).toEqual(['2 by 0: 2 3', '1 by 0: 1']);
  await trigger({ data: { n: 4 } });
  context.clock.advance(60);
  expect(await texts()).toHaveLength(3);
});

test.each([
  ['a duration', { unit: 'seconds', value: 30 }],
  ['a rule', { frequency: 'hourly' }],
])('a window can be %s that the trigger tells', async (_what, window) => {
  const { trigger, texts, context } = await startBatch({ window: { from: 'data.window' } });
  await trigger({ data: { n: 1, window } });
  expect(await texts()).toEqual([]);
  context.clock.advance(3600);
  expect(await texts()).toEqual(['1 by 0: 1']);
});

test('a window that nobody tells is passed over, and the log says so', async () => {
  const { trigger, texts, runLog, server } = await startBatch({ window: { from: 'data.window' } });
  const run = await trigger({ data: { n: 1 } });
  expect(await texts()).toEqual(['1 by 0: 1']);
  expect(await runLog(run)).toContain('step.error batch_1');
  const { items } = await server.workflowRecipientRuns.list({ has_errors: true });
  expect(items).toMatchObject([{ workflow_run_id: run, error_count: 1 }]);
});

test('a cancelled trigger leaves the batch, which stays open for the others', async () => {
  const { trigger, texts, context, server } = await startBatch();
  await trigger({ data: { n: 1 }, cancellation_key: 'one' });
  await trigger({ data: { n: 2 }, cancellation_key: 'two' });
  await trigger({ data: { n: 3 } });
  await server.workflows.cancel('test', { cancellation_key: 'one' });
  context.clock.advance(60);
  expect(await texts()).toEqual(['2 by 0: 2 3']);

  const last = await trigger({ data: { n: 4 }, cancellation_key: 'four' });
  await server.workflows.cancel('test', { cancellation_key: 'four' });
  context.clock.advance(60);
  expect(await texts()).toHaveLength(1);
  const { items } = await server.workflowRecipientRuns.list({ status: ['cancelled'] });
  expect(items.map((run) => run.workflow_run_id)).toContain(last);
});
