import { expect } from '@open-wc/testing';
import { stream } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { accessible } from '../../testing/accessible.ts';
import { allByRole, textOf } from '../../testing/queries.ts';
import {
  chatOf,
  composer,
  conversation,
  live,
  person,
  press,
  row,
  rows,
  write,
} from '../testing/visitors.ts';

describe('the composer of <belfry-chat>', () => {
  afterEach(unmount);

  it('sends nothing by the Enter that ends a composition, however a browser tells of it', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, `channel="${channel}"`);
    const field = await until(() => composer(chat), 'the composer', 25_000);
    fill(field, 'にほんご');
    press(field, 'Enter', { isComposing: true });
    // WebKit's comes after the composition, and has this code alone.
    press(field, 'Enter', { keyCode: 229 });
    expect(field.value).to.equal('にほんご');
    expect(rows(chat)).to.have.length(0);
    fill(field, '日本語');
    press(field, 'Enter');
    await row(chat, '日本語');
    expect(rows(chat)).to.have.length(1);
    expect(field.value).to.equal('');
  });

  it('is closed while its conversation is frozen, and says so', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await write(channel, ben, { text: 'Last words' });
    const path = `/channels/${channel.replace(':', '/')}`;
    const chat = await chatOf(ann, `channel="${channel}"`);
    fill(await until(() => composer(chat), 'the composer', 25_000), 'Half a thought');
    await live(channel, ann);
    await stream('PATCH', path, { set: { frozen: true }, user_id: ben.id });
    await until(() => textOf(chat).includes('This conversation is closed for new messages.'), 'the reason');
    expect(allByRole(chat, 'textbox')).to.have.length(0);
    expect(allByRole(chat, 'button', 'Send')).to.have.length(0);
    await accessible(chat);
    await stream('PATCH', path, { unset: ['frozen'], user_id: ben.id });
    // What was begun is there still.
    await until(() => composer(chat).value === 'Half a thought', 'the composer again');
  });
});
