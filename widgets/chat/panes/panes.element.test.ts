import { expect } from '@open-wc/testing';
import { control } from '../../testing/chain.ts';
import { unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import { chatOf, composer, live, conversation, person, press, row, say } from '../testing/visitors.ts';

const [ann, ben, cleo] = [person('Ann'), person('Ben'), person('Cleo')];

/** A chat as wide as it is told, with one conversation open. */
async function opened(width: string, attributes = '') {
  const channel = await conversation([ann, ben, cleo], 'The room');
  await say(channel, ben, 'Hello');
  const chat = await chatOf(ann, attributes || `channel="${channel}"`);
  chat.style.inlineSize = width;
  return { chat, channel };
}

const openMembers = async (chat: Element): Promise<HTMLElement> => {
  const title = await until(() => byRole(chat, 'button', 'The room'));
  title.focus();
  title.click();
  await until(() => byRole(chat, 'heading', 'Members'));
  return title;
};

describe('panes of the chat', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('take the focus in, and give it back when they are closed, by Escape and by their button', async () => {
    const { chat } = await opened('30em');
    const title = await openMembers(chat);
    const close = await until(() => byRole(chat, 'button', 'Close members'));
    await until(() => close.matches(':focus'), 'the focus in the pane');
    await accessible(chat);
    press(close, 'Escape');
    await until(() => title.matches(':focus'), 'the focus back');
    expect(allByRole(chat, 'heading', 'Members')).to.have.length(0);
    await openMembers(chat);
    (await until(() => byRole(chat, 'button', 'Close members'))).click();
    await until(() => title.matches(':focus'), 'the focus back again');
  });

  it('cover the conversation where it is narrow: what is covered is out of reach, and not read', async () => {
    const { chat, channel } = await opened('30em');
    const badge = () => chat.matches(':state(unread)');
    await row(chat, 'Hello');
    // What is said from now on is not among what was read then.
    await live(channel, ann);
    await until(() => !badge(), 'the first message read');
    await openMembers(chat);
    expect(allByRole(chat, 'textbox')).to.have.length(0);
    await say(channel, ben, 'Nobody reads this yet');
    await until(badge, 'an unread message');
    press(byRole(chat, 'button', 'Close members'), 'Escape');
    await until(() => !badge(), 'the message read');
  });

  it('stand beside the conversation where it is wide', async () => {
    const { chat } = await opened('70em');
    await row(chat, 'Hello');
    await openMembers(chat);
    const pane = deepAll(chat.shadowRoot ?? chat, '.side')[0] as HTMLElement;
    expect(composer(chat).getBoundingClientRect().right).to.be.at.most(pane.getBoundingClientRect().left);
  });

  it('close with the conversation they belong to', async () => {
    const { chat } = await opened('70em', 'layout="split"');
    const other = await conversation([ann, cleo], 'Other');
    await say(other, cleo, 'Hi');
    const rowOf = (name: RegExp) => until(() => byRole(chat, 'button', name));
    (await rowOf(/The room .*Hello/)).click();
    await openMembers(chat);
    (await rowOf(/Other .*Hi/)).click();
    await until(() => allByRole(chat, 'heading', 'Members').length === 0);
    await until(() => composer(chat).matches(':focus'));
  });
});
