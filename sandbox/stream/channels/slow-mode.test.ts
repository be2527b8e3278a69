import type { Channel } from 'stream-chat';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { nextEvent, signToken, startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

const general = '/channels/messaging/general';

/** The channel, as somebody watches it. */
async function watching(server: TestServer, userId: string): Promise<Channel> {
  const channel = (await server.connect(userId)).channel('messaging', 'general');
  await channel.watch();
  return channel;
}

describe('slow mode', () => {
  test('makes members wait, by the clock, and neither moderators nor the backend', async () => {
    const server = await startServer();
    const backend = server.backend().channel('messaging', 'general');
    await backend.addModerators(['cleo']);
    const [dan, cleo] = [await watching(server, 'dan'), await watching(server, 'cleo')];
    const told = nextEvent(dan.getClient(), 'channel.updated');
    const { channel } = await cleo.enableSlowMode(10);
    expect(channel).toMatchObject({ cooldown: 10 });
    expect((await told).channel).toMatchObject({ cooldown: 10 });
    await dan.sendMessage({ text: 'One' });
    await expect(dan.sendMessage({ text: 'Two' })).rejects.toMatchObject({
      code: 60,
      status: 403,
      message: expect.stringContaining(
        'SendMessage failed with error: "user dan is not allowed to send messages on channel messaging:general under cool down period(10s)"',
      ) as string,
    });
    await cleo.sendMessage({ text: 'One' });
    await cleo.sendMessage({ text: 'Two' });
    await backend.sendMessage({ text: 'Two', user_id: 'dan' });
    server.context.clock.advance(10);
    await dan.sendMessage({ text: 'Three' });
    expect((await dan.query({})).channel.own_capabilities).toContain('slow-mode');
    const off = await cleo.disableSlowMode();
    expect(off.channel).not.toHaveProperty('cooldown');
    await dan.sendMessage({ text: 'Four' });
  });

  const passes: Record<string, (server: TestServer) => Promise<unknown>> = {
    'an admin': (server) => server.backend().partialUpdateUser({ id: 'dan', set: { role: 'admin' } }),
    'a moderator of the app': (server) =>
      server.backend().partialUpdateUser({ id: 'dan', set: { role: 'moderator' } }),
    'a moderator of the channel': (server) =>
      server.backend().channel('messaging', 'general').addModerators(['dan']),
    'a member whose role is granted it': async (server) => {
      const { grants = {} } = await server.backend().getChannelType('messaging');
      const member = [...(grants['channel_member'] ?? []), 'skip-channel-cooldown'];
      await server.backend().updateChannelType('messaging', { grants: { channel_member: member } });
    },
  };

  test.each(Object.entries(passes))('lets %s pass, and says so', async (_name, prepare) => {
    const server = await startServer();
    await prepare(server);
    await server.call('POST', general, { token: server.serverToken, body: { cooldown: 60, user_id: 'ann' } });
    const dan = await watching(server, 'dan');
    const { channel } = await dan.query({});
    expect(channel.own_capabilities).toContain('skip-slow-mode');
    expect(channel.own_capabilities).not.toContain('slow-mode');
    await dan.sendMessage({ text: 'One' });
    await dan.sendMessage({ text: 'Two' });
  });

  test('is over in the very millisecond in which the time is up, and counts answers too', async () => {
    const server = await startServer();
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const send = (message: object) =>
      server.call('POST', `${general}/message`, {
        token: signToken({ user_id: 'dan' }),
        body: { message: { text: 'x', ...message } },
      });
    await server.call('POST', general, {
      token: server.serverToken,
      body: { cooldown: 10, user_id: 'ann' },
    });
    server.context.clock.advance(1);
    expect(await send({ parent_id: 'general-001' })).toMatchObject({ status: 201 });
    server.context.clock.advance(9.999);
    expect(await send({})).toMatchObject({ status: 403, body: { code: 60, StatusCode: 403 } });
    server.context.clock.advance(0.001);
    expect(await send({})).toMatchObject({ status: 201 });
  });

  test('is not a member’s to set, nor without bounds, nor as data', async () => {
    const server = await startServer();
    const set = (body: object, token = server.serverToken) => server.call('POST', general, { token, body });
    expect(await set({ cooldown: 5 }, signToken({ user_id: 'dan' }))).toMatchObject({
      status: 403,
      body: { code: 17 },
    });
    expect(await set({ cooldown: 121 })).toMatchObject({ status: 400, body: { code: 4 } });
    expect(await set({ data: { cooldown: 5 } })).toMatchObject({ status: 400, body: { code: 4 } });
    expect(await set({ teleport: true })).toMatchObject({ status: 400, body: { code: 4 } });
  });
});
