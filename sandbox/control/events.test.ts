import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { connectAnn, post, sandbox } from './testing/control.ts';

describe('events', () => {
  const message = { type: 'chat.message', channel: 'messaging:general', user: 'ben', text: 'Hi' };

  test('make somebody write, type and react, as ann sees live', async () => {
    const { client, channel } = await connectAnn();
    const seen: string[] = [];
    channel.on((event) => void seen.push(`${event.type} ${event.user?.id}`));
    const general = { channel: 'messaging:general', user: 'ben' };
    await post('/events', { type: 'chat.typing', ...general });
    const sent = await post('/events', { type: 'chat.message', ...general, text: 'Hello Ann' });
    expect(sent).toMatchObject({ status: 201, body: { result: { text: 'Hello Ann', user: { id: 'ben' } } } });
    const reaction = { type: 'chat.reaction', message: sent.body.result?.id, user: 'cleo', reaction: 'love' };
    expect((await post('/events', reaction)).status).toBe(201);
    await vi.waitFor(() =>
      expect(seen).toEqual(
        expect.arrayContaining(['typing.start ben', 'message.new ben', 'reaction.new cleo']),
      ),
    );
    await client.disconnectUser();
  });

  test('make somebody edit and delete a message, as the others see', async () => {
    const { client, channel } = await connectAnn();
    const { body } = await post('/events', { ...message, text: 'Helo' });
    const own = { message: body.result?.id, user: 'ben' };
    const edited = new Promise((resolve) => channel.on('message.updated', resolve));
    expect(await post('/events', { type: 'chat.update', ...own, text: 'Hello' })).toMatchObject({
      status: 201,
      body: { result: { id: own.message, text: 'Hello' } },
    });
    expect(await edited).toMatchObject({ message: { text: 'Hello' } });
    const deleted = new Promise((resolve) => channel.on('message.deleted', resolve));
    expect(await post('/events', { type: 'chat.delete', ...own })).toMatchObject({
      status: 201,
      body: { result: { id: own.message, type: 'deleted' } },
    });
    expect(await deleted).toMatchObject({ message: { id: own.message } });
    expect((await post('/events', { type: 'chat.update', ...own, text: 'Again' })).status).toBe(422);
    await client.disconnectUser();
  });

  test('make somebody read, as the others see', async () => {
    const { client, channel } = await connectAnn();
    const read = new Promise((resolve) => channel.on('message.read', resolve));
    const { status } = await post('/events', {
      type: 'chat.read',
      channel: 'messaging:general',
      user: 'ben',
    });
    expect(status).toBe(201);
    expect(await read).toMatchObject({ user: { id: 'ben' } });
    await client.disconnectUser();
  });

  test('run a workflow', async () => {
    const trigger = { type: 'workflow.trigger', workflow: 'new-comment', recipients: ['ann'], actor: 'ben' };
    const { status, body } = await post('/events', trigger);
    expect(status).toBe(201);
    expect(body.result?.workflowRunId).toEqual(expect.any(String));
  });

  test('change what became of a text message', async () => {
    const { accountSid, authToken, phoneNumber } = sandbox.credentials.twilio;
    const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
    const messages = `${sandbox.origins.twilio}/2010-04-01/Accounts/${accountSid}/Messages`;
    const sent = await fetch(`${messages}.json`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ To: '+12015550101', From: phoneNumber, Body: 'Hello Ann' }),
    });
    const { sid } = z.object({ sid: z.string() }).parse(await sent.json());
    const change = { type: 'sms.status', message: sid, status: 'undelivered', errorCode: 30005 };
    expect(await post('/events', change)).toEqual({
      status: 201,
      body: { result: { sid, status: 'undelivered', errorCode: 30005, statusCallback: null } },
    });
    const fetched = await fetch(`${messages}/${sid}.json`, { headers });
    expect(await fetched.json()).toMatchObject({ status: 'undelivered', error_code: 30005 });
    expect((await post('/events', { ...change, status: 'read' })).status).toBe(422);
  });

  test.each([
    ['channel', { ...message, channel: 'messaging:nowhere' }, 'messaging:nowhere'],
    ['user', { ...message, user: 'zed' }, 'zed'],
    ['edited message', { type: 'chat.update', message: 'none', user: 'ben', text: 'Hi' }, 'none'],
    ['deleted message', { type: 'chat.delete', message: 'none', user: 'ben' }, 'none'],
    ['message', { type: 'chat.reaction', message: 'none', user: 'ben', reaction: 'love' }, 'none'],
    ['workflow', { type: 'workflow.trigger', workflow: 'no-such', recipients: ['ann'] }, 'no-such'],
    ['text message', { type: 'sms.status', message: 'SM0', status: 'delivered' }, 'SM0'],
  ])('name an unknown %s with 404', async (_what, event, named) => {
    const { status, body } = await post('/events', event);
    expect(status).toBe(404);
    expect(body.detail).toContain(named);
  });

  test('pass on what the vendor refuses with 422', async () => {
    const { status, body } = await post('/events', { ...message, channel: 'messaging:ann-ben', user: 'dan' });
    expect({ status, title: body['title'] }).toEqual({ status: 422, title: 'Not possible' });
    expect(body.detail).toContain('dan');
  });

  test.each([
    [{ type: 'chat.shout' }, 'type'],
    [{ type: 'chat.message', channel: 'messaging:general', user: 'ben' }, 'text'],
    [{ ...message, channel: 'general' }, 'channel'],
    [{ type: 'chat.read', channel: 'messaging:general' }, 'user'],
    [{ type: 'chat.update', message: 'm', user: 'ben', text: '' }, 'text'],
    [{ type: 'chat.delete', user: 'ben' }, 'message'],
    [{ ...message, volume: 11 }, 'volume'],
    [{ type: 'workflow.trigger', workflow: 'new-comment', recipients: [] }, 'recipients'],
    [{ type: 'sms.status', message: 'SM0', status: 'scheduled' }, 'status'],
  ])('refuse %j with 400', async (event, field) => {
    expect(await post('/events', event)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});
