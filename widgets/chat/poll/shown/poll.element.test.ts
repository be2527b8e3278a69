import { expect } from '@open-wc/testing';
import { control, freshId, stream } from '../../../testing/chain.ts';
import { fill, unmount, until } from '../../../testing/mount.ts';
import { allByRole, byRole, nameOf, textOf } from '../../../testing/queries.ts';
import { accessible } from '../../../testing/accessible.ts';
import { chatOf, conversation, focused, person, press, type Person, write } from '../../testing/visitors.ts';

/** A poll in a channel, asked by somebody. @returns its id */
async function ask(channel: string, user: Person, poll: object): Promise<string> {
  const id = freshId('poll');
  await stream('POST', '/polls', { id, user_id: user.id, ...poll });
  await write(channel, user, { text: '', poll_id: id });
  return id;
}

const options = ['Soup', 'Salad', 'Pasta'].map((text) => ({ id: text, text }));

/** A vote of somebody who is not looking. */
async function vote(channel: string, user: Person, poll: string, option: string): Promise<void> {
  const { messages } = (await stream('POST', `/channels/messaging/${channel.split(':')[1] ?? ''}/query`, {
    state: true,
    messages: { limit: 1 },
  })) as { messages: { id: string }[] };
  await stream('POST', `/messages/${messages[0]?.id ?? ''}/polls/${poll}/vote`, {
    vote: { option_id: option },
    user_id: user.id,
  });
}

const choice = (chat: Element, role: 'radio' | 'checkbox', name: string) =>
  until(() => byRole(chat, role, new RegExp(`^${name}`)), `the option ${name}`, 25_000);

const isChecked = (option: Element) => option.getAttribute('aria-checked') === 'true';

describe('polls of <belfry-chat>', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('take one vote, move it by the keyboard, take it back, and show those of others as they come', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const poll = await ask(channel, ben, { name: 'Lunch?', enforce_unique_vote: true, options });
    const chat = await chatOf(ann, `channel="${channel}"`);
    const soup = await choice(chat, 'radio', 'Soup');
    const group = byRole(chat, 'radiogroup', 'Lunch?');
    expect(textOf(group.parentElement ?? group)).to.include('Choose one');
    soup.focus();
    soup.click();
    await until(() => isChecked(soup), 'the vote');
    expect(nameOf(soup)).to.include('1 vote, 100%');
    press(soup, 'ArrowDown');
    expect(nameOf(focused(chat) ?? chat)).to.match(/^Salad/);
    expect(isChecked(soup)).to.equal(true);
    (focused(chat) as HTMLElement).click();
    await until(() => !isChecked(soup), 'the vote moved');
    await vote(channel, ben, poll, 'Soup');
    await until(() => /^Soup, 1 vote, 50%/.test(nameOf(soup)), 'the vote of Ben');
    byRole(chat, 'button', /^Soup: 1 vote, show who/).click();
    const who = await until(() => byRole(chat, 'dialog', 'Soup'), 'who voted');
    await until(() => textOf(who).includes('Ben'), 'the name of who voted');
    press(who, 'Escape');
    await until(() => allByRole(chat, 'dialog', 'Soup').length === 0, 'the list closed');
    await until(() => nameOf(focused(chat) ?? chat).startsWith('Soup: 1 vote'), 'the focus back');
    byRole(chat, 'button', 'Remove vote').click();
    await until(() => allByRole(chat, 'button', 'Remove vote').length === 0, 'no vote');
    await until(() => /^Soup, 1 vote, 100%/.test(nameOf(soup)), 'the counts without it');
    await accessible(chat);
  });

  it('say so when a vote was refused, and show what holds', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await ask(channel, ben, { name: 'Lunch?', max_votes_allowed: 2, options });
    const chat = await chatOf(ann, `channel="${channel}"`);
    const soup = await choice(chat, 'checkbox', 'Soup');
    const fault = {
      vendor: 'stream',
      method: 'POST',
      path: '/messages',
      status: 500,
      latency: 500,
      times: 1,
    };
    await control.post('/faults', fault);
    soup.click();
    await until(() => isChecked(soup), 'the vote in advance');
    await until(() => textOf(chat).includes('Your vote was not counted.'), 'the words');
    expect(isChecked(soup)).to.equal(false);
    soup.click();
    byRole(chat, 'checkbox', /^Salad/).click();
    const pasta = byRole(chat, 'checkbox', /^Pasta/);
    await until(() => pasta.getAttribute('aria-disabled') === 'true', 'no third vote');
    pasta.click();
    await until(() => textOf(chat).includes('Remove votes'), 'two votes');
    expect(isChecked(pasta)).to.equal(false);
  });

  it('take suggestions and comments, and end by the hand of who made them', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const poll = await ask(channel, ann, {
      name: 'Lunch?',
      allow_user_suggested_options: true,
      allow_answers: true,
      voting_visibility: 'anonymous',
      options,
    });
    await vote(channel, ben, poll, 'Salad');
    const chat = await chatOf(ann, `channel="${channel}"`);
    await choice(chat, 'checkbox', 'Soup');
    expect(textOf(chat)).to.include('Anonymous');
    byRole(chat, 'button', 'Suggest an option').click();
    const field = await until(() => byRole(chat, 'textbox', 'Your option'), 'the field');
    await until(() => focused(chat) === field, 'the focus in the field');
    fill(field, 'soup');
    byRole(chat, 'button', 'Add').click();
    await until(() => textOf(chat).includes('There is such an option already.'), 'the fault');
    fill(field, 'Pizza');
    byRole(chat, 'button', 'Add').click();
    await choice(chat, 'checkbox', 'Pizza');
    await until(() => nameOf(focused(chat) ?? chat) === 'Suggest an option', 'the focus back');
    byRole(chat, 'button', 'Add a comment').click();
    fill(await until(() => byRole(chat, 'textbox', 'Your comment'), 'the field'), 'I am <b>full</b>');
    byRole(chat, 'button', 'Save').click();
    (await until(() => byRole(chat, 'button', '1 comment'), 'the comment')).click();
    const who = await until(() => byRole(chat, 'dialog', '1 comment'), 'the comments');
    await until(() => textOf(who).includes('I am <b>full</b>'), 'the words as words');
    press(who, 'Escape');
    byRole(chat, 'button', 'End poll').click();
    byRole(await until(() => byRole(chat, 'alertdialog')), 'button', 'End poll').click();
    await until(() => textOf(chat).includes('Poll ended'), 'the end');
    expect(allByRole(chat, 'checkbox', /^(Soup|Salad)/)).to.have.length(0);
    const salad = byRole(chat, 'listitem', /^Salad/);
    expect(nameOf(salad)).to.include('Most votes');
    await until(() => focused(chat)?.textContent === 'Lunch?', 'the focus on the poll');
    await accessible(chat);
  });
});
