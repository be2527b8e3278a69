import { expect, test, vi } from 'vitest';
import { channels } from '../model/channels.ts';
import { startWorkflow } from '../testing/workflows.ts';
import type { Step } from './declaration.ts';

const anId = expect.stringMatching(/^[0-9A-Za-z]{27}$/) as unknown;
const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as unknown;

const email: Step = { channel: 'email', subject: 'Hi {{ recipient.name }}', body: '**{{ data.text }}**' };
const sms: Step = { channel: 'sms', body: 'Hi {{ recipient.name }}' };
const push: Step = { channel: 'push', title: 'Hi', body: '{{ data.text }}' };
const chat: Step = {
  channel: 'chat',
  summary: 'News',
  blocks: [{ type: 'markdown', name: 'body', content: '*{{ data.text }}*' }],
};

test('an e-mail lands in the inbox, as text and HTML', async () => {
  const { trigger, context, server } = await startWorkflow([email]);
  const run = await trigger({ data: { text: 'News' } });
  expect(context.deliveries.list()).toEqual([
    {
      id: 'delivery-1',
      channel: 'email',
      to: 'dan@example.com',
      from: 'shop@example.com',
      user: 'dan',
      subject: 'Hi Dan Dyer',
      body: '**News**',
      html: '<p><strong>News</strong></p>',
      at: expect.any(String) as unknown,
    },
  ]);
  const [message] = (await server.messages.list({ workflow_run_id: run })).items;
  expect(message).toMatchObject({
    status: 'sent',
    recipient_snapshot: { email: 'dan@example.com', name: 'Dan Dyer' },
  });
  expect(await server.messages.getContent(message?.id ?? '')).toEqual({
    __typename: 'MessageContent',
    message_id: message?.id,
    inserted_at: aTime,
    data: {
      __typename: 'MessageEmailContent',
      from: 'shop@example.com',
      to: 'dan@example.com',
      subject_line: 'Hi Dan Dyer',
      html_body: '<p><strong>News</strong></p>',
      text_body: '**News**',
      cc: null,
      bcc: null,
      reply_to: null,
    },
  });
});

test('a text leaves through Twilio, whose answer decides how far it got', async () => {
  const { trigger, textsTo, server, log } = await startWorkflow([sms]);
  const run = await trigger();
  expect(await textsTo('+12015550104')).toEqual(['Hi Dan Dyer']);
  expect(log.list('twilio')).toMatchObject([{ method: 'POST', status: 201 }]);
  const [message] = (await server.messages.list({ workflow_run_id: run })).items;
  expect(message?.status).toBe('sent');
  expect((await server.messages.getContent(message?.id ?? '')).data).toEqual({
    __typename: 'MessageSmsContent',
    to: '+12015550104',
    body: 'Hi Dan Dyer',
  });
  const { items } = await server.messages.listDeliveryLogs(message?.id ?? '');
  expect(items).toEqual([
    {
      __typename: 'MessageDeliveryLog',
      id: anId,
      environment_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      service_name: 'sms_twilio',
      inserted_at: aTime,
      request: {
        method: 'POST',
        host: expect.stringContaining('localhost') as unknown,
        path: `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`,
        query: null,
        headers: {},
        body: { To: '+12015550104', From: '+12015550100', Body: 'Hi Dan Dyer' },
      },
      response: { status: 201, headers: {}, body: expect.stringContaining('"sid"') as unknown },
    },
  ]);
});

test.each([
  ['a number that Twilio refuses', '+15005550009', undefined, 'undelivered'],
  ['Twilio down', '+12015550104', 503, 'delivery_attempted'],
  ['too much for Twilio', '+12015550104', 429, 'delivery_attempted'],
] as const)('%s', async (_what, phone, fault, status) => {
  const { trigger, context, server } = await startWorkflow([sms]);
  await server.users.update('dan', { phone_number: phone });
  if (fault) context.faults.add({ vendor: 'twilio', status: fault });
  const run = await trigger();
  await vi.waitFor(async () => {
    const { items } = await server.messages.list({ workflow_run_id: run });
    expect(items).toMatchObject([{ status }]);
  });
  expect(context.deliveries.list(phone)).toEqual([]);
});

test('a push reaches every device, a chat every connection', async () => {
  const { trigger, context, server } = await startWorkflow([push, chat]);
  await server.users.setChannelData('dan', channels.push.id, { data: { tokens: ['phone', 'tablet'] } });
  await server.users.setChannelData('dan', channels.chat.id, {
    data: {
      connections: [
        { access_token: 'xoxb', channel_id: 'C1' },
        { incoming_webhook: { url: 'https://hooks.test/1' } },
      ],
    },
  });
  const run = await trigger({ data: { text: 'News' } });
  expect(context.deliveries.list().map(({ channel, to, body }) => [channel, to, body])).toEqual([
    ['chat', 'webhook', '*News*'],
    ['chat', 'C1', '*News*'],
    ['push', 'tablet', 'News'],
    ['push', 'phone', 'News'],
  ]);
  const { items } = await server.messages.list({ workflow_run_id: run });
  expect(items.map(({ status, recipient_snapshot: snapshot }) => [status, snapshot])).toEqual([
    ['sent', { channel_id: null, user_id: null, via_incoming_webhook: true }],
    ['sent', { channel_id: 'C1', user_id: null, via_incoming_webhook: false }],
    ['sent', null],
    ['sent', null],
  ]);
  const contents = await server.messages.batch.getContent({ message_ids: items.map(({ id }) => id) });
  expect(contents.map(({ data }) => data)).toEqual([
    {
      __typename: 'MessageChatContent',
      connection: { incoming_webhook: { url: 'https://hooks.test/1' } },
      template: {
        blocks: [{ type: 'markdown', name: 'body', content: '*News*' }],
        json_content: null,
        summary: 'News',
      },
      metadata: null,
    },
    expect.objectContaining({ connection: { access_token: 'xoxb', channel_id: 'C1' } }) as unknown,
    { __typename: 'MessagePushContent', token: 'tablet', title: 'Hi', body: 'News', data: null },
    { __typename: 'MessagePushContent', token: 'phone', title: 'Hi', body: 'News', data: null },
  ]);
});

test('a step whose address the recipient does not have is passed over', async () => {
  const { trigger, server, runLog } = await startWorkflow([email, sms, push, chat]);
  await server.users.update('eve', { name: 'Eve' });
  expect(await runLog(await trigger({ recipients: ['eve'] }))).toEqual([
    'run.started',
    'step.skipped email_1 (no_address)',
    'step.skipped sms_1 (no_address)',
    'step.skipped push_1 (no_address)',
    'step.skipped chat_1 (no_address)',
    'run.completed',
  ]);
});

test('sandbox mode hands nothing over', async () => {
  const { trigger, server, context, log } = await startWorkflow([email, sms]);
  const run = await trigger({ settings: { sandbox_mode: true } });
  const { items } = await server.messages.list({ workflow_run_id: run });
  expect(items.map(({ status }) => status)).toEqual(['not_sent', 'not_sent']);
  expect(context.deliveries.list()).toEqual([]);
  expect(log.list('twilio')).toEqual([]);
});

test('templates name the message that they are for', async () => {
  const { trigger, context, server } = await startWorkflow([
    { channel: 'email', subject: '{{ current_message.id }}', body: '{{ workflow.key }} {{ vars.app_url }}' },
  ]);
  const run = await trigger();
  const [message] = (await server.messages.list({ workflow_run_id: run })).items;
  expect(context.deliveries.list()).toMatchObject([{ subject: message?.id, body: 'test http://demo.test' }]);
});
