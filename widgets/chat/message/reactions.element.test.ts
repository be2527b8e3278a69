import { expect } from '@open-wc/testing';
import { control, stream } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, nameOf, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import {
  chatOf,
  composer,
  conversation,
  focused,
  person,
  press,
  row,
  type Person,
  write,
} from '../testing/visitors.ts';

const react = (message: string, user: Person, type: string): Promise<unknown> =>
  stream('POST', `/messages/${message}/reaction`, { reaction: { type, user_id: user.id } });

const openReactions = async (chat: Element, text: string): Promise<void> => {
  ((await row(chat, text)) as HTMLElement).focus();
  (await until(() => byRole(chat, 'button', 'Add reaction'), 'the tools')).click();
};

describe('reactions and emoji of <belfry-chat>', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('take any emoji, searched and chosen by the keyboard', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await write(channel, ben, { text: 'We have shipped' });
    const chat = await chatOf(ann, `channel="${channel}"`);
    await openReactions(chat, 'We have shipped');
    (await until(() => byRole(chat, 'button', 'All emoji'), 'the way to all')).click();
    const field = await until(() => byRole(chat, 'searchbox', 'Search emoji'), 'the picker');
    await until(() => focused(chat) === field, 'the focus in the search');
    await accessible(chat);
    fill(field, 'rocket');
    await until(() => textOf(chat).includes('1 emoji found'), 'what was found');
    press(field, 'ArrowDown');
    await until(() => nameOf(focused(chat) ?? chat) === 'rocket', 'the focus on it');
    (focused(chat) as HTMLElement).click();
    const reaction = await until(() => byRole(chat, 'button', '🚀, 1 reaction'), 'the reaction');
    expect(reaction.getAttribute('aria-pressed')).to.equal('true');
    expect(allByRole(chat, 'searchbox', 'Search emoji')).to.have.length(0);
  });

  it('are gone through by arrows, and left by Escape to where they were opened', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, `channel="${channel}"`);
    const area = await until(() => composer(chat), 'the composer', 25_000);
    fill(area, 'Done ');
    const button = await until(() => byRole(chat, 'button', 'Emoji'), 'the button');
    button.focus();
    button.click();
    const field = await until(() => byRole(chat, 'searchbox', 'Search emoji'), 'the picker');
    await until(() => focused(chat) === field, 'the focus in the search');
    const go = (key: string): string => {
      press(focused(chat) ?? chat, key);
      return nameOf(focused(chat) ?? chat);
    };
    go('ArrowDown');
    byRole(chat, 'button', 'smiley').focus();
    expect(go('ArrowRight')).to.equal('smile');
    expect(go('ArrowLeft')).to.equal('smiley');
    expect(go('ArrowDown')).not.to.equal('smiley');
    expect(go('ArrowUp')).to.equal('smiley');
    expect(go('End')).to.equal('ten');
    press(focused(chat) ?? chat, 'Escape');
    await until(() => focused(chat) === button, 'the focus back on the button');
    button.click();
    await until(() => byRole(chat, 'searchbox', 'Search emoji'), 'the picker again');
    fill(byRole(chat, 'searchbox', 'Search emoji'), 'tada');
    press(byRole(chat, 'searchbox', 'Search emoji'), 'Enter');
    await until(() => area.value === 'Done 🎉', 'the emoji in the message');
    await until(() => focused(chat) === area, 'the focus in the message');
  });

  it('tell who gave them: names at once, and all of them in a list', async () => {
    const [ann, ben, cleo] = [person('Ann'), person('Ben'), person('Cleo')];
    const channel = await conversation([ann, ben, cleo]);
    const message = await write(channel, ann, { text: 'Lunch?' });
    for (const one of [ben, cleo]) await react(message, one, 'like');
    await react(message, cleo, 'love');
    const chat = await chatOf(ann, `channel="${channel}"`);
    const like = await until(() => byRole(chat, 'button', '👍, 2 reactions'), 'the reaction', 25_000);
    like.focus();
    const tip = await until(() => deepAll(chat.shadowRoot ?? chat, '.tip')[0], 'the names');
    expect(tip.textContent).to.equal('Cleo and Ben');
    expect(like.ariaDescription).to.equal('Cleo and Ben');
    like.blur();
    await until(() => deepAll(chat.shadowRoot ?? chat, '.tip').length === 0, 'no names');
    ((await row(chat, 'Lunch?')) as HTMLElement).focus();
    (await until(() => byRole(chat, 'button', 'More actions'), 'the tools')).click();
    (await until(() => byRole(chat, 'menuitem', 'See who reacted'), 'the action')).click();
    const who = await until(() => byRole(chat, 'dialog', 'Reactions'), 'the list');
    await until(() => allByRole(who, 'listitem').length === 3, 'all who reacted');
    byRole(who, 'button', '❤️ 1').click();
    await until(() => allByRole(who, 'listitem').length === 1, 'those of one kind');
    expect(textOf(byRole(who, 'listitem'))).to.include('Cleo');
    await accessible(chat);
    press(who, 'Escape');
    await until(() => allByRole(chat, 'dialog', 'Reactions').length === 0, 'no list');
  });

  it('say so when the list does not come, and bring it when asked again', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const message = await write(channel, ben, { text: 'Lunch?' });
    await react(message, ben, 'like');
    const chat = await chatOf(ann, `channel="${channel}"`);
    const like = await until(() => byRole(chat, 'button', '👍, 1 reaction'), 'the reaction', 25_000);
    const fault = { vendor: 'stream', method: 'POST', path: '/messages', status: 500, times: 1 };
    await control.post('/faults', fault);
    like.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true }));
    const who = await until(() => byRole(chat, 'dialog', 'Reactions'), 'the list');
    await until(() => textOf(who).includes('The list did not come.'), 'the words');
    byRole(who, 'button', 'Try again').click();
    await until(() => textOf(who).includes('Ben'), 'who reacted');
  });
});
