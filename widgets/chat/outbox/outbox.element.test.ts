import { expect } from '@open-wc/testing';
import { control, stream } from '../../testing/chain.ts';
import { fill, unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, textOf } from '../../testing/queries.ts';
import { accessible } from '../../testing/accessible.ts';
import {
  chatOf,
  composer,
  live,
  conversation,
  person,
  row,
  rows,
  say,
  send,
  type Person,
} from '../testing/visitors.ts';

/** A chat of a channel of one's own. */
async function room() {
  const [ann, ben] = [person('Ann'), person('Ben')];
  const channel = await conversation([ann, ben]);
  const chat = await chatOf(ann, `channel="${channel}"`);
  await until(() => composer(chat));
  const path = `${channel.split(':')[1] ?? ''}/message`;
  const refuse = (fault: object) =>
    control.post('/faults', { vendor: 'stream', method: 'POST', path, times: 1, ...fault });
  /** What the vendor has. */
  const truth = async (): Promise<string[]> => {
    const answer = (await stream('POST', `/channels/messaging/${channel.split(':')[1] ?? ''}/query`, {
      state: true,
      messages: { limit: 100 },
    })) as { messages: { text: string }[] };
    return answer.messages.map(({ text }) => text);
  };
  return { ann, ben, channel, chat, refuse, truth };
}

async function goOffline(chat: Element, channel: string, ann: Person): Promise<void> {
  await live(channel, ann);
  await control.post('/faults', { vendor: 'stream', refuse: true });
  await control.post('/faults', { vendor: 'stream', cut: 1011 });
  await until(() => textOf(chat).includes('Connecting again…'), 'the banner', 30_000);
}

const pending = (chat: Element) => rows(chat).filter((one) => one.matches('.pending'));

describe('the outbox', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('takes what is written offline, and sends it once and in order', async () => {
    const { ann, ben, channel, chat, truth } = await room();
    await goOffline(chat, channel, ann);
    for (const text of ['one', 'two', 'thre', 'never mind', 'four']) send(chat, text);
    await until(() => composer(chat).value === '');
    await until(() => textOf(chat).includes('Will be sent when you are back online'), 'the waiting');
    expect(pending(chat)).to.have.length(5);
    ((await row(chat, 'never mind')) as HTMLElement).focus();
    (await until(() => byRole(chat, 'button', 'Discard'))).click();
    await until(() => pending(chat).length === 4);
    // Back in the composer it can be put right; it goes out with what is sent then.
    ((await row(chat, 'thre')) as HTMLElement).focus();
    (await until(() => byRole(chat, 'button', 'Edit'))).click();
    await until(() => composer(chat).value === 'thre' && composer(chat).matches(':focus'));
    send(chat, 'three');
    await say(channel, ben, 'from ben');
    await control.clearFaults();
    await until(() => pending(chat).length === 0 && rows(chat).length === 5, 'everything sent', 30_000);
    expect(await truth()).to.deep.equal(['from ben', 'one', 'two', 'four', 'three']);
  }).timeout(60_000);

  it('waits out the pause of slow mode with each that was written offline', async () => {
    const { ann, ben, channel, chat, truth } = await room();
    await goOffline(chat, channel, ann);
    for (const text of ['one', 'two', 'three']) send(chat, text);
    const path = `/channels/${channel.replace(':', '/')}`;
    await stream('POST', path, { cooldown: 2, user_id: ann.id });
    await say(channel, ben, 'from ben');
    await control.clearFaults();
    await until(() => /you can write again in \d seconds?/.test(textOf(chat)), 'the countdown', 30_000);
    await until(() => pending(chat).length === 0 && rows(chat).length === 4, 'everything sent', 30_000);
    expect(await truth()).to.deep.equal(['from ben', 'one', 'two', 'three']);
    expect(allByRole(chat, 'alert')).to.have.length(0);
  }).timeout(60_000);

  it('tries again by itself what the service could not take', async () => {
    const { chat, refuse, truth } = await room();
    await refuse({ status: 500, code: -1 });
    send(chat, 'first');
    send(chat, 'second');
    await until(() => pending(chat).length === 0 && rows(chat).length === 2, 'both sent');
    expect(await truth()).to.deep.equal(['first', 'second']);
    expect(allByRole(chat, 'alert')).to.have.length(0);
  });

  it('sends once what got through without an answer in time', async () => {
    const { chat, refuse, truth } = await room();
    await refuse({ latency: 3_600 });
    send(chat, 'slow but sure');
    await until(() => pending(chat).length === 0 && rows(chat).length === 1, 'the answer', 20_000);
    send(chat, 'next');
    await until(() => pending(chat).length === 0 && rows(chat).length === 2);
    expect(await truth()).to.deep.equal(['slow but sure', 'next']);
  });

  it('says why a message was refused, lets those behind it past, and keeps it', async () => {
    const { chat, refuse, truth } = await room();
    await refuse({ status: 403, code: 17, message: 'not allowed' });
    send(chat, 'too soon');
    const alert = await until(() => byRole(chat, 'alert'));
    expect(textOf(alert)).to.contain('Not sent. You may not write here any more.');
    send(chat, 'past it');
    await until(() => pending(chat).length === 1 && rows(chat).length === 2);
    await accessible(chat);
    byRole(chat, 'button', 'Try again').click();
    await until(() => pending(chat).length === 0);
    expect(await truth()).to.deep.equal(['past it', 'too soon']);
  });

  it('shows a draft in every chat of the visitor, and after the page’s part was taken out and put back', async () => {
    const { ann, channel, chat } = await room();
    // Two sessions of one visitor are to each other as two tabs are.
    const second = await chatOf(ann, `channel="${channel}"`);
    await until(() => composer(second));
    fill(composer(chat), 'half a thought');
    await until(() => composer(second).value === 'half a thought', 'the draft in the other chat');
    unmount();
    const third = await chatOf(ann, `channel="${channel}"`);
    await until(() => composer(third).value === 'half a thought', 'the draft, kept');
    fill(composer(third), '');
  });

  it('does not offer to send again what would be refused again', async () => {
    const { chat, refuse, truth } = await room();
    await refuse({ status: 400, code: 73, message: 'Moderation failed' });
    send(chat, 'something rude');
    await until(() => textOf(chat).includes('It does not fit the rules of this place.'));
    expect(allByRole(chat, 'button', 'Try again')).to.have.length(0);
    byRole(chat, 'button', 'Edit').click();
    await until(() => composer(chat).value === 'something rude');
    expect(rows(chat)).to.have.length(0);
    send(chat, 'something kind');
    await until(() => pending(chat).length === 0 && rows(chat).length === 1);
    expect(await truth()).to.deep.equal(['something kind']);
  });
});
