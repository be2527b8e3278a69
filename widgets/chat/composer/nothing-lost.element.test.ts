import { expect } from '@open-wc/testing';
import { control, stream } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { byRole, deepAll, textOf } from '../../testing/queries.ts';
import { chatOf, composer, conversation, person } from '../testing/visitors.ts';

/** The newest message of a channel, as the vendor has it. */
async function newest(channel: string): Promise<{ text: string; attachments: object[] } | undefined> {
  const path = `/channels/${channel.replace(':', '/')}/query`;
  const answer = (await stream('POST', path, { state: true, messages: { limit: 1 } })) as {
    messages: { text: string; attachments: object[] }[];
  };
  return answer.messages[0];
}

describe('what the visitor of a chat has written', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('keeps its files when it was turned away and is changed', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, `channel="${channel}"`);
    const field = await until(() => composer(chat), 'the composer', 25_000);
    field.focus();
    const input = await until(
      () => deepAll(chat.shadowRoot ?? chat, 'input.pick')[0] as HTMLInputElement | undefined,
      'the tools',
      25_000,
    );
    const data = new DataTransfer();
    data.items.add(new File(['hello'], 'notes.txt', { type: 'text/plain' }));
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => byRole(chat, 'button', 'Remove notes.txt'), 'the file');
    fill(field, 'Well, sandbox:bounce');
    const send = await until(() => byRole(chat, 'button', 'Send') as HTMLButtonElement);
    await until(() => !send.disabled, 'all of it ready');
    send.click();
    await until(() => textOf(chat).includes('Not sent: this may go against the rules here.'));
    byRole(chat, 'button', 'Edit').click();
    await until(() => field.value === 'Well, sandbox:bounce', 'the text again');
    fill(field, 'Well');
    (await until(() => byRole(chat, 'button', 'Save'))).click();
    const sent = await until(async () => {
      const message = await newest(channel);
      return message?.text === 'Well' ? message : undefined;
    });
    expect(sent.attachments).to.have.length(1);
    expect(sent.attachments[0]).to.include({ type: 'file', title: 'notes.txt' });
  });
});
