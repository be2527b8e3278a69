import { expect } from '@open-wc/testing';
import { freshId, stream } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
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

  it('names nobody where two write to each other', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await write(channel, ann, { text: 'You know me' });
    const chat = await chatOf(ben, `channel="${channel}"`);
    await row(chat, 'You know me');
    expect(authors(chat)).to.deep.equal([]);
  });
});
