import { expect } from '@open-wc/testing';
import { control, freshId, stream } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import type { BelfryMessageEvent } from '../events.ts';
import { showsBeginning } from '../testing/beginning.ts';
import {
  chatOf,
  conversation,
  focused,
  person,
  press,
  row,
  type Person,
  write,
} from '../testing/visitors.ts';

const ben = person('Ben');

/** Somebody replies in a thread. */
async function reply(
  channel: string,
  parentId: string,
  user: Person,
  text: string,
  more = {},
): Promise<void> {
  await write(channel, user, { text, parent_id: parentId, ...more });
}

/** A channel with a question of Ann's in it, seen by one of its members in a box of some width. */
async function asked(width: string, { attributes = '', replies = 0 } = {}) {
  const [ann, cleo] = [person('Ann'), person('Cleo')];
  const channel = await conversation([ann, ben, cleo], 'The room');
  const parent = freshId('question');
  await write(channel, ann, { id: parent, text: 'Shall we?' });
  for (let at = 1; at <= replies; at += 1) await reply(channel, parent, ben, `reply ${at}`);
  const chat = await chatOf(ann, attributes || `channel="${channel}"`);
  chat.style.inlineSize = width;
  if (!attributes) await row(chat, 'Shall we?');
  return { chat, channel, parent, cleo };
}

const pane = (chat: Element) => until(() => deepAll(chat.shadowRoot ?? chat, 'belfry-chat-thread')[0]);
const field = (thread: Element) =>
  until(() => byRole(thread, 'textbox') as HTMLTextAreaElement, 'the thread’s composer');
const isGone = (chat: Element) => deepAll(chat.shadowRoot ?? chat, 'belfry-chat-thread').length === 0;
const main = (chat: Element) =>
  deepAll(chat.shadowRoot ?? chat, 'belfry-chat-conversation.conversation')[0] as HTMLElement;

async function open(
  chat: Element,
  name: RegExp = /repl(y|ies)$/,
): Promise<{ button: HTMLElement; thread: Element }> {
  const button = await until(() => byRole(chat, 'button', name));
  button.click();
  const thread = await pane(chat);
  await until(() => deepAll(thread, 'belfry-chat-conversation').length + 1);
  return { button, thread };
}

async function answer(thread: Element, text: string): Promise<void> {
  const composer = await field(thread);
  fill(composer, text);
  press(composer, 'Enter');
}

describe('threads of the chat', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('take no more replies once the message that they are about is deleted', async () => {
    const { chat, parent } = await asked('70em', { replies: 1 });
    const { thread } = await open(chat, /1 reply$/);
    await field(thread);
    await stream('DELETE', `/messages/${parent}`);
    await until(() => textOf(thread).includes('Nothing can be added to its thread.'), 'the reason');
    expect(allByRole(thread, 'textbox')).to.have.length(0);
    expect(textOf(thread)).to.include('reply 1');
  });

  it('open beside their channel from the count of replies, and are written in there', async () => {
    const { chat, channel, parent } = await asked('70em', { replies: 1 });
    const heard: BelfryMessageEvent[] = [];
    chat.addEventListener('belfry-message', (event) => heard.push(event));
    const { thread } = await open(chat, /1 reply$/);
    await row(thread, 'reply 1');
    expect(textOf(await row(thread, 'Shall we?'))).to.include('Shall we?');
    await until(async () => (await field(thread)).matches(':focus'), 'the focus in the thread');
    await accessible(chat);
    await answer(thread, 'An answer');
    await until(async () => (await row(thread, 'An answer')).matches('.own:not(.pending)'));
    await until(() => byRole(main(chat), 'button', /2 replies$/), 'the count in the channel');
    expect(textOf(main(chat))).not.to.include('An answer');
    await reply(channel, parent, ben, 'Another answer');
    await row(thread, 'Another answer');
    await until(() => byRole(main(chat), 'button', /3 replies$/));
    expect(heard.map(({ message, channel: where }) => [message.text, where])).to.deep.equal([
      ['An answer', channel],
      ['Another answer', channel],
    ]);
    // A reply cannot be replied to.
    expect(allByRole(thread, 'button', /repl(y|ies)$/)).to.have.length(0);
  });

  it('send a reply to the channel as well, once', async () => {
    const { chat } = await asked('70em', { replies: 1 });
    const { thread } = await open(chat);
    const box = (await until(() =>
      byRole(thread, 'checkbox', 'Also send to the channel'),
    )) as HTMLInputElement;
    box.click();
    await answer(thread, 'For all');
    await row(thread, 'For all');
    const shown = await until(() =>
      deepAll(main(chat).shadowRoot ?? chat, 'li.row').find((one) => textOf(one).includes('For all')),
    );
    await until(() => byRole(shown, 'button', 'Replied to a thread'));
    expect(box.checked).to.equal(false);
    await answer(thread, 'For the thread');
    await until(async () => (await row(thread, 'For the thread')).matches(':not(.pending)'));
    expect(textOf(main(chat))).not.to.include('For the thread');
  });

  it('open from a reply in the channel by the keyboard alone', async () => {
    const { chat, channel, parent } = await asked('70em');
    await reply(channel, parent, ben, 'In both', { show_in_channel: true });
    const shown = (await row(chat, 'In both')) as HTMLElement;
    shown.focus();
    const more = await until(() => byRole(chat, 'button', 'More actions'));
    more.click();
    await until(() => focused(chat)?.getAttribute('role') === 'menuitem', 'the focus in the menu');
    byRole(chat, 'menuitem', 'Open thread').click();
    const thread = await pane(chat);
    await row(thread, 'Shall we?');
    await until(async () => (await field(thread)).matches(':focus'), 'the focus in the thread');
    expect(textOf(await row(thread, 'In both'))).to.include('In both');
  });

  it('cover the channel where it is narrow, and give the focus back', async () => {
    const { chat } = await asked('30em', { replies: 2 });
    const { button, thread } = await open(chat, /2 replies/);
    const composer = await field(thread);
    expect(main(chat).checkVisibility({ visibilityProperty: true })).to.equal(false);
    await until(() => composer.matches(':focus'));
    await accessible(chat);
    press(composer, 'Escape');
    await until(() => isGone(chat));
    await until(() => main(chat).matches(':focus-within'), 'the focus back in the channel');
    expect(button.isConnected).to.equal(true);
    await open(chat, /2 replies/);
    (await until(() => byRole(chat, 'button', 'Close thread'))).click();
    await until(() => isGone(chat));
  });

  it('have no hole after a cut', async () => {
    const { chat, channel, parent } = await asked('70em', { replies: 1 });
    const { thread } = await open(chat);
    await row(thread, 'reply 1');
    await control.post('/faults', { vendor: 'stream', refuse: true });
    await control.post('/faults', { vendor: 'stream', cut: 1011 });
    await until(() => textOf(thread).includes('Connecting again…'), 'the banner', 30_000);
    for (let at = 2; at <= 36; at += 1) await reply(channel, parent, ben, `reply ${at}`);
    await control.clearFaults();
    await row(thread, 'reply 36');
    byRole(thread, 'log').scrollTop = 0;
    await until(
      () => textOf(thread).includes('reply 2 ') && textOf(thread).includes('reply 20 '),
      'the rest',
    );
    await until(() => byRole(main(chat), 'button', /36 replies$/));
  }).timeout(60_000);

  it('are listed with what is unread, and all read at once', async () => {
    const { chat, channel, parent, cleo } = await asked('70em', { attributes: 'layout="split"', replies: 2 });
    const entry = await until(() => byRole(chat, 'button', 'Threads, 1 unread'));
    entry.click();
    const first = await until(() => byRole(chat, 'button', /The room.*Shall we\?.*2 unread replies/));
    await until(() => deepAll(chat.shadowRoot ?? chat, 'belfry-chat-threads')[0]?.matches(':focus-within'));
    await accessible(chat);
    await reply(channel, parent, cleo, 'and mine');
    await until(() => /3 unread replies.*and mine/.test(textOf(first)), 'the new reply');
    byRole(chat, 'button', 'Mark all read').click();
    await until(() => !textOf(first).includes('unread'));
    await until(() => allByRole(chat, 'button', 'Mark all read').length === 0);
    first.click();
    const thread = await pane(chat);
    await row(thread, 'and mine');
    (await until(() => byRole(chat, 'button', 'Back to conversations'))).click();
    await until(() => byRole(chat, 'button', 'Threads').matches(':focus'));
  });

  it('are read by who opens them and sees their end', async () => {
    const { chat } = await asked('70em', { attributes: 'layout="split"', replies: 2 });
    (await until(() => byRole(chat, 'button', 'Threads, 1 unread'))).click();
    (await until(() => byRole(chat, 'button', /Shall we\?.*2 unread replies/))).click();
    await row(await pane(chat), 'reply 2');
    (await until(() => byRole(chat, 'button', 'Back to conversations'))).click();
    await until(() => byRole(chat, 'button', 'Threads'), 'an entry without a count');
  });

  it('are listed with where a text begins, also in a page that is written from the other side', async () => {
    const [ann, cleo] = [person('Ann'), person('Cleo')];
    const channel = await conversation([ann, ben, cleo], 'The room');
    const parent = freshId('question');
    const long = 'and that is why it is warm until noon, whoever comes to the shop by then.';
    await write(channel, ann, { id: parent, text: `The bread is late, ${long}` });
    await reply(channel, parent, ben, `Not mine, ${long}`);
    const chat = await chatOf(ann, 'layout="single" lang="ar" style="inline-size: 300px"');
    (await until(() => byRole(chat, 'button', /^السلاسل/))).click();
    const texts = await until(() => {
      const all = deepAll(chat.shadowRoot ?? chat, '.thread bdi');
      return all.length === 2 ? all : undefined;
    }, 'the question and its reply');
    for (const text of texts) {
      expect(getComputedStyle(text.parentElement ?? text).direction).to.equal('rtl');
      expect(textOf(text)).to.match(/^(The bread|Not mine)/);
      expect(showsBeginning(text, text.parentElement ?? text)).to.equal(true);
    }
  });

  it('say when there is none, and when they do not load', async () => {
    const nia = person('Nia');
    await conversation([nia, ben]);
    const chat = await chatOf(nia, 'layout="split"');
    await control.post('/faults', {
      vendor: 'stream',
      path: '/threads',
      method: 'POST',
      status: 500,
      times: 1,
    });
    (await until(() => byRole(chat, 'button', 'Threads'))).click();
    await until(() => textOf(chat).includes('Threads did not load'));
    byRole(chat, 'button', 'Try again').click();
    await until(() => textOf(chat).includes('No threads yet'));
    await accessible(chat);
  });

  it('end with the message that they are about', async () => {
    const { chat, parent } = await asked('70em', { replies: 1 });
    const { thread } = await open(chat);
    await row(thread, 'reply 1');
    await stream('DELETE', `/messages/${parent}`);
    await until(() => textOf(thread).includes('This message was deleted.'));
    await row(thread, 'reply 1');
  });
});
