import { expect } from '@open-wc/testing';
import { chain, control, freshId, stream } from '../../testing/chain.ts';
import { fill, mount, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import type { BelfryChatElement } from '../chat-element.ts';

interface Person {
  id: string;
  name: string;
}

const person = (name: string): Person => ({ id: freshId('writer'), name });

async function conversation(people: readonly Person[], type = 'messaging'): Promise<string> {
  await stream('POST', '/users', { users: Object.fromEntries(people.map((one) => [one.id, one])) });
  const id = freshId('room');
  const data = { created_by_id: people[0]?.id, members: people.map((one) => one.id) };
  await stream('POST', `/channels/${type}/${id}/query`, { data });
  return `${type}:${id}`;
}

interface Sent {
  text: string;
  attachments: Record<string, unknown>[];
  mentioned_users: { id: string }[];
  poll?: { name: string; options: { text: string }[] };
}

/** The newest message of a channel, as the vendor has it. */
async function newest(channel: string): Promise<Sent | undefined> {
  const path = `/channels/${channel.replace(':', '/')}/query`;
  const answer = (await stream('POST', path, { state: true, messages: { limit: 1 } })) as {
    messages: Sent[];
  };
  return answer.messages[0];
}

async function chatOf(visitor: Person, channel: string): Promise<BelfryChatElement> {
  const chat = await mount<BelfryChatElement>(`<belfry-chat channel="${channel}"></belfry-chat>`, visitor);
  const field = await until(() => composer(chat), 'the composer', 25_000);
  field.focus();
  // What is fetched with the first use.
  await until(() => deepAll(chat.shadowRoot ?? chat, '.suggest-at').length > 0, 'the tools', 25_000);
  return chat;
}

const composer = (chat: Element) => byRole(chat, 'textbox', /^Message /) as HTMLTextAreaElement;

function press(target: Element, key: string): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );
}

function type(chat: Element, text: string): void {
  const field = composer(chat);
  fill(field, text);
  field.setSelectionRange(text.length, text.length);
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

function pick(chat: Element, ...files: File[]): void {
  const input = deepAll(chat.shadowRoot ?? chat, 'input.pick')[0] as HTMLInputElement;
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  input.files = data.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

async function picture(): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = 30;
  canvas.height = 20;
  canvas.getContext('2d')?.fillRect(0, 0, 30, 20);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new File([blob ?? ''], 'sky.png', { type: 'image/png' });
}

const files = (chat: Element) => byRole(chat, 'list', 'Files of this message');

function canRecord(stream: MediaStream): boolean {
  try {
    const recorder = new MediaRecorder(stream);
    recorder.start();
    recorder.stop();
    return true;
  } catch {
    return false;
  }
}

describe('the composer of <belfry-chat>', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('takes back a message that was not sent with its files, also where nothing has been written yet', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, channel);
    pick(chat, new File(['hello'], 'notes.txt', { type: 'text/plain' }));
    await until(() => byRole(chat, 'button', 'Remove notes.txt'), 'the file');
    fill(await until(() => byRole(chat, 'textbox')), 'The notes');
    const path = `${channel.split(':')[1] ?? ''}/message`;
    const fault = { vendor: 'stream', method: 'POST', path, times: 1, status: 400, code: 4, message: 'No' };
    await control.post('/faults', fault);
    (await until(() => byRole(chat, 'button', 'Send'))).click();
    await until(() => textOf(chat).includes('Not sent.'), 'that it was not sent');
    expect(allByRole(chat, 'button', 'Remove notes.txt')).to.have.length(0);
    // Another chat of the visitor shows it too, and nobody has written in that one.
    const other = await chatOf(ann, channel);
    (await until(() => byRole(other, 'button', 'Edit'), 'the way back', 25_000)).click();
    await until(() => byRole(other, 'button', 'Remove notes.txt'), 'the file again');
    const field = byRole(other, 'textbox') as HTMLTextAreaElement;
    await until(() => field.value === 'The notes' && field.matches(':focus'), 'the text again');
    expect(textOf(other)).not.to.include('Not sent.');
    (await until(() => byRole(other, 'button', 'Send'))).click();
    const sent = await until(async () =>
      (await newest(channel))?.text === 'The notes' ? newest(channel) : undefined,
    );
    expect(sent?.attachments[0]).to.include({ type: 'file', title: 'notes.txt' });
  });

  it('sends pictures and files without a word of text, with their sizes', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, channel);
    pick(chat, await picture(), new File(['hello'], 'notes.txt', { type: 'text/plain' }));
    await until(() => byRole(chat, 'button', 'Remove sky.png'));
    await until(() => byRole(chat, 'button', 'Remove notes.txt'));
    await accessible(chat);
    const send = await until(() => {
      const button = byRole(chat, 'button', 'Send') as HTMLButtonElement;
      return button.disabled ? undefined : button;
    });
    send.click();
    const sent = await until(async () =>
      (await newest(channel))?.attachments.length === 2 ? newest(channel) : undefined,
    );
    expect(sent?.text).to.equal('');
    expect(sent?.attachments[0]).to.include({ type: 'image', original_width: 30, original_height: 20 });
    expect(sent?.attachments[1]).to.include({ type: 'file', title: 'notes.txt' });
    expect(allByRole(chat, 'list', 'Files of this message')).to.have.length(0);
  });

  it('says which files it does not take, and removes, cancels and tries again', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, channel);
    pick(chat, new File(['x'], 'virus.exe'));
    await until(() => textOf(files(chat)).includes('Files of this kind cannot be sent here'));
    byRole(chat, 'button', 'Remove virus.exe').click();
    await until(() => allByRole(chat, 'list', 'Files of this message').length === 0);
    await control.post('/faults', {
      vendor: 'stream',
      path: `/channels/${channel.replace(':', '/')}/file`,
      status: 500,
      times: 1,
    });
    pick(chat, new File(['hello'], 'notes.txt', { type: 'text/plain' }));
    const again = await until(() => byRole(chat, 'button', 'Try notes.txt again'));
    type(chat, 'with it');
    press(composer(chat), 'Enter');
    expect(composer(chat).value).to.equal('with it');
    await control.clearFaults();
    again.click();
    await until(() => !(byRole(chat, 'button', 'Send') as HTMLButtonElement).disabled);
    press(composer(chat), 'Enter');
    await until(async () => (await newest(channel))?.attachments[0]?.['title'] === 'notes.txt');
    expect((await newest(channel))?.text).to.equal('with it');
  });

  it('takes files that are pasted or dropped, and leaves the paste of text to the field', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, channel);
    const data = new DataTransfer();
    data.items.add(new File(['pasted'], 'pasted.txt', { type: 'text/plain' }));
    const paste = new Event('paste', { bubbles: true, composed: true, cancelable: true });
    Object.defineProperty(paste, 'clipboardData', { value: data });
    composer(chat).dispatchEvent(paste);
    expect(paste.defaultPrevented).to.equal(false);
    await until(() => byRole(chat, 'button', 'Remove pasted.txt'));
    const drag = (kind: string, dataTransfer: DataTransfer) => {
      const event = new Event(kind, { bubbles: true, composed: true, cancelable: true });
      Object.defineProperty(event, 'dataTransfer', { value: dataTransfer });
      byRole(chat, 'textbox').dispatchEvent(event);
      return event.defaultPrevented;
    };
    const words = new DataTransfer();
    words.setData('text/plain', 'words');
    expect(drag('dragover', words)).to.equal(false);
    expect(drag('dragenter', data)).to.equal(true);
    await until(() => textOf(chat).includes('Drop files to add them'));
    expect(drag('drop', data)).to.equal(true);
    await until(() => allByRole(files(chat), 'listitem').length === 2);
    expect(textOf(chat)).not.to.include('Drop files to add them');
  });

  it('suggests people by keys, and mentions whose name stays in the text', async () => {
    const [ann, zoe, ben] = [person('Ann'), person('Zoë'), person('Ben')];
    const channel = await conversation([ann, zoe, ben]);
    const chat = await chatOf(ann, channel);
    type(chat, 'Hi @zo');
    const list = await until(() => byRole(chat, 'listbox', 'People'));
    await until(() => allByRole(list, 'option').length === 1, 'only who is meant');
    const field = composer(chat);
    expect(field.getAttribute('aria-controls')).to.equal(list.id);
    const active = field.getAttribute('aria-activedescendant');
    expect(byRole(list, 'option').id).to.equal(active);
    await accessible(chat);
    press(field, 'Enter');
    expect(field.value).to.equal('Hi @Zoë ');
    await until(() => allByRole(chat, 'listbox').length === 0);
    expect(field.hasAttribute('aria-activedescendant')).to.equal(false);
    type(chat, 'Hi @Zoë @b');
    await until(() => byRole(chat, 'option'));
    press(field, 'Tab');
    type(chat, `${field.value.replace('@Zoë ', '')}come`);
    press(field, 'Enter');
    await until(async () => (await newest(channel))?.text === 'Hi @Ben come');
    expect((await newest(channel))?.mentioned_users.map(({ id }) => id)).to.deep.equal([ben.id]);
  });

  it('mentions everybody at once where one may, as long as the word stands in the text', async () => {
    const [ann, zoe, ben] = [person('Ann'), person('Zoë'), person('Ben')];
    const channel = await conversation([ann, zoe, ben]);
    await stream('POST', `/channels/${channel.replace(':', '/')}`, { add_moderators: [ann.id] });
    const plain = await chatOf(ben, channel);
    type(plain, '@');
    await until(() => byRole(plain, 'option', /Zoë/));
    expect(allByRole(plain, 'option')).to.have.length(2);
    plain.remove();
    const chat = await chatOf(ann, channel);
    type(chat, 'Lunch @he');
    const option = await until(() => byRole(chat, 'option', /here Everybody who is here now$/));
    await accessible(chat);
    option.click();
    type(chat, `${composer(chat).value}@ch`);
    (await until(() => byRole(chat, 'option', /channel/))).click();
    type(chat, composer(chat).value.replace('@here ', '').trim());
    press(composer(chat), 'Enter');
    const sent = await until(async () => {
      const message = await newest(channel);
      return message?.text === 'Lunch @channel' ? message : undefined;
    }, 'it is sent');
    expect(sent).to.include({ mentioned_channel: true });
    expect(sent).not.to.have.property('mentioned_here');
    const mention = await until(() => deepAll(chat.shadowRoot ?? chat, 'strong.mention')[0], 'the mention');
    expect(textOf(mention)).to.equal('@channel');
  });

  it('mentions nobody at once where two write to each other', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const chat = await chatOf(ann, await conversation([ann, ben]));
    type(chat, '@');
    await until(() => byRole(chat, 'option', /Ben/));
    expect(allByRole(chat, 'option')).to.have.length(1);
  });

  it('suggests commands and emoji, and closes on Escape without losing a letter', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const chat = await chatOf(ann, await conversation([ann, ben]));
    type(chat, '/');
    const command = await until(() => byRole(chat, 'option', /\/giphy/));
    command.click();
    expect(composer(chat).value).to.equal('/giphy ');
    type(chat, 'done :tad');
    await until(() => byRole(chat, 'option', /:tada:/));
    press(composer(chat), 'Escape');
    await until(() => allByRole(chat, 'listbox').length === 0);
    expect(composer(chat).value).to.equal('done :tad');
    type(chat, 'done :tada');
    expect(allByRole(chat, 'listbox')).to.have.length(0);
    type(chat, 'so :roc');
    await until(() => byRole(chat, 'option', /:rocket:/));
    press(composer(chat), 'Enter');
    expect(composer(chat).value).to.equal('so 🚀 ');
  });

  it('waits in slow mode, says how long, and then goes on', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await stream('POST', `/channels/${channel.replace(':', '/')}`, { cooldown: 4, user_id: ann.id });
    const chat = await chatOf(ben, channel);
    type(chat, 'first');
    press(composer(chat), 'Enter');
    await until(() => /you can write again in \d seconds?/.test(textOf(chat)), 'the countdown');
    type(chat, 'second');
    press(composer(chat), 'Enter');
    expect(composer(chat).value).to.equal('second');
    await until(() => !/you can write again/.test(textOf(chat)), 'its end');
    press(composer(chat), 'Enter');
    await until(async () => (await newest(channel))?.text === 'second');
  });

  it('shows the card of a link, and sends without it where it is not wanted', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, channel);
    const link = `${chain.sandbox.control}/`;
    type(chat, `see ${link}`);
    const dismiss = await until(() => byRole(chat, 'button', 'Send without a preview of this link'));
    dismiss.click();
    await until(() => allByRole(chat, 'button', 'Send without a preview of this link').length === 0);
    press(composer(chat), 'Enter');
    await until(async () => (await newest(channel))?.text === `see ${link}`);
    expect((await newest(channel))?.attachments).to.deep.equal([]);
  });

  it('asks a poll, by keys alone', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, channel);
    byRole(chat, 'button', 'Add to message').click();
    const item = await until(() => byRole(chat, 'menuitem', 'Poll'));
    await until(
      () => allByRole(chat, 'menuitem').some((one) => one.matches(':focus')),
      'the focus in the menu',
    );
    item.click();
    const dialog = await until(() => byRole(chat, 'dialog', 'New poll'));
    const question = byRole(dialog, 'textbox', 'Question');
    await until(() => question.matches(':focus'), 'the focus on the question');
    byRole(dialog, 'button', 'Send poll').click();
    await until(() => textOf(dialog).includes('Write a question.'));
    fill(question, 'Lunch?');
    fill(byRole(dialog, 'textbox', 'Option 1'), 'Pizza');
    press(byRole(dialog, 'textbox', 'Option 1'), 'Enter');
    await until(() => byRole(dialog, 'textbox', 'Option 2').matches(':focus'));
    fill(byRole(dialog, 'textbox', 'Option 2'), 'Soup');
    await until(() => byRole(dialog, 'textbox', 'Option 3'));
    byRole(dialog, 'checkbox', /^Several answers/).click();
    await accessible(chat);
    byRole(dialog, 'button', 'Send poll').click();
    await until(() => allByRole(chat, 'dialog').length === 0);
    const sent = await until(async () => (await newest(channel))?.poll);
    expect(sent.name).to.equal('Lunch?');
    expect(sent.options.map(({ text }) => text)).to.deep.equal(['Pizza', 'Soup']);
    await until(() => composer(chat).matches(':focus'), 'the focus back in the field');
  });

  it('records a voice message, and says so where the microphone may not be used', async function () {
    if (!('MediaRecorder' in globalThis)) this.skip();
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, channel);
    const devices = navigator.mediaDevices;
    const sound = new AudioContext();
    const hum = new OscillatorNode(sound);
    const microphone = sound.createMediaStreamDestination();
    hum.connect(microphone);
    hum.start();
    // Some builds of WebKit have the interface and nothing behind it.
    const records = canRecord(microphone.stream);
    let allowed = false;
    devices.getUserMedia = () =>
      allowed
        ? Promise.resolve(microphone.stream)
        : Promise.reject(new DOMException('No', 'NotAllowedError'));
    try {
      byRole(chat, 'button', 'Add to message').click();
      (await until(() => byRole(chat, 'menuitem', 'Voice message'))).click();
      const recorder = await until(() => byRole(chat, 'group', 'Voice message'));
      await until(() => textOf(recorder).includes('This site may not use the microphone'));
      allowed = true;
      byRole(recorder, 'button', 'Try again').click();
      if (!records) {
        await until(() => textOf(recorder).includes('The recording did not work.'));
        return;
      }
      const stop = await until(() => byRole(recorder, 'button', 'Stop recording'));
      await until(() => deepAll(recorder, '.wave i').length > 4, 'some sound');
      await accessible(chat);
      stop.click();
      const send = await until(() => byRole(recorder, 'button', 'Send voice message'));
      send.click();
      const [voice] = await until(async () => {
        const sent = (await newest(channel))?.attachments;
        return sent?.length ? sent : undefined;
      });
      expect(voice).to.include({ type: 'voiceRecording' });
      expect(voice?.['duration']).to.be.greaterThan(0);
      expect(voice?.['waveform_data']).to.have.length(100);
    } finally {
      Reflect.deleteProperty(devices, 'getUserMedia');
      await sound.close();
    }
  });
});
