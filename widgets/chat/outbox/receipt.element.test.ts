import { expect } from '@open-wc/testing';
import { stream } from '../../testing/chain.ts';
import { unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import { chatOf, composer, conversation, focused, person, press, rows, send } from '../testing/visitors.ts';

/** How far the newest message has come. */
const standing = (chat: Element): string =>
  textOf(deepAll(rows(chat).at(-1) ?? chat, '.meta > :last-child')[0] ?? chat);

/** What somebody's own client tells the vendor. */
const tell = (path: string, user: { id: string }, body: object = {}): Promise<unknown> =>
  stream('POST', path, { user_id: user.id, ...body });

describe('the newest message of one’s own', () => {
  afterEach(unmount);

  it('says that it was sent, that it has arrived, and that it was read', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, `channel="${channel}"`);
    await until(() => composer(chat), 'the composer', 25_000);
    send(chat, 'Are you there?');
    await until(() => standing(chat) === 'Sent', 'sent');
    const { messages } = (await stream('POST', `/channels/messaging/${channel.slice(10)}/query`, {
      state: true,
    })) as { messages: { id: string }[] };
    const latest_delivered_messages = [{ cid: channel, id: messages[0]?.id }];
    await tell('/channels/delivered', ben, { latest_delivered_messages });
    await until(() => standing(chat) === 'Delivered', 'delivered');
    await tell(`/channels/messaging/${channel.slice(10)}/read`, ben);
    await until(() => standing(chat) === 'Read', 'read');
  });

  it('does not say that it was sent when it was turned away', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const chat = await chatOf(ann, `channel="${await conversation([ann, ben])}"`);
    await until(() => composer(chat), 'the composer', 25_000);
    send(chat, 'Hello');
    await until(() => standing(chat) === 'Sent', 'sent');
    send(chat, 'A dreadful lamp (sandbox:bounce)');
    await until(() => byRole(chat, 'group', /^Not sent/), 'turned away');
    await until(() => !textOf(chat).includes('Sending'), 'its end');
    expect(standing(chat)).to.match(/\d:\d\d/);
  });

  it('says of several people how many have read it, and who', async () => {
    const people = [person('Ann'), person('Ben'), person('Cleo'), person('Dan')];
    const [ann, ben, cleo, dan] = people;
    const channel = await conversation(people);
    if (!ann || !ben || !cleo || !dan) throw new Error('Nobody');
    const chat = await chatOf(ann, `channel="${channel}"`);
    await until(() => composer(chat), 'the composer', 25_000);
    send(chat, 'Lunch?');
    await until(() => standing(chat) === 'Sent', 'sent');
    for (const one of [ben, cleo]) await tell(`/channels/messaging/${channel.slice(10)}/read`, one);
    const button = await until(() => byRole(chat, 'button', 'Read by 2'), 'how many');
    button.click();
    const who = await until(() => byRole(chat, 'dialog', 'Read by 2'), 'who');
    await until(() => allByRole(who, 'listitem').length === 2, 'their names');
    expect(allByRole(who, 'listitem').map(textOf)).to.deep.equal(['C Cleo', 'B Ben']);
    await accessible(chat);
    press(who, 'Escape');
    await until(() => focused(chat) === button, 'the focus back');
    await tell(`/channels/messaging/${channel.slice(10)}/read`, dan);
    await until(() => standing(chat) === 'Read by all', 'all');
  });
});
