import { expect } from '@open-wc/testing';
import { freshId, stream } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { accessible } from '../../testing/accessible.ts';
import { allByRole, byRole, deepAll, textOf } from '../../testing/queries.ts';
import { chatOf, composer, conversation, person, row, write, type Person } from '../testing/visitors.ts';

/** A channel that all may watch and write in, and that has no members. */
async function livestream(host: Person, ...watchers: Person[]): Promise<string> {
  const people = [host, ...watchers];
  await stream('POST', '/users', { users: Object.fromEntries(people.map((one) => [one.id, one])) });
  const id = freshId('launch');
  const data = { created_by_id: host.id, name: 'Autumn launch' };
  await stream('POST', `/channels/livestream/${id}/query`, { data });
  return `livestream:${id}`;
}

const authors = (chat: Element) => deepAll(chat.shadowRoot ?? chat, '.author').map(textOf);

describe('a conversation of <belfry-chat>', () => {
  afterEach(unmount);

  it('names who wrote in a channel that is watched, and suggests them to be mentioned', async () => {
    const [ann, ben, cleo] = [person('Ann'), person('Ben'), person('Cleo')];
    const channel = await livestream(ann, ben, cleo);
    await write(channel, ann, { text: 'We begin in a minute' });
    await write(channel, cleo, { text: 'Here we go' });
    const chat = await chatOf(ben, `channel="${channel}"`);
    await row(chat, 'Here we go');
    expect(authors(chat)).to.deep.equal(['Ann', 'Cleo']);
    const field = await until(() => composer(chat), 'the composer', 25_000);
    field.focus();
    await until(() => deepAll(chat.shadowRoot ?? chat, '.suggest-at').length > 0, 'the tools', 25_000);
    fill(field, 'Hello @');
    field.setSelectionRange(7, 7);
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until(() => byRole(chat, 'option', /Cleo/), 'who wrote');
    expect(allByRole(chat, 'option')).to.have.length(2);
  });

  it('says how many look at it, and how many there are, and nothing of it to two', async () => {
    const [ann, ben, cleo] = [person('Ann'), person('Ben'), person('Cleo')];
    const about = (chat: Element) =>
      deepAll(chat.shadowRoot ?? chat, 'section > header, section > slot > header')
        .map(textOf)
        .join(' ');
    const stream = await livestream(ann, ben);
    const chat = await chatOf(ann, `channel="${stream}"`);
    await until(() => byRole(chat, 'heading', 'Autumn launch'), 'the name', 25_000);
    const other = await chatOf(ben, `channel="${stream}"`);
    await until(() => about(chat).includes('2 online') && about(other).includes('2 online'), 'both', 25_000);
    await accessible(chat);
    other.remove();
    await until(() => !about(chat).includes('online'), 'alone');

    const group = await conversation([ann, ben, cleo], 'Kiln');
    const one = await chatOf(ann, `channel="${group}"`);
    await until(() => about(one).includes('3 members · 1 online'), 'the first', 25_000);
    await chatOf(cleo, `channel="${group}"`);
    await until(() => about(one).includes('3 members · 2 online'), 'the second', 25_000);

    const pair = await chatOf(ann, `channel="${await conversation([ann, cleo])}"`);
    await until(() => about(pair).includes('Online'), 'their presence', 25_000);
    expect(about(pair)).not.to.match(/\d/);
  });

  it('names nobody where two write to each other', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await write(channel, ann, { text: 'You know me' });
    const chat = await chatOf(ben, `channel="${channel}"`);
    await row(chat, 'You know me');
    expect(authors(chat)).to.deep.equal([]);
  });
});
