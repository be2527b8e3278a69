import { StreamChat } from 'stream-chat';
import { beforeEach, expect, it } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import type { Session } from '../../worker/contract/index.ts';
import { ask, identity } from './ask.ts';
import { control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));

const signIn = async (visitor: string): Promise<Session> =>
  ask('POST', '/v1/sessions', { grant: 'identity', token: await identity(visitor), include: ['chat'] });

it('signing out everywhere ends what the vendor’s own SDK was connected by', async () => {
  const session = await signIn('cleo');
  const { chat } = session;
  if (!chat) throw new Error('There is no chat token.');
  const client = new StreamChat(chat.apiKey, {
    baseURL: chat.baseUrl ?? '',
    allowServerSideConnect: true,
  });
  const other = new StreamChat(chat.apiKey, {
    baseURL: chat.baseUrl ?? '',
    allowServerSideConnect: true,
  });
  try {
    await client.connectUser({ id: 'cleo' }, chat.token);
    await client.queryChannels({ members: { $in: ['cleo'] } });
    await ask('DELETE', '/v1/sessions', undefined, session.accessToken);
    await expect(client.queryChannels({ members: { $in: ['cleo'] } })).rejects.toThrow(/revoked|token/i);
    await expect(other.connectUser({ id: 'cleo' }, chat.token)).rejects.toThrow(/revoked|token/i);
    const again = await signIn('cleo');
    await other.disconnectUser();
    await other.connectUser({ id: 'cleo' }, again.chat?.token ?? '');
    expect(await other.queryChannels({ members: { $in: ['cleo'] } })).not.toHaveLength(0);
  } finally {
    await Promise.all([client.disconnectUser(), other.disconnectUser()]);
  }
}, 60_000);

it('a guest writes, signs in, and sees the conversation', async () => {
  // What the guest asked last may be refused by the vendor: their connection has ended meanwhile.
  const page = await visit('/blank.html', { expects: /status of 400/ });
  const guest = await page.evaluate(async () => {
    const { belfry } = globalThis;
    if (!belfry) throw new Error('The script tag is not here.');
    const id = new Promise<string>((resolve) => {
      document.addEventListener('belfry-session', ({ user }) => resolve(user?.id ?? ''), { once: true });
    });
    document.body.append(document.createElement('belfry-chat'));
    return id;
  });
  expect(guest).toMatch(/^guest-/);
  const { apiKey, apiSecret } = credentials.stream;
  const { baseUrl = '' } = (await signIn('ben')).chat ?? {};
  const shop = new StreamChat(apiKey, apiSecret, { baseURL: baseUrl });
  const channel = shop.channel('messaging', 'help-4711', {
    members: [guest, 'ben'],
    created_by_id: 'ben',
  });
  await channel.create();
  await page.getByRole('button', { name: /Ben/ }).first().click();
  const write = page.getByRole('textbox', { name: /^Message/ });
  await write.fill('Where is my parcel?');
  await write.press('Enter');
  await page.getByRole('log').getByText('Where is my parcel?').waitFor();
  // Shown at once, and sent when there is a connection.
  const sent = async () => (await channel.query({ messages: { limit: 1 } })).messages.map(({ text }) => text);
  await expect.poll(sent, { timeout: 10_000 }).toEqual(['Where is my parcel?']);

  const token = await identity('dan');
  await page.evaluate((identity) => globalThis.belfry?.configure({ identity }), token);
  await page
    .getByRole('button', { name: /Where is my parcel/ })
    .first()
    .click();
  await page.getByRole('log').getByText('Where is my parcel?').waitFor();
  const { members } = await channel.query({});
  expect(members.map(({ user_id: id }) => id).sort()).toEqual(['ben', 'dan']);
}, 90_000);
