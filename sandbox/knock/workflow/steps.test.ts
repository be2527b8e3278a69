import { expect, test } from 'vitest';
import { feedChannelId } from '../testing/start-knock.ts';
import { inApp, startWorkflow } from '../testing/workflows.ts';
import type { Step } from './declaration.ts';
import { notTheActor } from './declaration.ts';

const hour = { unit: 'hours', value: 1 } as const;
const delay: Step = { type: 'delay', window: hour };

test('a delay waits on the clock, and others go by in their order', async () => {
  const { trigger, texts, context } = await startWorkflow([
    { type: 'delay', window: { from: 'data.wait' } },
    inApp('{{ data.n }}'),
  ]);
  await trigger({ data: { n: 1, wait: { unit: 'minutes', value: 30 } } });
  await trigger({ data: { n: 2, wait: { unit: 'minutes', value: 10 } } });
  await trigger({ data: { n: 3, wait: new Date(context.clock.now() + 20 * 60_000).toISOString() } });
  expect(await texts()).toEqual([]);
  context.clock.advance(10 * 60);
  expect(await texts()).toEqual(['2']);
  context.clock.advance(60 * 60);
  expect(await texts()).toEqual(['1', '3', '2']);
});

test('a delay can end some time before what the trigger tells', async () => {
  const { trigger, texts, context } = await startWorkflow([
    { type: 'delay', window: { from: 'data.at', offset: { direction: 'before', by: hour } } },
    inApp('soon'),
  ]);
  await trigger({ data: { at: new Date(context.clock.now() + 3 * 3_600_000).toISOString() } });
  context.clock.advance(2 * 3600 - 1);
  expect(await texts()).toEqual([]);
  context.clock.advance(1);
  expect(await texts()).toEqual(['soon']);
});

test('a delay until what is over, or is no time, is passed over with an error', async () => {
  const { trigger, texts, runLog } = await startWorkflow([
    { type: 'delay', window: { from: 'data.at' } },
    inApp('now'),
  ]);
  expect(await runLog(await trigger({ data: { at: '2020-01-01T00:00:00Z' } }))).toContain(
    'step.error delay_1',
  );
  expect(await runLog(await trigger({ data: { at: 'tomorrow' } }))).toContain('step.error delay_1');
  expect(await texts()).toEqual(['now', 'now']);
});

test('a trigger can ask to skip delays', async () => {
  const { trigger, texts, runLog } = await startWorkflow([delay, inApp('now')]);
  const run = await trigger({ settings: { skip_delay: true } });
  expect(await texts()).toEqual(['now']);
  expect(await runLog(run)).toEqual([
    'run.started',
    'step.skipped delay_1 (skip_delay)',
    'step.completed in_app_feed_1',
    'run.completed',
  ]);
});

test('a cancellation ends what waits under its key, for everybody or for those it names', async () => {
  const { trigger, texts, context, server } = await startWorkflow([delay, inApp('{{ data.n }}')]);
  await trigger({ recipients: ['cleo', 'dan'], data: { n: 1 }, cancellation_key: 'one' });
  await trigger({ recipients: ['cleo', 'dan'], data: { n: 2 }, cancellation_key: 'two' });
  await trigger({ data: { n: 3 } });
  await server.workflows.cancel('test', { cancellation_key: 'one', recipients: ['cleo'] });
  await server.workflows.cancel('test', { cancellation_key: 'two' });
  await server.workflows.cancel('welcome', { cancellation_key: 'one' });
  await server.workflows.cancel('test', { cancellation_key: 'never' });
  context.clock.advance(3600);
  expect(await texts('dan')).toEqual(['3', '1']);
  expect(await texts('cleo')).toEqual([]);
});

test('an e-mail goes only to who did not see the message in time', async () => {
  const { trigger, context, server, runLog } = await startWorkflow([
    inApp('Look'),
    delay,
    {
      channel: 'email',
      subject: 'You missed something',
      body: 'Look',
      conditions: [
        {
          variable: 'refs.in_app_feed_1.engagement_status',
          operator: 'not_contains',
          argument: '$message.seen',
        },
      ],
    },
  ]);
  const run = await trigger({ recipients: ['cleo', 'dan'] });
  const { entries } = await server.users.feeds.listItems('cleo', feedChannelId);
  await server.messages.markAsSeen(entries[0]?.id ?? '');
  context.clock.advance(3600);
  expect(context.deliveries.list().map(({ to }) => to)).toEqual(['dan@example.com']);
  expect(await runLog(run)).toContain('step.skipped email_1 (conditions_not_met)');
});

test.each([
  ['equal_to', '$message.skipped', true, false],
  ['not_equal_to', '$message.skipped', false, true],
  ['greater_than_or_equal_to', '$message.sent', false, true],
  ['less_than', '$message.sent', true, false],
  ['greater_than_or_equal_to', '$message.delivered', false, false],
] as const)('delivery %s %s', async (operator, argument, whenSkipped, whenSent) => {
  const { trigger, texts, server } = await startWorkflow([
    { channel: 'email', subject: 'S', body: 'B' },
    inApp('yes', { conditions: [{ variable: 'refs.email_1.delivery_status', operator, argument }] }),
  ]);
  await server.users.update('eve', { name: 'Eve' });
  await trigger({ recipients: ['eve', 'dan'] });
  expect([await texts('eve'), await texts('dan')]).toEqual([
    whenSkipped ? ['yes'] : [],
    whenSent ? ['yes'] : [],
  ]);
});

test('a run can be asked for its counts, and for more than one thing at once', async () => {
  const { trigger, texts } = await startWorkflow([
    inApp('urgent', {
      conditions: {
        any: [
          { variable: 'data.urgent', operator: 'equal_to', argument: 'true' },
          { all: [{ variable: 'run.total_activities', operator: 'greater_than', argument: '1' }] },
        ],
      },
    }),
  ]);
  await trigger({ data: { urgent: false } });
  expect(await texts()).toEqual([]);
  await trigger({ data: { urgent: true } });
  expect(await texts()).toEqual(['urgent']);
});

test('trigger conditions halt a run before its first step: here, who acted hears nothing', async () => {
  const { trigger, texts, runLog } = await startWorkflow([inApp('hello')], { conditions: [notTheActor] });
  const run = await trigger({ recipients: ['ann', 'dan'], actor: 'ann' });
  expect(await texts('dan')).toEqual(['hello']);
  expect(await texts('ann')).toEqual([]);
  expect(await runLog(run)).toContain('run.halted (conditions_not_met)');
});

test('without such conditions who acted and is named is told', async () => {
  const { trigger, texts } = await startWorkflow([inApp('hello')]);
  await trigger({ recipients: ['ann'], actor: 'ann' });
  expect(await texts('ann')).toEqual(['hello']);
});

test('a throttle lets so many pass in a window, for each recipient and key', async () => {
  const { trigger, texts, context, runLog } = await startWorkflow([
    { type: 'throttle', window: hour, threshold: 2, key: 'page' },
    inApp('{{ data.n }}'),
  ]);
  for (const n of [1, 2]) await trigger({ data: { n, page: 'a' } });
  const third = await trigger({ data: { n: 3, page: 'a' } });
  await trigger({ data: { n: 4, page: 'b' } });
  await trigger({ recipients: ['cleo'], data: { n: 5, page: 'a' } });
  expect(await texts('dan')).toEqual(['4', '2', '1']);
  expect(await texts('cleo')).toEqual(['5']);
  expect(await runLog(third)).toEqual(['run.started', 'step.throttled throttle_1', 'run.completed']);
  context.clock.advance(3600);
  await trigger({ data: { n: 6, page: 'a' } });
  expect(await texts('dan')).toEqual(['6', '4', '2', '1']);
});

test('a preference passes a step over, and the log names it', async () => {
  const { trigger, texts, server, context } = await startWorkflow([
    inApp('hello'),
    { channel: 'email', subject: 'S', body: 'B' },
  ]);
  await server.users.setPreferences('dan', 'default', {
    workflows: { test: { channel_types: { email: false } } },
  });
  const run = await trigger();
  expect(await texts()).toEqual(['hello']);
  expect(context.deliveries.list()).toEqual([]);
  const [found] = (await server.workflowRecipientRuns.list({ recipient: 'dan' })).items;
  expect(found?.workflow_run_id).toBe(run);
  const { events } = await server.workflowRecipientRuns.get(found?.id ?? '');
  expect(events.find(({ step_ref: ref }) => ref === 'email_1')?.data).toEqual({
    reason: 'preferences',
    settings: ['workflows.test.channel_types.email'],
  });
});

test('conditions of preferences are asked of the run, of a batch’s first trigger', async () => {
  const { trigger, texts, server, context } = await startWorkflow([
    { type: 'batch', window: hour },
    inApp('{{ data.subject }}'),
  ]);
  await server.users.update('dan', { muted: ['rugs'] });
  await server.users.setPreferences('dan', 'default', {
    workflows: {
      test: {
        conditions: [{ variable: 'recipient.muted', operator: 'not_contains', argument: 'data.subject' }],
      },
    },
  });
  await trigger({ data: { subject: 'rugs' } });
  await trigger({ data: { subject: 'lamps' } });
  context.clock.advance(3600);
  expect(await texts()).toEqual([]);
  await trigger({ data: { subject: 'lamps' } });
  await trigger({ data: { subject: 'rugs' } });
  context.clock.advance(3600);
  expect(await texts()).toEqual(['rugs']);
});

test('commercial workflows keep from who ended the subscription', async () => {
  const { trigger, texts, server } = await startWorkflow([inApp('sale')], { commercial: true });
  await server.users.setPreferences('dan', 'default', { commercial_subscribed: false });
  await trigger({ recipients: ['dan', 'cleo'] });
  expect([await texts('dan'), await texts('cleo')]).toEqual([[], ['sale']]);
});

test('a template that fails on what it is given costs its message alone', async () => {
  const { trigger, texts, runLog } = await startWorkflow([
    inApp('{{ data.at | timezone: data.zone }}'),
    inApp('after'),
  ]);
  expect(await runLog(await trigger({ data: { at: 'never', zone: 'Mars/Olympus' } }))).toContain(
    'step.error in_app_feed_1',
  );
  expect(await texts()).toEqual(['after']);
});

test('a reset ends what waits', async () => {
  const { trigger, texts, context, vendor } = await startWorkflow([delay, inApp('late')]);
  await trigger();
  vendor.reset();
  context.clock.advance(3600);
  expect(await texts()).toEqual([]);
});
