import { expect } from '@open-wc/testing';
import { belfry } from '../../testing/chain.ts';
import { unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import { chatOf, conversation, focused, live, person, press, row, say, write } from '../testing/visitors.ts';

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

  it('keeps the keys that are pressed in its fields, and leads from message to message elsewhere', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await belfry.configure({
      chat: {
        messages: {
          form: (element) => {
            element.innerHTML =
              '<input aria-label="Name"><select aria-label="Size"><option>S</option></select>' +
              '<p contenteditable role="textbox" aria-label="Note"></p><button>Send it</button>';
            return undefined;
          },
        },
      },
    });
    const audio = { type: 'audio', asset_url: '/song.mp3', title: 'A song', duration: 60 };
    await write(channel, ben, { text: 'A song', attachments: [audio] });
    await write(channel, ben, { text: 'A form', custom_type: 'form' });
    await say(channel, ben, 'The last one');
    const chat = await chatOf(ann, `channel="${channel}"`);
    const button = await until(() => chat.querySelector('button'), 'the form', 25_000);
    const last = await row(chat, 'The last one');
    const range = await until(() => deepAll(chat.shadowRoot ?? chat, 'input[type=range]')[0], 'the song');
    const fields = [...chat.querySelectorAll<HTMLElement>('input, select, p'), range as HTMLElement];
    for (const field of fields) {
      field.focus();
      for (const key of ['ArrowUp', 'ArrowDown', 'Home', 'End']) press(field, key);
      expect(field.matches(':focus'), field.outerHTML).to.equal(true);
    }
    button.focus();
    press(button, 'ArrowDown');
    expect(last.matches(':focus')).to.equal(true);
    const [field] = fields;
    field?.focus();
    if (field) press(field, 'Escape');
    expect(focused(chat)).to.equal(last.previousElementSibling);
    // A key that means something to the site means nothing to us.
    button.addEventListener('keydown', (event) => event.preventDefault());
    button.focus();
    press(button, 'ArrowDown');
    expect(button.matches(':focus')).to.equal(true);
  });

  it('is not drawn again when the same is told once more: what has been typed in it stays', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    let drawn = 0;
    await belfry.configure({
      chat: {
        messages: {
          form: (element) => {
            drawn += 1;
            element.innerHTML = '<input aria-label="Name">';
            return undefined;
          },
        },
      },
    });
    await write(channel, ben, { text: 'A form', custom_type: 'form' });
    const chat = await chatOf(ann, `channel="${channel}"`);
    const field = await until(() => chat.querySelector('input'), 'the form', 25_000);
    field.value = 'Ann';
    // The conversation is read before there is a connection, and once more with it.
    await live(channel, ann);
    await say(channel, ben, 'After that');
    await row(chat, 'After that');
    expect(chat.querySelector('input')).to.equal(field);
    expect(field.value).to.equal('Ann');
    expect(drawn).to.equal(1);
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
