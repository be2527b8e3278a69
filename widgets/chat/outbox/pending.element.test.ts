import { expect } from '@open-wc/testing';
import { control } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, nameOf, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import { chatOf, composer, conversation, person, press, row, send, write } from '../testing/visitors.ts';

/** A conversation in which the vendor refuses what is sent next, opened from the list. */
async function refusing(times: number) {
  const [ann, ben] = [person('Ann'), person('Ben')];
  const channel = await conversation([ann, ben]);
  await write(channel, ben, { text: 'Which notes?' });
  const chat = await chatOf(ann, 'layout="single"');
  (await until(() => byRole(chat, 'button', /Ben/), 'its row', 25_000)).click();
  await until(() => composer(chat).matches(':focus'), 'the focus');
  await until(() => deepAll(chat.shadowRoot ?? chat, 'input.pick').length > 0, 'the tools', 25_000);
  const path = `${channel.split(':')[1] ?? ''}/message`;
  const fault = { vendor: 'stream', method: 'POST', path, times, status: 400, code: 4, message: 'No' };
  await control.post('/faults', fault);
  const preview = async () => {
    byRole(chat, 'button', 'Back to conversations').click();
    return nameOf(await until(() => byRole(chat, 'button', /Ben.*You:/)));
  };
  return { chat, preview };
}

describe('what was not sent', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('shows its file and what it answers, and gives both back to the composer', async () => {
    const { chat, preview } = await refusing(2);
    const message = (await row(chat, 'Which notes?')) as HTMLElement;
    message.focus();
    (await until(() => byRole(message, 'button', 'More actions'), 'its tools', 25_000)).click();
    (await until(() => byRole(chat, 'menuitem', 'Quote'))).click();
    await until(() => textOf(chat).includes('Replying to Ben'), 'the quote');
    const input = deepAll(chat.shadowRoot ?? chat, 'input.pick')[0] as HTMLInputElement;
    const data = new DataTransfer();
    data.items.add(new File(['hello'], 'notes.txt', { type: 'text/plain' }));
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => byRole(chat, 'button', 'Remove notes.txt'), 'the file');
    const button = byRole(chat, 'button', 'Send') as HTMLButtonElement;
    await until(() => !button.disabled, 'all of it ready');
    button.click();
    const failed = await row(chat, 'Not sent.');
    await until(() => byRole(failed, 'link', /notes\.txt/), 'the name of the file');
    await until(() => byRole(failed, 'button', 'In reply to Ben: Which notes?'), 'what it answers');
    await accessible(chat);
    byRole(failed, 'button', 'Edit').click();
    await until(() => byRole(chat, 'button', 'Remove notes.txt'), 'the file again');
    expect(textOf(chat)).to.include('Replying to Ben');
    (await until(() => byRole(chat, 'button', 'Send'))).click();
    await row(chat, 'Not sent.');
    expect(await preview()).to.include('You: File');
  });

  it('shows what a poll asks, which cannot be changed', async () => {
    const { chat, preview } = await refusing(1);
    byRole(chat, 'button', 'Add to message').click();
    (await until(() => byRole(chat, 'menuitem', 'Poll'))).click();
    const dialog = await until(() => byRole(chat, 'dialog', 'New poll'));
    fill(byRole(dialog, 'textbox', 'Question'), 'Lunch?');
    fill(byRole(dialog, 'textbox', 'Option 1'), 'Pizza');
    press(byRole(dialog, 'textbox', 'Option 1'), 'Enter');
    await until(() => byRole(dialog, 'textbox', 'Option 2').matches(':focus'));
    fill(byRole(dialog, 'textbox', 'Option 2'), 'Soup');
    byRole(dialog, 'button', 'Send poll').click();
    const failed = await row(chat, 'Not sent.');
    await until(() => textOf(failed).includes('Lunch?'), 'the question');
    expect(allByRole(failed, 'button', 'Edit')).to.have.length(0);
    expect(await preview()).to.include('You: Poll');
  });

  it('is what it says in the list, without its marks', async () => {
    const { chat, preview } = await refusing(1);
    send(chat, 'It is **late**');
    await row(chat, 'Not sent.');
    expect(await preview()).to.include('You: It is late');
  });
});
