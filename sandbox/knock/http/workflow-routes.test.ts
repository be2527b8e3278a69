import Knock from '@knocklabs/node';
import { expect, test } from 'vitest';
import { invalid } from '../testing/refusals.ts';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';
import type { RunningKnock } from '../testing/start-knock.ts';

async function feedOf(knock: RunningKnock, user: string) {
  return (await knock.server.users.feeds.listItems(user, feedChannelId)).entries;
}

test('a trigger reaches every recipient once, over each channel that the workflow declares', async () => {
  const knock = await startKnock();
  const { workflow_run_id: runId } = await knock.server.workflows.trigger('new-comment', {
    recipients: ['cleo', 'dan', 'dan'],
    actor: 'ann',
    data: { subject: 'Rug', comment: 'Larger.', anchor: 'rugs' },
  });
  expect(runId).toMatch(/^[0-9a-f-]{36}$/);
  for (const user of ['cleo', 'dan']) {
    expect(await feedOf(knock, user)).toHaveLength(1);
    expect(knock.context.deliveries.list(`${user}@example.com`)).toMatchObject([
      { channel: 'email', subject: 'Ann Archer commented on Rug', body: 'Larger.\n\nhttp://demo.test/#rugs' },
    ]);
  }
  expect(knock.context.deliveries.list()).toHaveLength(2);
});

test('a message offers two buttons', async () => {
  const knock = await startKnock();
  await knock.server.workflows.trigger('product-update', { recipients: ['dan'], data: { title: 'Rugs' } });
  const [item] = await feedOf(knock, 'dan');
  expect(item?.blocks).toContainEqual({
    type: 'button_set',
    name: 'actions',
    buttons: [
      { name: 'primary', label: 'See it', action: 'http://demo.test/#new' },
      { name: 'secondary', label: 'Fewer of these', action: 'http://demo.test/#settings' },
    ],
  });
});

test('recipients and actor told inline are identified on the way', async () => {
  const knock = await startKnock();
  await knock.server.workflows.trigger('new-message', {
    recipients: [{ id: 'eve', name: 'Eve', preferences: { default: { channel_types: { email: false } } } }],
    actor: { id: 'fay', name: 'Fay' },
    tenant: 'acme',
  });
  expect(await knock.server.users.get('eve')).toMatchObject({ __typename: 'User', id: 'eve', name: 'Eve' });
  expect((await knock.server.users.getPreferences('eve', 'default')).channel_types).toMatchObject({
    email: false,
  });
  expect(await feedOf(knock, 'eve')).toMatchObject([{ tenant: 'acme', actors: [{ name: 'Fay' }] }]);
  expect(await knock.server.tenants.get('acme')).toMatchObject({ id: 'acme', name: null });
});

test('what a trigger says reaches the message as Markdown and HTML would have it', async () => {
  const knock = await startKnock();
  const comment = '*Nice*, [see](https://a.test/?q="1")\n<img src=x onerror=alert(1)>';
  await knock.server.workflows.trigger('new-message', { recipients: ['dan'], data: { message: comment } });
  const [item] = await feedOf(knock, 'dan');
  expect(item?.blocks[0]).toMatchObject({
    rendered: expect.stringContaining('<a href="https://a.test/?q=&#34;1&#34;">see</a>') as unknown,
  });
  expect(item?.blocks[0]).toMatchObject({
    rendered: expect.stringContaining('<img src=x onerror=alert(1)>') as unknown,
  });
});

test('unknown recipients are passed over, an unknown actor or workflow is refused', async () => {
  const { server } = await startKnock();
  expect(await server.workflows.trigger('welcome', { recipients: ['nobody'] })).toHaveProperty(
    'workflow_run_id',
  );
  await expect(
    server.workflows.trigger('welcome', { recipients: ['ann'], actor: 'nobody' }),
  ).rejects.toMatchObject({
    status: 422,
    error: { code: 'actor_missing' },
  });
  await expect(server.workflows.trigger('farewell', { recipients: ['ann'] })).rejects.toThrow(
    Knock.NotFoundError,
  );
  await expect(server.workflows.trigger('welcome', { recipients: [] })).rejects.toMatchObject(
    invalid('recipients'),
  );
});

test('a repeated idempotency key gets the first answer for a day, and only for the same parameters', async () => {
  const knock = await startKnock();
  const send = (message: string) =>
    knock.server.workflows
      .trigger('new-message', { recipients: ['dan'], data: { message } }, { idempotencyKey: 'order-1' })
      .withResponse();
  const first = await send('Hello');
  const second = await send('Hello');
  expect(second.data).toEqual(first.data);
  expect(second.response.headers.get('idempotent-replayed')).toBe('true');
  expect(second.response.headers.get('original-x-request-id')).toBe(
    first.response.headers.get('x-request-id'),
  );
  expect(await feedOf(knock, 'dan')).toHaveLength(1);

  await expect(send('Bye')).rejects.toMatchObject({ status: 422, error: { code: 'invalid_params' } });
  knock.context.clock.advance(24 * 60 * 60);
  expect((await send('Bye')).response.headers.has('idempotent-replayed')).toBe(false);
});

test('a key that is too long is refused', async () => {
  const knock = await startKnock();
  const headers = { 'idempotency-key': 'x'.repeat(256) };
  const body = { recipients: ['ann'] };
  expect((await knock.request('POST', '/v1/workflows/welcome/trigger', { body, headers })).status).toBe(422);
});

test('sandbox mode makes the messages and sends none', async () => {
  const knock = await startKnock();
  await knock.server.workflows.trigger('welcome', { recipients: ['dan'], settings: { sandbox_mode: true } });
  expect(knock.context.deliveries.list()).toEqual([]);
  expect(await feedOf(knock, 'dan')).toHaveLength(1);
});

test('cancelling is answered, for workflows that there are', async () => {
  const knock = await startKnock();
  await knock.server.workflows.cancel('welcome', { cancellation_key: 'a' });
  const body = { cancellation_key: 'a' };
  expect((await knock.request('POST', '/v1/workflows/farewell/cancel', { body })).status).toBe(404);
  expect((await knock.request('POST', '/v1/workflows/welcome/cancel', { body: {} })).status).toBe(422);
});

test('the control API triggers as the backend would', async () => {
  const knock = await startKnock();
  const { workflowRunId } = knock.vendor.trigger({ workflow: 'welcome', recipients: ['dan'] });
  const [item] = await feedOf(knock, 'dan');
  const message = await knock.server.messages.get(item?.id ?? '');
  expect(message.source.workflow_run_id).toBe(workflowRunId);
  expect(() => knock.vendor.trigger({ workflow: 'farewell', recipients: ['dan'] })).toThrow(
    'could not be found',
  );
});

test('a trigger that says it wrongly is refused, and a refusal is not remembered', async () => {
  const { server } = await startKnock();
  const trigger = (body: object, idempotencyKey?: string) =>
    server.workflows.trigger(
      'welcome',
      { recipients: ['ann'], ...body },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    );
  await expect(trigger({ settings: { skip_delay: 'yes' } })).rejects.toMatchObject(
    invalid('settings.skip_delay'),
  );
  await expect(trigger({ recipients: [{ name: 'No id' }] })).rejects.toMatchObject(
    invalid('recipients.0.id'),
  );
  await expect(trigger({ actor: 'nobody' }, 'key')).rejects.toMatchObject({ status: 422 });
  expect(await trigger({ actor: 'ben' }, 'key')).toHaveProperty('workflow_run_id');
});

test('a trigger names 1,000 recipients at most, and has 10 MB of data', async () => {
  const { server } = await startKnock();
  const trigger = (body: object) => server.workflows.trigger('welcome', { recipients: ['ann'], ...body });
  const many = Array.from({ length: 1001 }, (_, index) => `user-${index}`);
  await expect(trigger({ recipients: many })).rejects.toMatchObject(invalid('recipients'));
  expect(await trigger({ recipients: many.slice(1) })).toHaveProperty('workflow_run_id');
  const data = { text: 'x'.repeat(10 * 1024 * 1024) };
  await expect(trigger({ data })).rejects.toMatchObject(invalid('data'));
});
