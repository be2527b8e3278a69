import { expect } from '@open-wc/testing';
import { belfry, chain, control } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, nameOf, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import {
  chatOf as chatWith,
  composer,
  conversation,
  focused,
  person,
  press as pressOn,
  row as rowOf,
  rows,
  type Person,
  write,
} from '../testing/visitors.ts';

const chatOf = (visitor: Person, channel: string) => chatWith(visitor, `channel="${channel}"`);
const row = async (chat: Element, text: string) => (await rowOf(chat, text)) as HTMLElement;

/** Presses a key where the focus is. */
function press(key: string): void {
  let target: Element | null = document.activeElement;
  while (target?.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
  if (target) pressOn(target, key);
}

const picture = (name: string) => ({
  type: 'image',
  image_url: `${chain.sandbox.stream}/nothing/${name}.png`,
  fallback: name,
  original_width: 400,
  original_height: 300,
});

describe('messages of <belfry-chat>', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('offer what can be done in a menu, by the keyboard alone, and take back what failed', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await write(channel, ben, { text: 'Pin me' });
    const chat = await chatOf(ann, channel);
    const message = await row(chat, 'Pin me');
    message.focus();
    const more = await until(() => byRole(chat, 'button', 'More actions'));
    more.focus();
    more.click();
    await until(() => focused(chat)?.getAttribute('role') === 'menuitem', 'the focus in the menu');
    await until(() => byRole(chat, 'menuitem', 'Mute Ben'));
    press('p');
    expect(textOf(focused(chat) ?? chat)).to.equal('Pin to conversation');
    press('Escape');
    await until(() => focused(chat) === more, 'the focus back');
    expect(allByRole(chat, 'menuitem')).to.have.length(0);
    await control.post('/faults', {
      vendor: 'stream',
      method: 'PUT',
      path: '/messages',
      status: 500,
      times: 1,
    });
    more.click();
    (await until(() => byRole(chat, 'menuitem', 'Pin to conversation'))).click();
    await until(() => textOf(chat).includes('The message was not pinned.'));
    expect(textOf(message)).not.to.include('Pinned');
    message.focus();
    (await until(() => byRole(chat, 'button', 'More actions'))).click();
    (await until(() => byRole(chat, 'menuitem', 'Pin to conversation'))).click();
    await until(() => textOf(message).includes('Pinned'));
  });

  it('ask before they report, and say that it was done', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await write(channel, ben, { text: 'Spam' });
    const chat = await chatOf(ann, channel);
    (await row(chat, 'Spam')).focus();
    (await until(() => byRole(chat, 'button', 'More actions'))).click();
    (await until(() => byRole(chat, 'menuitem', 'Report message'))).click();
    const question = await until(() => byRole(chat, 'alertdialog'));
    expect(nameOf(focused(chat) ?? chat)).to.equal('Cancel');
    byRole(question, 'button', 'Report').click();
    await until(() => textOf(chat).includes('Reported. Thank you.'));
  });

  it('show pictures together, and open them over the page', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await write(channel, ben, { attachments: ['one', 'two', 'three', 'four', 'five'].map(picture) });
    const chat = await chatOf(ann, channel);
    const last = await until(() => byRole(chat, 'link', /1 more photo/), 'the last picture', 25_000);
    expect(last.querySelector('img')?.alt).to.equal('four');
    last.focus();
    last.click();
    const viewer = await until(() => byRole(chat, 'dialog', 'Photos'));
    expect(textOf(viewer)).to.include('4 of 5');
    press('ArrowRight');
    await until(() => textOf(viewer).includes('5 of 5'));
    expect(allByRole(viewer, 'button', 'Next photo')).to.have.length(0);
    press('Home');
    await until(() => textOf(viewer).includes('1 of 5'));
    byRole(viewer, 'button', 'Close').click();
    await until(() => focused(chat) === last, 'the focus on the picture that was pressed');
    expect(allByRole(chat, 'dialog')).to.have.length(0);
  });

  it('say what hangs on them, of whatever kind', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const asset_url = `${chain.sandbox.stream}/nothing.webm`;
    await write(channel, ben, {
      text: 'All of it, @Ann',
      mentioned_users: [ann.id],
      attachments: [
        { type: 'file', asset_url, title: 'Plan.pdf', file_size: 1200 },
        { type: 'voiceRecording', asset_url, duration: 7, waveform_data: [0, 0.5, 1] },
        { type: 'video', asset_url, title: 'Walk' },
        { type: 'hologram', title: 'Ghost' },
      ],
    });
    const chat = await chatOf(ann, channel);
    const message = await row(chat, 'All of it');
    await until(() => byRole(chat, 'button', 'Play voice message'));
    expect(textOf(byRole(chat, 'link', /Plan/))).to.equal('Plan.pdf 1 kB');
    expect(byRole(chat, 'button', '@Ann')).to.be.instanceOf(HTMLButtonElement);
    expect(deepAll(message, 'video[aria-label="Video: Walk"]')).to.have.length(1);
    expect(textOf(message)).to.include('Ghost This kind of attachment cannot be shown here.');
    for (const one of [byRole(chat, 'button', '@Ann'), message.querySelector<HTMLElement>('.side .avatar')]) {
      one?.click();
      const profile = await until(() => byRole(chat, 'dialog', /^(Ann|Ben)$/), 'who that is');
      await until(() => profile.matches(':focus-within'), 'the focus in it');
      press('Escape');
      await until(() => !profile.isConnected, 'its end');
    }
    const speed = byRole(chat, 'button', 'Speed: 1×');
    speed.click();
    await until(() => nameOf(speed) === 'Speed: 1.5×');
    await accessible(chat);
  });

  it('are drawn by the site where they are of a type of its own, in the page itself, and by text where that fails', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const told: string[] = [];
    await belfry.configure({
      chat: {
        messages: {
          invoice: (element, { raw, text }) => {
            element.className = 'invoice';
            element.textContent = `Total ${String(raw['total'])}`;
            told.push(`drew ${text}`);
            return () => void told.push(`cleared ${text}`);
          },
          broken: () => {
            throw new Error('no');
          },
        },
      },
    });
    const event = { type: 'chat.message', channel, user: ben.id };
    const { result } = (await control.post('/events', {
      ...event,
      text: 'Invoice 7',
      fields: { custom_type: 'invoice', total: '€ 189' },
    })) as { result: { id: string } };
    await control.post('/events', { ...event, text: 'Plain words', fields: { custom_type: 'broken' } });
    await control.post('/events', {
      ...event,
      text: 'Of no known type',
      fields: { custom_type: 'constructor' },
    });
    const chat = await chatOf(ann, channel);
    const drawn = await until(() => chat.querySelector<HTMLElement>(':scope > .invoice'), 'the card', 25_000);
    expect(drawn.textContent).to.equal('Total € 189');
    await until(
      () => drawn.checkVisibility() && drawn.getBoundingClientRect().height > 0,
      'the card in sight',
    );
    await row(chat, 'Plain words');
    await row(chat, 'Of no known type');
    await control.post('/events', {
      type: 'chat.update',
      message: result.id,
      user: ben.id,
      text: 'Invoice 8',
    });
    await until(() => told.includes('drew Invoice 8'));
    expect(told).to.deep.equal(['drew Invoice 7', 'cleared Invoice 7', 'drew Invoice 8']);
    chat.remove();
    expect(told.at(-1)).to.equal('cleared Invoice 8');
    expect(chat.querySelector('.invoice')).to.equal(null);
  });

  it('that were turned away can be changed, sent anyway or dropped', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, channel);
    const field = await until(() => composer(chat), 'the composer', 25_000);
    fill(field, 'Well, sandbox:bounce');
    (await until(() => byRole(chat, 'button', 'Send'))).click();
    await until(() => textOf(chat).includes('Not sent: this may go against the rules here.'));
    expect(textOf(rows(chat)[0] ?? chat)).to.include('Well, sandbox:bounce');
    byRole(chat, 'button', 'Edit').click();
    await until(() => field.value === 'Well, sandbox:bounce' && field.matches(':focus'));
    fill(field, 'Well');
    (await until(() => byRole(chat, 'button', 'Save'))).click();
    await until(() => !textOf(chat).includes('Not sent'), 'the message as any other');
    expect(rows(chat)).to.have.length(1);
  });
});
