import { expect } from '@open-wc/testing';
import { stream } from '../../testing/chain.ts';
import { unmount, until } from '../../testing/mount.ts';
import { byRole, textOf } from '../../testing/queries.ts';
import { chatOf, composer, conversation, person, row, send, write } from '../testing/visitors.ts';

/** A message of somebody else's, and what chooses a deed from its menu. */
async function said(text: string) {
  const [ann, ben] = [person('Ann'), person('Ben')];
  const channel = await conversation([ann, ben]);
  const id = await write(channel, ben, { text });
  const chat = await chatOf(ann, `channel="${channel}"`);
  const choose = async (deed: string): Promise<void> => {
    const message = (await row(chat, 'Shall we')) as HTMLElement;
    message.focus();
    (await until(() => byRole(message, 'button', 'More actions'), 'its tools', 25_000)).click();
    (await until(() => byRole(chat, 'menuitem', deed))).click();
  };
  return { chat, channel, id, choose };
}

describe('the menu of a message of <belfry-chat>', () => {
  afterEach(() => {
    unmount();
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('quotes it in the composer, and what is sent answers it', async () => {
    const { chat, channel, id, choose } = await said('Shall we meet?');
    await choose('Quote');
    await until(() => textOf(chat).includes('Replying to Ben'), 'the quote');
    await until(() => composer(chat).matches(':focus'), 'the focus in the composer');
    send(chat, 'At nine');
    // The row of what is on its way makes room for that of what was sent.
    await until(
      async () => byRole(await row(chat, 'At nine'), 'button', 'In reply to Ben: Shall we meet?'),
      'what it answers',
      20_000,
    );
    expect(textOf(chat)).not.to.include('Replying to Ben');
    const path = `/channels/${channel.replace(':', '/')}/query`;
    const sent = await until(async () => {
      const { messages } = (await stream('POST', path, { state: true, messages: { limit: 1 } })) as {
        messages: { text: string; quoted_message_id?: string }[];
      };
      return messages[0]?.text === 'At nine' ? messages[0] : undefined;
    });
    expect(sent.quoted_message_id).to.equal(id);
  });

  it('copies its text as it was written, and says whether that was done', async () => {
    const { chat, choose } = await said('Shall we **meet**?');
    const copied: string[] = [];
    let allowed = true;
    const writeText = (text: string) =>
      allowed ? Promise.resolve(void copied.push(text)) : Promise.reject(new DOMException('No'));
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    await choose('Copy text');
    await until(() => textOf(chat).includes('Copied.'));
    expect(copied).to.deep.equal(['Shall we **meet**?']);
    allowed = false;
    byRole(chat, 'textbox').focus();
    await choose('Copy text');
    await until(() => textOf(chat).includes('The text was not copied.'));
  });
});
