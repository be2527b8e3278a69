import { describe, expect, test } from 'vitest';
import { nextEvent, signToken, startServer, until } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';
import { expectShape, messageShape } from '../shapes/messages.ts';

async function preview(server: TestServer) {
  const [ann, ben] = await server.connectAll('ann', 'ben');
  const [channel, theirs] = [ann.channel('messaging', 'general'), ben.channel('messaging', 'general')];
  await Promise.all([channel.watch(), theirs.watch()]);
  const heard: string[] = [];
  ben.on('message.new', ({ message }) => heard.push(message?.id ?? ''));
  const { message } = await channel.sendMessage({ id: 'gif', text: '/giphy well done' });
  return { ann, ben, channel, message, heard };
}

describe('/giphy', () => {
  test('shows its author a preview of a local picture, and nobody else anything', async () => {
    const server = await startServer();
    const { ann, message, heard } = await preview(server);
    expectShape(messageShape, message);
    expect(message).toMatchObject({
      type: 'ephemeral',
      command: 'giphy',
      args: 'well done',
      attachments: [
        {
          type: 'giphy',
          title: 'well done',
          actions: [{ value: 'send' }, { value: 'shuffle' }, { value: 'cancel' }],
        },
      ],
    });
    const url = message.attachments?.[0]?.giphy?.fixed_height.url as string;
    expect(url.startsWith(server.origin)).toBe(true);
    expect((await fetch(url)).headers.get('content-type')).toBe('image/svg+xml');
    await expect(ann.getMessage('gif')).rejects.toMatchObject({ code: 16 });
    expect(heard).toEqual([]);
  });

  test('is shuffled, and sent under the same id', async () => {
    const server = await startServer();
    const { ben, channel, message } = await preview(server);
    const shuffled = await channel.sendAction('gif', { image_action: 'shuffle' });
    expect(shuffled.message.attachments?.[0]?.thumb_url).not.toBe(message.attachments?.[0]?.thumb_url);
    expect(shuffled.message.type).toBe('ephemeral');
    const told = nextEvent(ben, 'message.new');
    const { message: sent } = await channel.sendAction('gif', { image_action: 'send' });
    expectShape(messageShape, sent);
    expect(sent).toMatchObject({ id: 'gif', type: 'regular', command: 'giphy' });
    expect(sent.attachments?.[0]).not.toHaveProperty('actions');
    expect((await told).message?.attachments).toEqual(sent.attachments);
  });

  test('is cancelled without a trace', async () => {
    const server = await startServer();
    const { channel, heard } = await preview(server);
    const answer = await channel.sendAction('gif', { image_action: 'cancel' });
    expect(answer.message).toBeUndefined();
    await expect(channel.sendAction('gif', { image_action: 'send' })).rejects.toMatchObject({
      code: 16,
      status: 404,
    });
    server.vendor.sendMessage({ cid: channel.cid, userId: 'ann', text: 'Never mind' });
    await until(() => expect(heard).toHaveLength(1));
  });

  test('has buttons that only its author presses, and no others', async () => {
    const server = await startServer();
    await preview(server);
    const press = (action: string, user: string) =>
      server.call('POST', '/messages/gif/action', {
        token: signToken({ user_id: user }),
        body: { form_data: { image_action: action } },
      });
    expect(await press('send', 'ben')).toMatchObject({ status: 404, body: { code: 16 } });
    expect(await press('explode', 'ann')).toMatchObject({ status: 400, body: { code: 4, StatusCode: 400 } });
  });
});

describe('a command of the app', () => {
  const send = (server: TestServer, text: string) =>
    server.call('POST', '/channels/messaging/general/message', { body: { message: { text } } });

  test('fails without an endpoint, and with one that does not answer', async () => {
    const server = await startServer();
    const backend = server.backend();
    const ticket = { name: 'ticket', description: 'Opens a ticket' };
    await backend.createCommand(ticket as Parameters<typeof backend.createCommand>[0]);
    // Not in the channel's type yet: a text as any other.
    expect((await send(server, '/ticket lamp')).status).toBe(201);
    await backend.updateChannelType('messaging', { commands: ['giphy', ticket.name as 'giphy'] });
    expect(await send(server, '/ticket lamp')).toMatchObject({
      status: 400,
      body: { code: 44, StatusCode: 400 },
    });
    await backend.updateAppSettings({ custom_action_handler_url: 'http://localhost:1/commands' });
    expect(await send(server, '/ticket lamp')).toMatchObject({
      status: 400,
      body: { code: 45, StatusCode: 400 },
    });
  });

  test('that the sandbox does not run is refused by name', async () => {
    const server = await startServer();
    await server.backend().updateChannelType('messaging', { commands: ['all'] });
    const { status, body } = await send(server, '/ban @ben');
    expect([status, body['code']]).toEqual([400, 4]);
    expect(body['message']).toMatch(/command "ban" is not served by the sandbox/);
  });

  test('an unknown one is a text', async () => {
    const server = await startServer();
    expect((await send(server, '/shrug')).body['message']).toMatchObject({ type: 'regular', text: '/shrug' });
  });
});
