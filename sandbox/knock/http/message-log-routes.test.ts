import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invalid } from '../testing/refusals.ts';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';
import { inApp, startWorkflow } from '../testing/workflows.ts';

const anId = expect.stringMatching(/^[0-9A-Za-z]{27}$/) as unknown;
const aUuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/) as unknown;
const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as unknown;
const pageInfo = { __typename: 'PageInfo', before: null, after: null, page_size: 50 };

function user(id: string, name: string, phone: string) {
  return {
    __typename: 'User',
    id,
    name,
    email: `${id}@example.com`,
    phone_number: phone,
    created_at: null,
    updated_at: expect.any(String) as unknown,
  };
}

test('a message is listed with everything that is known of it', async () => {
  const { server, trigger } = await startWorkflow([inApp('{{ data.n }}')], { categories: ['social'] });
  const run = await trigger({ actor: 'ann', data: { n: 1 }, tenant: 'acme' });
  const page = await server.messages.list({ workflow_run_id: run });
  expect(page.page_info).toEqual(pageInfo);
  expect(page.items).toEqual([
    {
      __typename: 'Message',
      id: anId,
      channel_id: feedChannelId,
      channel: {
        id: feedChannelId,
        key: 'in-app-feed',
        name: 'In-app feed',
        type: 'in_app_feed',
        provider: 'in_app_feed_knock',
        created_at: aTime,
        updated_at: aTime,
      },
      recipient: 'dan',
      actors: ['ann'],
      tenant: 'acme',
      data: { n: 1 },
      status: 'delivered',
      engagement_statuses: [],
      metadata: {},
      recipient_snapshot: null,
      scheduled_at: null,
      workflow: 'test',
      source: {
        __typename: 'NotificationSource',
        type: 'workflow',
        key: 'test',
        version_id: aUuid,
        categories: ['social'],
        step_ref: 'in_app_feed_1',
        workflow_run_id: run,
        workflow_recipient_run_id: aUuid,
      },
      inserted_at: aTime,
      updated_at: aTime,
      seen_at: null,
      read_at: null,
      interacted_at: null,
      clicked_at: null,
      link_clicked_at: null,
      archived_at: null,
    },
  ]);
});

test('what a feed’s message says, what happened to it, and which triggers are in it', async () => {
  const { server, trigger } = await startWorkflow([inApp('{{ data.n }}')]);
  const run = await trigger({ actor: 'ann', data: { n: 1 } });
  const [message] = (await server.messages.list({ workflow_run_id: run })).items;
  const id = message?.id ?? '';
  expect(await server.messages.getContent(id)).toEqual({
    __typename: 'MessageContent',
    message_id: id,
    inserted_at: aTime,
    data: {
      __typename: 'MessageInAppFeedContent',
      blocks: [{ type: 'text', name: 'body', content: '{{ data.n }}', rendered: '1' }],
    },
  });
  await server.messages.markAsInteracted(id, { metadata: { button: 'primary' } });
  await server.messages.archive(id);
  await server.messages.unarchive(id);
  const event = (type: string, data: object | null = null) => ({
    __typename: 'MessageEvent',
    id: anId,
    type,
    data,
    recipient: 'dan',
    inserted_at: aTime,
  });
  const events = await server.messages.listEvents(id);
  expect(events.page_info).toEqual(pageInfo);
  expect(events.items).toEqual([
    event('message.unarchived'),
    event('message.archived'),
    event('message.interacted', { button: 'primary' }),
    event('message.delivered'),
    event('message.created'),
  ]);
  const paged: string[] = [];
  for await (const { type } of server.messages.listEvents(id, { page_size: 2 })) paged.push(type);
  expect(paged).toEqual(events.items.map(({ type }) => type));
  expect(await server.messages.listActivities(id)).toMatchObject({
    page_info: pageInfo,
    items: [
      {
        __typename: 'Activity',
        id: anId,
        actor: user('ann', 'Ann Archer', '+12015550101'),
        recipient: user('dan', 'Dan Dyer', '+12015550104'),
        data: { n: 1 },
        inserted_at: aTime,
        updated_at: aTime,
      },
    ],
  });
  expect((await server.messages.listActivities(id, { trigger_data: '{"n":2}' })).items).toEqual([]);
  expect((await server.messages.listDeliveryLogs(id)).items).toEqual([]);
});

test('an e-mail’s try at its provider is logged', async () => {
  const { server, trigger } = await startWorkflow([{ channel: 'email', subject: 'S', body: 'B' }]);
  const run = await trigger();
  const [message] = (await server.messages.list({ workflow_run_id: run })).items;
  const { items } = await server.messages.listDeliveryLogs(message?.id ?? '');
  expect(items).toMatchObject([
    {
      __typename: 'MessageDeliveryLog',
      service_name: 'email_knock_test',
      request: { method: 'POST', path: '/email', body: { subject_line: 'S' } },
      response: { status: 200, body: { id: 'delivery-1' } },
    },
  ]);
});

test('lists are narrowed by each filter, and all of them must fit', async () => {
  const { server, trigger, context } = await startWorkflow(
    [inApp('{{ data.n }}'), { channel: 'email', subject: 'S', body: 'B' }],
    { categories: ['social'] },
  );
  const run = await trigger({ data: { n: 1 }, tenant: 'acme' });
  context.clock.advance(60);
  await trigger({ recipients: ['cleo'], data: { n: 2 } });
  type Query = NonNullable<Parameters<typeof server.messages.list>[0]>;
  const found = async (query: Query) => {
    const { items } = await server.messages.list({ source: 'test', ...query });
    return items.map(({ recipient, channel }) => `${String(recipient)} ${channel?.type ?? ''}`);
  };
  const [ofDan, ofCleo] = [
    ['dan email', 'dan in_app_feed'],
    ['cleo email', 'cleo in_app_feed'],
  ];
  if (!ofDan || !ofCleo) throw new Error('There are two recipients.');
  expect(await found({})).toEqual([...ofCleo, ...ofDan]);
  expect(await found({ workflow_run_id: run })).toEqual(ofDan);
  expect(await found({ tenant: 'acme' })).toEqual(ofDan);
  expect(await found({ trigger_data: '{"n":2}' })).toEqual(ofCleo);
  expect(await found({ channel_id: feedChannelId, tenant: 'acme' })).toEqual(['dan in_app_feed']);
  expect(await found({ status: ['sent', 'queued'] })).toEqual(['cleo email', 'dan email']);
  expect(await found({ workflow_categories: ['billing'] })).toEqual([]);
  expect(await found({ workflow_categories: ['billing', 'social'] })).toHaveLength(4);
  expect(await found({ source: 'welcome', tenant: 'acme' })).toEqual([]);
  const { items } = await server.messages.list({ source: 'test', tenant: 'acme' });
  const [email, feed] = items;
  expect(await found({ message_ids: [email?.id ?? '', 'none'] })).toEqual(['dan email']);
  const recipientRun = feed?.source.workflow_recipient_run_id ?? '';
  expect(await found({ workflow_recipient_run_id: recipientRun })).toEqual(ofDan);
  expect(await found({ inserted_at: { gt: feed?.inserted_at ?? '' } })).toEqual([...ofCleo, 'dan email']);
  expect(await found({ inserted_at: { lte: feed?.inserted_at ?? '' } })).toEqual(['dan in_app_feed']);
  await server.messages.markAsSeen(feed?.id ?? '');
  expect(await found({ engagement_status: ['seen'] })).toEqual(['dan in_app_feed']);
  expect(await found({ engagement_status: ['unseen'], tenant: 'acme' })).toEqual(['dan email']);
  expect((await server.users.listMessages('cleo', { source: 'test' })).items).toHaveLength(2);
});

test('pages of any size tile the list', async () => {
  const { server } = await startKnock();
  const all: string[] = [];
  for await (const { id } of server.messages.list()) all.push(id);
  expect(all.length).toBeGreaterThan(60);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 7, max: 50 }), async (size) => {
      const paged: string[] = [];
      for await (const { id } of server.messages.list({ page_size: size })) paged.push(id);
      expect(paged).toEqual(all);
    }),
    { numRuns: 4 },
  );
});

test('runs are logged for each recipient', async () => {
  const { server, trigger } = await startWorkflow([inApp('{{ data.n }}')]);
  const run = await trigger({
    recipients: ['cleo', 'dan'],
    actor: 'ann',
    tenant: 'acme',
    cancellation_key: 'key',
  });
  const { items, page_info: page } = await server.workflowRecipientRuns.list();
  const listed = (recipient: string) => ({
    __typename: 'WorkflowRecipientRun',
    id: aUuid,
    workflow_run_id: run,
    workflow: 'test',
    status: 'completed',
    recipient,
    actor: 'ann',
    tenant: 'acme',
    error_count: 0,
    trigger_source: { type: 'api', audience_key: null, cancellation_key: 'key', schedule_id: null },
    inserted_at: aTime,
    updated_at: aTime,
  });
  expect({ items, page }).toEqual({ items: [listed('dan'), listed('cleo')], page: pageInfo });
  const [message] = (await server.messages.list({ workflow_run_id: run })).items;
  const event = (name: string, step: string | null, data: object | null = null) => ({
    __typename: 'WorkflowRecipientRunEvent',
    id: anId,
    event: name,
    status: 'ok',
    attempt: 1,
    step_ref: step,
    step_type: step && 'channel',
    data,
    inserted_at: aTime,
  });
  expect(await server.workflowRecipientRuns.get(items[0]?.id ?? '')).toEqual({
    ...listed('dan'),
    events: [
      event('workflow_recipient_run.started', null),
      event('workflow_step.completed', 'in_app_feed_1', {
        channel: 'in-app-feed',
        message_ids: [message?.id],
      }),
      event('workflow_recipient_run.completed', null),
    ],
  });
  const count = async (query: Parameters<typeof server.workflowRecipientRuns.list>[0]) =>
    (await server.workflowRecipientRuns.list(query)).items.length;
  expect(await count({ recipient: 'dan' })).toBe(1);
  expect(await count({ workflow: 'welcome' })).toBe(0);
  expect(await count({ tenant: 'acme', status: ['completed'] })).toBe(2);
  expect(await count({ status: ['paused', 'queued'] })).toBe(0);
  expect(await count({ has_errors: true })).toBe(0);
  expect(await count({ starting_at: '2020-01-01T00:00:00Z' })).toBe(2);
  expect(await count({ ending_at: '2020-01-01T00:00:00Z' })).toBe(0);
});

test('what is not there, not asked rightly, or not the caller’s is refused', async () => {
  const { server, request } = await startKnock();
  const missing = { status: 404, error: { code: 'resource_missing' } };
  const none = '2YmFaQ8EGs2p1T4usnQW5TzTQlA';
  await expect(server.messages.getContent(none)).rejects.toMatchObject(missing);
  await expect(server.messages.listEvents(none)).rejects.toMatchObject(missing);
  await expect(server.messages.listActivities(none)).rejects.toMatchObject(missing);
  await expect(server.messages.listDeliveryLogs(none)).rejects.toMatchObject(missing);
  await expect(server.workflowRecipientRuns.get(none)).rejects.toMatchObject(missing);
  const ids = Array.from({ length: 51 }, () => none);
  await expect(server.messages.list({ message_ids: ids })).rejects.toMatchObject(invalid('message_ids'));
  for (const query of [
    'status[]=lost',
    'engagement_status[]=loved',
    'page_size=51',
    'trigger_data={"a":{}}',
  ]) {
    expect((await request('GET', `/v1/messages?${query}`)).status, query).toBe(422);
  }
  const [message] = (await server.users.listMessages('ann')).items;
  for (const path of ['', `/${message?.id ?? ''}/content`, `/${message?.id ?? ''}/events`]) {
    expect((await request('GET', `/v1/messages${path}`, { as: 'ann' })).status, path).toBe(403);
  }
});
