import { expect } from '@open-wc/testing';
import { control, stream } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, nameOf, textOf } from '../../testing/queries.ts';
import {
  chatOf,
  composer,
  conversation,
  person,
  press,
  row,
  rows,
  send,
  write,
} from '../testing/visitors.ts';

interface Sent {
  text: string;
  attachments: object[];
  quoted_message_id?: string;
}

/** The newest message of a channel, as the vendor has it. */
async function newest(channel: string): Promise<Sent | undefined> {
  const path = `/channels/${channel.replace(':', '/')}/query`;
  const answer = (await stream('POST', path, { state: true, messages: { limit: 1 } })) as {
    messages: Sent[];
  };
  return answer.messages[0];
}

/** Two conversations of a visitor, one beside the other, with a message of theirs in the first. */
async function twoConversations() {
  const [ann, ben, cleo] = [person('Ann'), person('Ben'), person('Cleo')];
  const first = await conversation([ann, ben]);
  const second = await conversation([ann, cleo]);
  const id = await write(first, ann, { text: 'Meet at nine' });
  const answered = await write(first, ben, { text: 'Where?' });
  await write(second, cleo, { text: 'Hello' });
  const chat = await chatOf(ann, 'layout="single"');
  const open = async (name: RegExp, said: string) => {
    (await until(() => byRole(chat, 'button', name), 'its row', 25_000)).click();
    await row(chat, said);
    await until(() => composer(chat).matches(':focus'), 'the focus');
  };
  const back = () => byRole(chat, 'button', 'Back to conversations').click();
  return { chat, id, answered, first, open, back };
}

/** Does something to a message by its menu. */
async function choose(chat: Element, said: string, deed: string): Promise<void> {
  const message = (await row(chat, said)) as HTMLElement;
  message.focus();
  (await until(() => byRole(message, 'button', 'More actions'), 'its tools', 25_000)).click();
  (await until(() => byRole(chat, 'menuitem', deed))).click();
  await until(() => deepAll(chat.shadowRoot ?? chat, '.tools[open]').length === 0, 'the menu closed');
  // It comes last, and would be taken from what is done next.
  await until(() => composer(chat).matches(':focus'), 'the focus in the composer');
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

  it('is there again when they come back to a message that they were changing', async () => {
    const { chat, open, back, first } = await twoConversations();
    await open(/Ben/, 'Meet at nine');
    fill(composer(chat), 'A draft');
    await choose(chat, 'Meet at nine', 'Edit message');
    await until(() => composer(chat).value === 'Meet at nine', 'the edit');
    fill(composer(chat), 'Meet at ten');
    back();
    await until(() => nameOf(byRole(chat, 'button', /Ben/)).includes('Draft: Meet at ten'), 'the draft');
    await open(/Cleo/, 'Hello');
    expect(composer(chat).value).to.equal('');
    back();
    await open(/Ben/, 'Meet at nine');
    expect(composer(chat).value).to.equal('Meet at ten');
    await until(() => textOf(chat).includes('Editing message'));
    (await until(() => byRole(chat, 'button', 'Save'))).click();
    await row(chat, 'Meet at ten');
    await until(() => composer(chat).value === 'A draft', 'the draft again');
    expect((await newest(first))?.text).to.equal('Where?');
  });

  it('is there again after the answer to another message that they quoted meanwhile', async () => {
    const { chat, open, first, answered } = await twoConversations();
    await open(/Ben/, 'Meet at nine');
    await choose(chat, 'Meet at nine', 'Edit message');
    await until(() => composer(chat).value === 'Meet at nine', 'the edit');
    fill(composer(chat), 'Meet at ten');
    await choose(chat, 'Where?', 'Quote');
    await until(() => textOf(chat).includes('Replying to Ben'), 'the quote');
    expect(composer(chat).value).to.equal('');
    send(chat, 'At the station');
    await until(() => composer(chat).value === 'Meet at ten', 'the edit again');
    expect(textOf(chat)).to.include('Editing message');
    const sent = await until(async () => {
      const message = await newest(first);
      return message?.text === 'At the station' ? message : undefined;
    });
    expect(sent.quoted_message_id).to.equal(answered);
    press(composer(chat), 'Escape');
    await until(() => composer(chat).value === '', 'what is written otherwise');
  });

  it('is kept where it was written when it is not saved, and said there', async () => {
    const { chat, id, open, back } = await twoConversations();
    await open(/Ben/, 'Meet at nine');
    await choose(chat, 'Meet at nine', 'Edit message');
    await until(() => composer(chat).value === 'Meet at nine', 'the edit');
    fill(composer(chat), 'Meet at ten');
    await control.post('/faults', {
      vendor: 'stream',
      method: 'PUT',
      path: `/messages/${id}`,
      times: 1,
      latency: 1_500,
      status: 400,
      code: 4,
      message: 'No',
    });
    (await until(() => byRole(chat, 'button', 'Save'))).click();
    await row(chat, 'Meet at ten');
    back();
    await open(/Cleo/, 'Hello');
    expect(allByRole(chat, 'alert')).to.have.length(0);
    back();
    await until(() => nameOf(byRole(chat, 'button', /Ben/)).includes('Draft: Meet at ten'), 'the draft');
    await open(/Ben/, 'Meet at nine');
    await until(() => textOf(chat).includes('Your change was not saved. The text is still here.'));
    expect(composer(chat).value).to.equal('Meet at ten');
  });

  it('stays with them when the message was deleted meanwhile, which stays deleted', async () => {
    const { chat, id, open } = await twoConversations();
    await open(/Ben/, 'Meet at nine');
    await choose(chat, 'Meet at nine', 'Edit message');
    await until(() => composer(chat).value === 'Meet at nine', 'the edit');
    fill(composer(chat), 'Meet at ten');
    await stream('DELETE', `/messages/${id}`);
    await row(chat, 'This message was deleted.');
    (await until(() => byRole(chat, 'button', 'Save'))).click();
    await until(() => textOf(chat).includes('Your change was not saved.'), 'what became of it', 20_000);
    expect(composer(chat).value).to.equal('Meet at ten');
    expect(rows(chat).filter((one) => textOf(one).includes('Meet at'))).to.deep.equal([]);
  });
});
