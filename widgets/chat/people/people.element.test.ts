import { expect } from '@open-wc/testing';
import { control, stream } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, nameOf, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import { chatOf, conversation, focused, person, press } from '../testing/visitors.ts';

async function members(count = 0) {
  const [ann, ben] = [person('Ann'), person('Ben')];
  const others = Array.from({ length: count }, (_, index) => person(`Guest ${index}`));
  for (const other of others) other.id = other.id.replaceAll(' ', '-');
  const channel = await conversation([ann, ben, ...others], 'The room');
  const chat = await chatOf(ann, `channel="${channel}"`);
  const title = await until(() => byRole(chat, 'button', 'The room'));
  title.click();
  await until(() => byRole(chat, 'heading', 'Members'));
  return { ann, ben, channel, chat };
}

const listed = (chat: Element) => allByRole(chat, 'listitem').map((one) => textOf(one));

describe('people of the chat', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('lists all members by page, with who they are', async () => {
    const { chat } = await members(40);
    await until(() => listed(chat).some((one) => one.includes('Ann (you)') && one.includes('Owner')));
    await until(() => listed(chat).length === 42, 'all of them', 15_000);
  });

  it('takes in and takes out members, by what the visitor may', async () => {
    const { chat } = await members();
    const cleo = person('Cleo');
    await stream('POST', '/users', { users: { [cleo.id]: cleo } });
    (await until(() => byRole(chat, 'button', 'Add people'))).click();
    fill(await until(() => byRole(chat, 'combobox')), cleo.id);
    (
      await until(() => {
        const options = allByRole(chat, 'option');
        return options.length === 1 ? options[0] : undefined;
      })
    ).click();
    await accessible(chat);
    (await until(() => byRole(chat, 'button', 'Add 1 person'))).click();
    (await until(() => byRole(chat, 'button', 'Remove Cleo'))).click();
    expect(nameOf(await until(() => byRole(chat, 'alertdialog')))).to.equal(
      'Remove Cleo from this conversation?',
    );
    byRole(chat, 'button', 'Remove').click();
    await until(() => allByRole(chat, 'button', 'Remove Cleo').length === 0);
    await until(() => textOf(chat).includes('2 members') || listed(chat).length === 2);
  });

  it('follows who comes and goes in a conversation that stands alone', async () => {
    const [ann, ben, cleo, dan] = [person('Ann'), person('Ben'), person('Cleo'), person('Dan')];
    for (const one of [cleo, dan]) await stream('POST', '/users', { users: { [one.id]: one } });
    const channel = await conversation([ann, ben, cleo], 'The room');
    const chat = await chatOf(ann, `channel="${channel}"`);
    await until(() => textOf(chat).includes('3 members'), 'how many', 25_000);
    const fetched = () => performance.getEntriesByType('resource').map(({ name }) => name);
    await until(
      () => fetched().some((name) => name.includes('stream-list-calls')),
      'what follows it',
      20_000,
    );
    const path = `/channels/${channel.replace(':', '/')}`;
    const told = async (change: object, words: string) => {
      await stream('POST', path, change);
      await until(() => textOf(chat).includes(words), words, 20_000);
    };
    await told({ add_members: [dan.id] }, '4 members');
    await told({ remove_members: [dan.id] }, '3 members');
  });

  it('gives the focus back where a question is not gone on with', async () => {
    const { chat } = await members();
    for (const name of ['Leave', 'Remove Ben']) {
      const asker = await until(() => byRole(chat, 'button', name));
      asker.click();
      const question = await until(() => byRole(chat, 'alertdialog'));
      const cancel = byRole(question, 'button', 'Cancel');
      await until(() => cancel.matches(':focus'), 'the focus in the question');
      cancel.click();
      await until(() => allByRole(chat, 'alertdialog').length === 0);
      expect(asker.matches(':focus'), name).to.equal(true);
    }
  });

  it('keeps the focus while somebody leaves, when that fails, and when they have', async () => {
    const { chat, channel } = await members();
    const pane = byRole(chat, 'heading', 'Members').getRootNode() as ShadowRoot;
    const leave = async () => {
      (await until(() => byRole(chat, 'button', 'Leave'))).click();
      byRole(await until(() => byRole(chat, 'alertdialog')), 'button', 'Leave').click();
    };
    await control.post('/faults', {
      vendor: 'stream',
      path: `/channels/${channel.replace(':', '/')}`,
      method: 'POST',
      status: 500,
      times: 1,
    });
    await leave();
    await until(() => textOf(chat).includes('That did not work'), 'that it failed');
    expect(pane.activeElement?.checkVisibility(), 'in the pane').to.equal(true);
    await leave();
    await until(() => textOf(chat).includes('This conversation is not open to you'), 'that they have left');
    await until(() => !pane.host.isConnected, 'the end of the pane');
    await until(() => focused(chat)?.checkVisibility(), 'the focus in the chat');
  });

  it('goes on in the list after leaving, with a row that stays', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    await conversation([ann, ben], 'The garden');
    await conversation([ann, ben], 'The room');
    const chat = await chatOf(ann, 'layout="single"');
    (await until(() => byRole(chat, 'button', /The room No messages/))).click();
    (await until(() => byRole(chat, 'button', 'The room'))).click();
    (await until(() => byRole(chat, 'button', 'Leave'))).click();
    byRole(await until(() => byRole(chat, 'alertdialog')), 'button', 'Leave').click();
    await until(
      () => byRole(chat, 'button', /The garden No messages/).matches(':focus'),
      'the focus in the list',
    );
    expect(allByRole(chat, 'button', /The room No messages/)).to.have.length(0);
  });

  it('tells who somebody is, mutes and blocks them, and gives the focus back', async () => {
    const { chat } = await members();
    const ben = await until(() => byRole(chat, 'button', /Ben/));
    ben.focus();
    ben.click();
    const dialog = await until(() => byRole(chat, 'dialog', 'Ben'));
    (await until(() => byRole(dialog, 'button', 'Mute'))).click();
    (await until(() => byRole(dialog, 'button', 'Unmute'))).click();
    (await until(() => byRole(dialog, 'button', 'Mute'))) as HTMLElement;
    byRole(dialog, 'button', 'Block').click();
    await until(() => byRole(dialog, 'button', 'Unblock'));
    await accessible(chat);
    press(byRole(dialog, 'button', 'Unblock'), 'Escape');
    await until(() => allByRole(chat, 'dialog').length === 0);
    await until(() => ben.matches(':focus'), 'the focus back');
    expect(textOf(byRole(chat, 'heading', 'Members'))).to.equal('Members');
  });
});
