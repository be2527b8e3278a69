import { expect } from '@open-wc/testing';
import { freshId } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, nameOf, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import { chatOf, conversation, log, person, press, row, rows, sayMany, write } from '../testing/visitors.ts';

const ben = person('Ben');

/** Whether a row is before the visitor's eyes. */
function isSeen(one: Element): boolean {
  const frame = one.closest('.log')?.getBoundingClientRect();
  const { top, bottom } = one.getBoundingClientRect();
  return frame !== undefined && top >= frame.top - 1 && bottom <= frame.bottom + 1;
}

/** The message that was jumped to, once it is marked and seen. */
const reached = (chat: Element): Promise<Element> =>
  until(() => rows(chat).find((one) => one.matches('[data-target]') && isSeen(one)), 'the message', 15_000);

describe('jumping in <belfry-chat>', () => {
  afterEach(unmount);

  it('leads from a quote to what it quotes, however far back that is, and back to the newest', async () => {
    const ann = person('Ann');
    const channel = await conversation([ann, ben], 'The room');
    const origin = freshId('origin');
    await write(channel, ben, { id: origin, text: 'Where it began' });
    await sayMany(channel, ben, 70);
    await write(channel, ben, { text: 'As I said', quoted_message_id: origin });
    const chat = await chatOf(ann, `channel="${channel}"`);
    const quoting = await row(chat, 'As I said');
    expect(rows(chat).some((one) => textOf(one).includes('line 1 '))).to.equal(false);
    const quote = await until(
      () =>
        allByRole(chat, 'button').find(
          (one) => quoting.contains(one) && textOf(one).includes('Where it began'),
        ),
      'the quote',
    );
    quote.click();
    expect(textOf(await reached(chat))).to.include('Where it began');
    byRole(chat, 'button', 'Jump to the newest message').click();
    await until(() => {
      const last = rows(chat).at(-1);
      return last && textOf(last).includes('As I said') && isSeen(last);
    }, 'the newest');
    // By the keyboard there is the message's menu.
    ((await row(chat, 'As I said')) as HTMLElement).focus();
    (await until(() => byRole(chat, 'button', 'More actions'), 'its tools')).click();
    (await until(() => byRole(chat, 'menuitem', 'Go to the quoted message'), 'its menu')).click();
    expect(textOf(await reached(chat))).to.include('Where it began');
  });

  it('leads from what was found to the message, in the channel or in its thread', async () => {
    const ann = person('Ann');
    const channel = await conversation([ann, ben], 'The room');
    const parent = freshId('question');
    await write(channel, ben, { text: 'A needle in the hay' });
    await write(channel, ben, { id: parent, text: 'Shall we?' });
    await write(channel, ben, { text: 'We sharpen scissors', parent_id: parent });
    await sayMany(channel, ben, 60);
    const chat = await chatOf(ann);
    chat.style.inlineSize = '64em';
    (await until(() => byRole(chat, 'button', 'Search'))).click();
    const find = async (text: string): Promise<void> => {
      const field = (await until(() => byRole(chat, 'combobox'))) as HTMLInputElement;
      fill(field, text);
      await until(
        () => allByRole(chat, 'option').some((one) => textOf(one).includes(text)),
        `a hit for ${text}`,
      );
      press(field, 'ArrowDown');
      await until(() => field.getAttribute('aria-activedescendant'), 'an active option');
      press(field, 'Enter');
    };
    await find('needle');
    expect(textOf(await reached(chat))).to.include('A needle in the hay');
    await find('scissors');
    const thread = await until(() => deepAll(chat.shadowRoot ?? chat, 'belfry-chat-thread')[0], 'the thread');
    const found = await until(
      () => deepAll(thread.shadowRoot ?? thread, 'li.row').find((one) => one.matches('[data-target]')),
      'the reply',
    );
    expect(textOf(found)).to.include('We sharpen scissors');
  });

  it('leads to the first of many unread messages, and says their day on the way', async () => {
    const ann = person('Ann');
    const channel = await conversation([ann, ben], 'The room');
    await sayMany(channel, ben, 65);
    const chat = await chatOf(ann, `channel="${channel}"`);
    await row(chat, 'line 65');
    const pill = await until(() => byRole(chat, 'button', '65 unread messages'));
    const size = (element: Element) => parseFloat(getComputedStyle(element).fontSize);
    expect(size(pill)).to.be.lessThan(size(log(chat)));
    await accessible(chat);
    pill.click();
    expect(textOf(await reached(chat))).to.match(/line 1(?!\d)/);
    await until(() => allByRole(chat, 'button', '65 unread messages').length === 0, 'the pill’s end');
    log(chat).scrollTop += 200;
    await until(
      () => deepAll(chat.shadowRoot ?? chat, '.day.shown').some((one) => textOf(one) === 'Today'),
      'the day',
    );
  });

  it('lets the visitor do without the unread', async () => {
    const ann = person('Ann');
    const channel = await conversation([ann, ben], 'The room');
    await sayMany(channel, ben, 40);
    const chat = await chatOf(ann, `channel="${channel}"`);
    (await until(() => byRole(chat, 'button', 'Dismiss'))).click();
    await until(() => allByRole(chat, 'button', '40 unread messages').length === 0, 'the pill’s end');
    expect(textOf(rows(chat).at(-1) ?? chat)).to.include('line 40');
  });

  it('leaves what the visitor marks as unread so, under a line, until they come back to it', async () => {
    const ann = person('Ann');
    await conversation([ann, ben], 'The garden');
    const channel = await conversation([ann, ben], 'The room');
    await sayMany(channel, ben, 3);
    const chat = await chatOf(ann, 'layout="split"');
    chat.style.inlineSize = '60em';
    const entry = (name: RegExp) => until(() => byRole(chat, 'button', name), String(name));
    (await entry(/^TR The room/)).click();
    const second = (await row(chat, 'line 2')) as HTMLElement;
    const isRead = () => !nameOf(byRole(chat, 'button', /^TR The room/)).includes('unread');
    await until(isRead, 'all read');
    second.focus();
    (await until(() => byRole(chat, 'button', 'More actions'))).click();
    (await until(() => byRole(chat, 'menuitem', 'Mark as unread'))).click();
    await entry(/^TR The room.*2 unread messages$/);
    const line = () => deepAll(chat.shadowRoot ?? chat, '.unread-line')[0];
    const below = await until(() => line()?.nextElementSibling, 'the line');
    expect(textOf(below)).to.include('line 2');
    // What comes then is drawn, and would be read with the rest.
    await sayMany(channel, ben, 1);
    await entry(/^TR The room.*3 unread messages$/);
    (await entry(/^TG The garden/)).click();
    (await entry(/^TR The room/)).click();
    await until(isRead, 'read when it is come back to');
  });
});
