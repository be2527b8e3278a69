import { expect } from '@open-wc/testing';
import { belfry } from '../../testing/chain.ts';
import { unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import { chatOf, conversation, person, row, say } from '../testing/visitors.ts';

describe('what a site draws itself in a conversation of <belfry-chat>', () => {
  afterEach(async () => {
    unmount();
    await belfry.configure({ chat: {} });
  });

  it('stands in place of the name, and of what an empty conversation says, as long as that holds', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben], 'Order 7');
    const gone: string[] = [];
    await belfry.configure({
      chat: {
        header: (element, { name }) => {
          element.textContent = `Your ${name}`;
          return () => void gone.push('header');
        },
        empty: (element) => {
          const ask = document.createElement('button');
          ask.textContent = 'Ask about delivery';
          element.append(ask);
          return () => void gone.push('empty');
        },
      },
    });
    const chat = await chatOf(ann, `channel="${channel}"`);
    const ask = await until(() => chat.querySelector('button'), 'what the site says', 25_000);
    await until(() => ask.checkVisibility() && chat.textContent.includes('Your Order 7'), 'both');
    expect(allByRole(chat, 'heading', 'Order 7')).to.have.length(0);
    await accessible(chat);
    await say(channel, ben, 'Hello Ann');
    await row(chat, 'Hello Ann');
    expect(gone).to.include('empty');
    expect(chat.querySelector('button')).to.equal(null);
  });

  it('is ours again where the site’s own code fails', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben], 'Order 8');
    await belfry.configure({
      chat: {
        header: () => {
          throw new Error('no');
        },
      },
    });
    const chat = await chatOf(ann, `channel="${channel}"`);
    await until(() => byRole(chat, 'heading', 'Order 8'), 'our own header', 25_000);
    await until(() => textOf(chat).includes('Say hello'), 'our own words');
  });
});
