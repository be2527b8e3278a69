import { control, freshId, stream } from '../../testing/chain.ts';
import { fill, mount, until } from '../../testing/mount.ts';
import { byRole, deepAll, textOf } from '../../testing/queries.ts';
import type { BelfryChatElement } from '../chat-element.ts';

/** What element tests of the chat do: people, their channels, and what a visitor sees of them. */
export interface Person {
  id: string;
  name: string;
}

/** Somebody whom no other test knows. */
export const person = (name: string): Person => ({ id: freshId(name.toLowerCase()), name });

/** People and a channel of theirs that no other test uses. The first one has made it. */
export async function conversation(
  people: readonly Person[],
  name = '',
  type = 'messaging',
): Promise<string> {
  await stream('POST', '/users', { users: Object.fromEntries(people.map((one) => [one.id, one])) });
  const id = freshId('room');
  const data = { created_by_id: people[0]?.id, members: people.map((one) => one.id), ...(name && { name }) };
  await stream('POST', `/channels/${type}/${id}/query`, { data });
  return `${type}:${id}`;
}

/** Somebody writes a message with whatever the vendor takes in one. @returns its id */
export async function write(channel: string, { id }: Person, message: object): Promise<string> {
  const path = `/channels/${channel.replace(':', '/')}/message`;
  const answer = (await stream('POST', path, { message: { user_id: id, ...message } })) as {
    message: { id: string };
  };
  return answer.message.id;
}

export const say = (channel: string, user: Person, text: string): Promise<unknown> =>
  control.post('/events', { type: 'chat.message', channel, user: user.id, text });

export async function sayMany(channel: string, user: Person, count: number): Promise<void> {
  for (let at = 1; at <= count; at += 1) await say(channel, user, `line ${at}`);
}

/** Once a visitor's chat is told of what happens in a channel: it shows messages before it is. */
export async function live(channel: string, { id }: Person): Promise<void> {
  const path = `/channels/${channel.replace(':', '/')}/query`;
  await until(async () => {
    const { watchers = [] } = (await stream('POST', path, { state: true, watchers: { limit: 10 } })) as {
      watchers?: { id: string }[];
    };
    return watchers.some((watcher) => watcher.id === id);
  }, `${id} live`);
}

export const chatOf = (visitor: Person, attributes = ''): Promise<BelfryChatElement> =>
  mount<BelfryChatElement>(`<belfry-chat ${attributes}></belfry-chat>`, visitor);

export const composer = (chat: Element): HTMLTextAreaElement =>
  byRole(chat, 'textbox') as HTMLTextAreaElement;
export const log = (chat: Element): HTMLElement => byRole(chat, 'log');
export const rows = (chat: Element): Element[] => deepAll(chat.shadowRoot ?? chat, 'li.row');
export const row = (chat: Element, text: string): Promise<Element> =>
  until(() => rows(chat).find((one) => textOf(one).includes(text)), `a message "${text}"`, 25_000);

/** What has the focus, in whichever shadow root. */
export const focused = (chat: Element): Element | undefined =>
  deepAll(chat.shadowRoot ?? chat, ':focus').at(-1);

export function press(target: Element, key: string, more: KeyboardEventInit = {}): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );
}

export function send(chat: Element, text: string): void {
  fill(composer(chat), text);
  press(composer(chat), 'Enter');
}
