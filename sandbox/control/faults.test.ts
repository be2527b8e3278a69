import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { call, callPlivo, connectAnn, post, sandbox } from './testing/control.ts';

describe('faults', () => {
  test('are switched on, listed, act and are cleared', async () => {
    const fault = { vendor: 'plivo', status: 503, message: 'down' };
    const shown = { id: expect.stringMatching(/^fault-\d+$/) as unknown, acted: 0, ...fault };
    expect(await post('/faults', fault)).toEqual({ status: 201, body: { faults: [shown] } });
    expect((await callPlivo()).status).toBe(503);
    expect((await call('GET', '/faults')).body.faults).toEqual([{ ...shown, acted: 1 }]);
    expect((await call('DELETE', '/faults')).status).toBe(204);
    expect((await call('GET', '/faults')).body).toEqual({ faults: [] });
    expect((await callPlivo()).status).toBe(501);
  });

  test('let an answer end in the middle, with what was asked done', async () => {
    await post('/faults', { vendor: 'stream', half: true, method: 'POST', path: '/message', times: 1 });
    const { client } = await connectAnn();
    const channel = client.channel('messaging', 'general');
    await expect(channel.sendMessage({ id: 'half-told', text: 'Told by half' })).rejects.toBeInstanceOf(
      Error,
    );
    expect((await client.getMessage('half-told')).message.text).toBe('Told by half');
  });

  test('are switched off one by one', async () => {
    await post('/faults', { vendor: 'plivo', status: 503 });
    await post('/faults', { vendor: 'plivo', status: 500 });
    const [first] = sandbox.context.faults.list();
    expect((await call('DELETE', `/faults/${first?.id}`)).status).toBe(204);
    expect((await callPlivo()).status).toBe(500);
    expect(await call('DELETE', `/faults/${first?.id}`)).toMatchObject({
      status: 404,
      body: { detail: `The fault ${first?.id} is not on` },
    });
  });

  test.each([
    [{ vendor: 'acme', status: 500 }, 'vendor'],
    [{ vendor: 'stream' }, ''],
    [{ vendor: 'stream', status: 99 }, 'status'],
    [{ vendor: 'twilio', cut: 1006 }, 'cut'],
    [{ vendor: 'stream', status: 500, explode: true }, 'explode'],
  ])('refuses %j', async (body, field) => {
    expect(await post('/faults', body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(sandbox.context.faults.list()).toEqual([]);
  });

  test('cut open sockets at once and refuse new ones', async () => {
    const { client } = await connectAnn();
    const socket = client.wsConnection?.ws;
    if (!socket) throw new Error('Ann has no socket');
    const closed = new Promise<number>((resolve) =>
      socket.addEventListener('close', ({ code }) => resolve(code)),
    );
    await post('/faults', { vendor: 'stream', cut: 4001, refuse: true });
    expect(await closed).toBe(4001);
    const again = new WebSocket(sandbox.origins.stream.replace('http', 'ws') + '/connect');
    const [error] = await once(again, 'error');
    expect(String(error)).toContain('503');
    await client.disconnectUser();
  });

  test('expire the tokens that were seen', async () => {
    const { client, channel } = await connectAnn();
    await post('/faults', { vendor: 'stream', expire: true });
    await expect(channel.query({})).rejects.toMatchObject({ code: 40 });
    await client.disconnectUser();
  });
});
