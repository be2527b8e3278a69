import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StreamChat } from 'stream-chat';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { root } from '../../scripts/root.ts';
import type { Session, VerificationApproval } from '../../worker/contract/index.ts';
import { control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));

const chain = inject('chain');
const run = promisify(execFile);

/** A call of a page of the demo's, or of the shop's backend. */
async function ask<T>(method: string, path: string, body?: unknown, token?: string): Promise<T> {
  const answer = await fetch(`${chain.worker}${path}`, {
    method,
    headers: {
      origin: chain.demo,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function identity(visitor: string): Promise<string> {
  const answer = await fetch(`${chain.demo}/identity?visitor=${visitor}`);
  return ((await answer.json()) as { token: string }).token;
}

const signIn = async (visitor: string): Promise<Session> =>
  ask('POST', '/v1/sessions', { grant: 'identity', token: await identity(visitor), include: ['chat'] });

async function verify(phone: string, session?: Session): Promise<VerificationApproval> {
  const token = session?.accessToken;
  const { id } = await ask<{ id: string }>('POST', '/v1/verifications', { to: phone, channel: 'sms' }, token);
  const delivered = await control.get(`/messages?to=${encodeURIComponent(phone)}`);
  const code = (delivered as { messages: { code: string }[] }).messages[0]?.code;
  return ask('POST', `/v1/verifications/${id}/check`, { code }, token);
}

describe('the samples of docs/sessions.md', () => {
  /** What a sample gives for a proof, run as a backend would run it. */
  async function sample(language: 'js' | 'python', name: string, ...args: string[]): Promise<unknown> {
    const page = await readFile(join(root, 'docs/sessions.md'), 'utf8');
    const code = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
      .filter(([, written]) => written === language)
      .map(([, , text = '']) => text)
      .find((text) => text.includes(`${name}(`));
    if (code === undefined) throw new Error(`There is no sample ${name}.`);
    // Within the repository, so that packages are found.
    const folder = await mkdtemp(join(root, '.cache/sample-'));
    try {
      const [file, command, call] =
        language === 'js'
          ? [
              'sample.mjs',
              process.execPath,
              `console.log(JSON.stringify(await ${name}(...process.argv.slice(2))))`,
            ]
          : ['sample.py', 'python3', `import sys\nprint(json.dumps(${name}(*sys.argv[1:])))`];
      await writeFile(join(folder, file), `${code}\n${call}\n`);
      const { stdout } = await run(command, [join(folder, file), ...args], {
        env: {
          ...process.env,
          BELFRY_WORKER: chain.worker,
          BELFRY_SERVER_KEY: credentials.serverKey.secret,
          SITE_ORIGIN: chain.demo,
        },
      });
      return JSON.parse(stdout);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  it.each([
    ['js', 'takeProof', '+12015550131'],
    ['python', 'take_proof', '+12015550132'],
  ] as const)('take a proof once, in %s', async (language, name, phone) => {
    const { proof } = await verify(phone, await signIn('ann'));
    const key = randomUUID();
    const taken = await sample(language, name, proof, key);
    expect(taken).toMatchObject({ userId: 'ann', phone, channel: 'sms', origin: chain.demo });
    expect(await sample(language, name, proof, key)).toEqual(taken);
    await expect(sample(language, name, proof, randomUUID())).rejects.toThrow(/proof_used/);
  });

  it('check one by the published keys alone', async () => {
    const { proof } = await verify('+12015550133', await signIn('ann'));
    expect(await sample('js', 'readProof', proof)).toMatchObject({
      sub: 'ann',
      phone_number: '+12015550133',
      amr: ['sms'],
    });
    const [head, body = '', signature] = proof.split('.');
    const forged = `${head}.${body.startsWith('A') ? 'B' : 'A'}${body.slice(1)}.${signature}`;
    await expect(sample('js', 'readProof', forged)).rejects.toThrow();
  });
});

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
  const page = await visit('/blank.html');
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
