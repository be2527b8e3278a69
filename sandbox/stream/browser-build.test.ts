import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as StreamSdk from 'stream-chat';
import { expect, onTestFinished, test } from 'vitest';
import { credentials } from '../credentials.ts';
import { nextEvent, signToken, startServer, until } from './testing/server.ts';

/** What bundlers pick for a browser; Node's own resolution never does. */
async function loadBrowserBuild(): Promise<typeof StreamSdk> {
  const main = createRequire(import.meta.url).resolve('stream-chat');
  const file = path.join(path.dirname(main), '../esm/index.mjs');
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof StreamSdk;
}

test('the build for browsers goes the same way as the one for Node', async () => {
  const server = await startServer();
  const { StreamChat } = await loadBrowserBuild();
  const client = new StreamChat(credentials.stream.apiKey, {
    baseURL: server.origin,
    allowServerSideConnect: true,
    browser: true,
  });
  onTestFinished(() => client.disconnectUser(500));
  await client.connectUser({ id: 'ann' }, signToken({ user_id: 'ann' }));
  const [channel] = await client.queryChannels({ cid: 'messaging:general' }, {}, { message_limit: 30 });
  expect(channel?.state.messages).toHaveLength(30);
  if (!channel) return;
  const ben = await server.connect('ben');
  const theirs = ben.channel('messaging', 'general');
  await theirs.watch();

  const arrives = nextEvent(ben, 'message.new');
  const { message } = await channel.sendMessage({ text: 'From a browser' });
  expect((await arrives).message?.text).toBe('From a browser');
  await client.partialUpdateMessage(message.id, { set: { text: 'Edited there' } });
  await until(() => expect(theirs.state.messages.at(-1)?.text).toBe('Edited there'));
  await theirs.sendReaction(message.id, { type: 'like' });
  await until(() => expect(channel.state.messages.at(-1)?.reaction_counts).toEqual({ like: 1 }));
  await theirs.sendMessage({ text: 'A reply', parent_id: message.id });
  await until(() => expect(channel.state.threads[message.id]?.map(({ text }) => text)).toEqual(['A reply']));
  await theirs.sendMessage({ text: 'Unread' });
  await until(() => expect(channel.countUnread()).toBe(1));
  await channel.markRead();
  await until(() => expect(channel.countUnread()).toBe(0));
  const { file } = await channel.sendFile(Buffer.from('hello'), 'hello.txt', 'text/plain');
  expect(await (await fetch(file)).text()).toBe('hello');
  await client.deleteMessage(message.id);
  await until(() => expect(theirs.state.messages.find(({ id }) => id === message.id)?.type).toBe('deleted'));
});
