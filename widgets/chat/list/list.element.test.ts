import { expect } from '@open-wc/testing';
import { control, stream } from '../../testing/chain.ts';
import { fill, mount, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, nameOf, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import { showsBeginning } from '../testing/beginning.ts';
import {
  chatOf,
  composer,
  conversation,
  focused,
  live,
  person,
  press,
  row,
  say,
  send,
} from '../testing/visitors.ts';

/** A list of two conversations: that with Ben on top. */
async function list() {
  const [ann, ben, cleo] = [person('Ann'), person('Ben'), person('Cleo')];
  const withCleo = await conversation([cleo, ann], 'Pottery');
  const withBen = await conversation([ben, ann], 'Garden');
  await say(withCleo, cleo, 'about pots');
  await say(withBen, ben, 'about beds');
  const chat = await chatOf(ann, 'layout="single"');
  await until(() => rowOf(chat, 'Garden'));
  await live(withBen, ann);
  return { ann, ben, cleo, withBen, withCleo, chat };
}

const rowsOf = (chat: Element) => deepAll(chat.shadowRoot ?? chat, 'button.channel') as HTMLElement[];
const rowOf = (chat: Element, name: string): HTMLElement => {
  const found = rowsOf(chat).find((one) => nameOf(one).includes(name) && one.checkVisibility());
  if (!found) throw new Error(`No row ${name}`);
  return found;
};
const names = (chat: Element) =>
  rowsOf(chat).map((one) => (nameOf(one).includes('Garden') ? 'Garden' : 'Pottery'));

async function choose(chat: Element, name: string, item: RegExp): Promise<void> {
  await until(() => allByRole(chat, 'button', 'Conversation options').length > 0);
  const target = rowOf(chat, name);
  target.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true }));
  (await until(() => byRole(chat, 'menuitem', item))).click();
}

describe('the list of conversations', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('offers a menu by keyboard, which gives the focus back', async () => {
    const { chat } = await list();
    await until(() => allByRole(chat, 'button', 'Conversation options').length === 2);
    const options = allByRole(chat, 'button', 'Conversation options')[0] as HTMLElement;
    options.focus();
    options.click();
    const items = await until(() => {
      const found = allByRole(chat, 'menuitem');
      return found.length > 3 && found[0]?.matches(':focus') ? found : undefined;
    });
    await accessible(chat);
    press(items[0] as HTMLElement, 'ArrowDown');
    expect(items[1]?.matches(':focus')).to.equal(true);
    press(items[1] as HTMLElement, 'Escape');
    await until(() => options.matches(':focus'), 'the focus back');
    expect(allByRole(chat, 'menu')).to.have.length(0);
  });

  it('shows where a text begins, also in a page that is written from the other side', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await say(channel, ann, 'The bread is not out of the oven yet, and that is why it is warm until noon.');
    const chat = await chatOf(ann, 'layout="single" lang="ar" style="inline-size: 300px"');
    const said = await until(() =>
      deepAll(chat.shadowRoot ?? chat, '.preview bdi').find((one) => textOf(one).startsWith('The')),
    );
    const line = said.parentElement ?? said;
    await until(() => textOf(line).startsWith('أنت'), 'who said it');
    expect(getComputedStyle(line).direction).to.equal('rtl');
    expect(showsBeginning(said, line)).to.equal(true);
    await accessible(chat);
  });

  it('offers a guest nobody to write to', async () => {
    const chat = await mount('<belfry-chat layout="single"></belfry-chat>');
    await until(() => byRole(chat, 'button', 'Search'));
    expect(allByRole(chat, 'button', 'New conversation')).to.have.length(0);
  });

  it('pins at once, and takes it back in words when that fails', async () => {
    const { chat } = await list();
    await control.post('/faults', {
      vendor: 'stream',
      path: '/member',
      method: 'PATCH',
      status: 500,
      times: 1,
    });
    await choose(chat, 'Pottery', /^Pin/);
    const alert = await until(() => byRole(chat, 'alert'));
    expect(textOf(alert)).to.equal('The conversation was not pinned.');
    expect(names(chat)).to.deep.equal(['Garden', 'Pottery']);
    await choose(chat, 'Pottery', /^Pin/);
    await until(() => names(chat)[0] === 'Pottery');
    expect(nameOf(rowOf(chat, 'Pottery'))).to.include('Pinned');
  });

  it('archives, counts the archive, and brings back', async () => {
    const { chat } = await list();
    await choose(chat, 'Garden', /^Archive/);
    const archived = await until(() => byRole(chat, 'button', 'Archived (1)'));
    expect(names(chat)).to.deep.equal(['Pottery']);
    archived.click();
    await until(() => byRole(chat, 'heading', 'Archived'));
    await until(() => rowOf(chat, 'Garden').matches(':focus'));
    await accessible(chat);
    await choose(chat, 'Garden', /^Move out/);
    await until(() => textOf(chat).includes('Nothing in the archive'));
    byRole(chat, 'button', 'Back to conversations').click();
    await until(() => names(chat).length === 2);
  });

  it('mutes: no count any more; and follows what another device does', async () => {
    const { chat, ann, ben, withBen } = await list();
    await until(() => nameOf(rowOf(chat, 'Garden')).includes('unread'));
    await until(() => allByRole(chat, 'button', 'Conversation options').length === 2);
    await stream('POST', '/moderation/mute/channel', { channel_cid: withBen, user_id: ann.id });
    await until(() => nameOf(rowOf(chat, 'Garden')).includes('Muted'));
    expect(nameOf(rowOf(chat, 'Garden'))).not.to.include('unread');
    await choose(chat, 'Garden', /^Unmute/);
    await until(() => !nameOf(rowOf(chat, 'Garden')).includes('Muted'));
    await say(withBen, ben, 'again');
    await until(() => nameOf(rowOf(chat, 'Garden')).includes('unread'));
    await stream('PATCH', `/channels/messaging/${withBen.split(':')[1] ?? ''}/member/${ann.id}`, {
      set: { archived: true },
    });
    await until(() => byRole(chat, 'button', 'Archived (1)'));
  });

  it('marks read and unread, and leaves after a question', async () => {
    const { chat } = await list();
    await choose(chat, 'Garden', /^Mark as read/);
    await until(() => !nameOf(rowOf(chat, 'Garden')).includes('unread'));
    await choose(chat, 'Garden', /^Mark as unread/);
    await until(() => nameOf(rowOf(chat, 'Garden')).includes('1 unread'));
    await choose(chat, 'Garden', /^Leave/);
    const ask = await until(() => byRole(chat, 'alertdialog'));
    expect(nameOf(ask)).to.include('Leave Garden?');
    byRole(chat, 'button', 'Leave').click();
    await until(() => names(chat).join() === 'Pottery');
  });

  it('searches conversations, people and messages, by keyboard alone', async () => {
    const { chat } = await list();
    (await until(() => byRole(chat, 'button', 'Search'))).click();
    const field = (await until(() => byRole(chat, 'combobox'))) as HTMLInputElement;
    await until(() => field.matches(':focus'));
    await accessible(chat);
    fill(field, 'beds');
    const found = await until(() => byRole(chat, 'option', /about beds/));
    expect(found.querySelector('mark')?.textContent).to.equal('beds');
    await until(() => allByRole(chat, 'status').some((one) => textOf(one) === '1 result'));
    press(field, 'ArrowDown');
    await until(() => field.getAttribute('aria-activedescendant') === found.id);
    await accessible(chat);
    press(field, 'Enter');
    await row(chat, 'about beds');
    byRole(chat, 'button', 'Back to conversations').click();
    await until(() => focused(chat)?.matches('input'), 'the field again');
    fill(field, 'no such thing at all');
    await until(() => textOf(chat).includes('Nothing found'));
    press(field, 'Escape');
    expect(field.value).to.equal('');
    press(field, 'Escape');
    await until(() => byRole(chat, 'button', 'Search').matches(':focus'));
  });

  const pick = async (chat: Element, { name, id }: { name: string; id: string }) => {
    const field = (await until(() => byRole(chat, 'combobox'))) as HTMLInputElement;
    fill(field, id);
    await until(() => {
      const options = allByRole(chat, 'option');
      return options.length === 1 && nameOf(options[0] ?? chat).includes(name);
    });
    press(field, 'Enter');
    await until(() => byRole(chat, 'button', `Take out ${name}`));
  };

  it('begins a conversation with one person, the same one again', async () => {
    const { chat, ann, ben } = await list();
    (await until(() => byRole(chat, 'button', 'New conversation'))).click();
    await pick(chat, ben);
    await accessible(chat);
    byRole(chat, 'button', 'Start conversation').click();
    await until(() => allByRole(chat, 'combobox').length === 0, 'the pane’s end', 15_000);
    await until(() => composer(chat).matches(':focus'), 'the conversation', 15_000);
    send(chat, 'only once');
    await row(chat, 'only once');
    const other = await chatOf(ben, 'layout="single"');
    await until(() => rowsOf(other).some((one) => nameOf(one).includes('only once')));
    // Ben's conversation with Ann alone is the one that she began.
    (await until(() => byRole(other, 'button', 'New conversation'))).click();
    await pick(other, ann);
    byRole(other, 'button', 'Start conversation').click();
    await row(other, 'only once');
  });

  it('begins one with several people under a name', async () => {
    const { chat, ben, cleo } = await list();
    (await until(() => byRole(chat, 'button', 'New conversation'))).click();
    await pick(chat, ben);
    await pick(chat, cleo);
    fill(byRole(chat, 'textbox', /Name of the group/), 'Three of us');
    byRole(chat, 'button', 'Start group conversation').click();
    await until(() => byRole(chat, 'heading', 'Three of us'));
  });

  it('says in words why no conversation begins', async () => {
    const { chat } = await list();
    await control.post('/faults', { vendor: 'stream', path: '/users', method: 'GET', status: 500 });
    (await until(() => byRole(chat, 'button', 'New conversation'))).click();
    const alert = await until(() => byRole(chat, 'alert'));
    expect(textOf(alert)).to.include('People did not load.');
    await control.clearFaults();
    byRole(chat, 'button', 'Try again').click();
    await until(() => allByRole(chat, 'option').length > 0);
    fill(byRole(chat, 'combobox'), 'nobody-is-called-this');
    await until(() => textOf(chat).includes('Nobody of that name found.'));
  });
});
