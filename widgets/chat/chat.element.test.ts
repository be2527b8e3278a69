import { expect } from '@open-wc/testing';
import { chain, control, freshId, identity, stream } from '../testing/chain.ts';
import { fill, mount, unmount, until } from '../testing/mount.ts';
import { allByRole, byRole, deepAll, nameOf, textOf } from '../testing/queries.ts';
import { accessible, still } from '../testing/accessible.ts';
import type { BelfryChatElement } from './chat-element.ts';
import type { BelfryMessageEvent } from './events.ts';
import {
  chatOf,
  composer,
  conversation,
  live,
  log,
  person,
  press,
  row,
  rows,
  say,
  sayMany,
  send,
  write,
} from './testing/visitors.ts';

/** Sockets that were asked for since a moment, by any visitor. */
async function sockets(since: number): Promise<number> {
  const requests = await requestsToStream();
  return requests.filter(({ id, method }) => method === 'SOCKET' && id > since).length;
}

/** The number of the last request to the chat server: the log keeps only the newest, so that counts need a start. */
async function lastRequest(): Promise<number> {
  return (await requestsToStream())[0]?.id ?? 0;
}

async function requestsToStream(): Promise<{ id: number; method: string }[]> {
  const answer = (await control.get('/requests?vendor=stream&limit=1000')) as {
    requests: { id: number; method: string }[];
  };
  return answer.requests;
}

/** What the page was told last of how many are unread. */
let unread: number | undefined;
const count = (event: Event) => {
  unread = (event as Event & { unread: number }).unread;
};

describe('<belfry-chat>', () => {
  beforeEach(() => {
    unread = undefined;
    document.addEventListener('belfry-unread', count);
  });

  afterEach(async () => {
    document.removeEventListener('belfry-unread', count);
    unmount();
    await control.clearFaults();
  });

  it('carries messages between two visitors on one page, and does not mix them', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const [annChat, benChat] = await Promise.all([
      chatOf(ann, `channel="${channel}"`),
      chatOf(ben, `channel="${channel}"`),
    ]);
    const heard: BelfryMessageEvent[] = [];
    benChat.addEventListener('belfry-message', (event) => heard.push(event));
    await until(() => composer(annChat) && composer(benChat), 'both composers');
    await live(channel, ben);
    expect(textOf(annChat)).to.contain('Say hello');
    send(annChat, 'Hello **Ben**');
    const arrived = await row(benChat, 'Hello Ben');
    expect(arrived.querySelector('strong')?.textContent).to.equal('Ben');
    expect(arrived.matches('.other')).to.equal(true);
    expect((await row(annChat, 'Hello Ben')).matches('.own')).to.equal(true);
    await until(() => heard.length === 1);
    expect(heard[0]).to.include({ channel, own: false });
    expect(heard[0]?.message.text).to.equal('Hello **Ben**');
    send(benChat, 'Hello Ann');
    await row(annChat, 'Hello Ann');
    expect(rows(annChat)).to.have.length(2);
    expect(composer(annChat).value).to.equal('');
  });

  it('lists conversations live, opens one, and goes back to it with the keyboard', async () => {
    const [ann, ben, cleo] = [person('Ann'), person('Ben'), person('Cleo')];
    const first = await conversation([ann, ben]);
    const second = await conversation([ann, cleo]);
    await say(first, ben, 'from ben');
    await say(second, cleo, 'from cleo');
    const chat = await chatOf(ann, 'layout="single"');
    const names = () =>
      allByRole(chat, 'button')
        .map(nameOf)
        .filter((name) => /Ben|Cleo/.test(name));
    await until(() => names().length === 2, 'both');
    expect(names()[0]).to.match(/Cleo .*from cleo .*1 unread message$/);
    await live(first, ann);
    await say(first, ben, 'newer from ben');
    await until(() => names()[0]?.includes('newer from ben'), 'the newer one first');
    const button = byRole(chat, 'button', /Ben/);
    button.focus();
    press(button, 'ArrowDown');
    expect(nameOf(deepAll(chat.shadowRoot ?? chat, 'button:focus')[0] ?? chat)).to.match(/Cleo/);
    byRole(chat, 'button', /Ben/).click();
    await row(chat, 'newer from ben');
    // Not before it has stood before the eyes.
    await until(() => unread === 1, 'what was read');
    await until(() => composer(chat).matches(':focus'), 'the focus in the composer');
    fill(composer(chat), 'Half a thought');
    byRole(chat, 'button', 'Back to conversations').click();
    await until(() => nameOf(byRole(chat, 'button', /Ben/)).includes('Draft: Half a thought'), 'the draft');
    await until(
      () => deepAll(chat.shadowRoot ?? chat, 'button:focus').some((one) => nameOf(one).includes('Ben')),
      'the focus on the conversation',
    );
    // What was read on the way is not unread any more.
    await until(() => !nameOf(byRole(chat, 'button', /Ben/)).includes('unread'), 'nothing unread');
  });

  it('pages back without moving what is read, and stays at the end only from there', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await sayMany(channel, ben, 70);
    const chat = await chatOf(ann, `channel="${channel}"`);
    await row(chat, 'line 70');
    const scroller = log(chat);
    const distance = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    await until(() => distance() < 4, 'the end');
    await until(() => unread === 0, 'what was read');
    const before = rows(chat).length;
    scroller.scrollTop = 30;
    const anchor = rows(chat).find(
      (one) => one.getBoundingClientRect().bottom > scroller.getBoundingClientRect().top,
    );
    const place = () => anchor?.getBoundingClientRect().top ?? 0;
    const was = place();
    await until(() => rows(chat).length > before, 'older messages');
    await until(() => Math.abs(place() - was) <= 1, 'the same place');
    await say(channel, ben, 'something new');
    const jump = await until(() => byRole(chat, 'button', '1 new message'));
    expect(Math.abs(place() - was)).to.be.below(2);
    jump.click();
    await until(() => distance() < 4);
    await until(() => allByRole(chat, 'button', /new message/).length === 0);
    await say(channel, ben, 'the newest');
    await row(chat, 'the newest');
    await until(() => distance() < 4);
  });

  it('shows where the unread begin, and tells the page how many there are', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await say(channel, ben, 'unread one');
    await say(channel, ben, 'unread two');
    await say(await conversation([ann, ben]), ben, 'unread elsewhere');
    const chat = await chatOf(ann, `channel="${channel}"`);
    const first = await row(chat, 'unread one');
    expect(first.previousElementSibling && textOf(first.previousElementSibling)).to.equal('New');
    await until(() => unread === 1, 'what is left');
    expect(chat.matches(':state(unread)')).to.equal(true);
  });

  it('shows who is typing', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, `channel="${channel}"`);
    await live(channel, ann);
    await until(async () => {
      await control.post('/events', { type: 'chat.typing', channel, user: ben.id, typing: true });
      return textOf(chat).includes('Ben is typing…');
    });
    await control.post('/events', { type: 'chat.typing', channel, user: ben.id, typing: false });
    await until(() => deepAll(chat.shadowRoot ?? chat, '.typing').every((one) => textOf(one) === ''));
  });

  it('catches up on what it missed while the socket was away', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, `channel="${channel}"`);
    await until(() => composer(chat));
    await live(channel, ann);
    await control.post('/faults', { vendor: 'stream', refuse: true });
    await control.post('/faults', { vendor: 'stream', cut: 1011 });
    await until(() => textOf(chat).includes('Connecting again…'), 'the banner', 15_000);
    fill(composer(chat), 'not yet');
    await sayMany(channel, ben, 45);
    await control.clearFaults();
    await row(chat, 'line 45');
    log(chat).scrollTop = 0;
    await until(() => rows(chat).length === 45, 'all that was missed');
    expect(composer(chat).value).to.equal('not yet');
  }).timeout(60_000);

  it('makes nothing of hostile text but text', async () => {
    const ann = person('Ann');
    const mallory = { id: freshId('mallory'), name: '<img src=x onerror=globalThis.hacked=1>' };
    const channel = await conversation([ann, mallory], '<b onclick=alert(1)>Room</b>');
    const corpus = [
      '<script>globalThis.hacked=1</script>',
      '<img src=x onerror="globalThis.hacked=1">',
      '[click](javascript:globalThis.hacked=1)',
      '[click](JaVa\tScRiPt:globalThis.hacked=1)',
      '![x](x" onerror="globalThis.hacked=1)',
      '<svg/onload=globalThis.hacked=1>',
      '"><iframe srcdoc="<script>parent.hacked=1</script>">',
      '`<b>`\n```\n</code><script>1</script>\n```',
      '\u202egnp.exe\u202c ${7*7} {{7*7}}',
    ];
    for (const text of corpus) await say(channel, mallory, text);
    await write(channel, mallory, {
      text: 'attached',
      attachments: [
        { type: 'image', image_url: 'javascript:globalThis.hacked=1' },
        { type: 'image', image_url: 'data:image/svg+xml,<svg onload="globalThis.hacked=1"/>' },
        { type: 'file', asset_url: 'javascript:globalThis.hacked=1', title: 'Invoice' },
        { type: 'article', og_scrape_url: 'vbscript:x', title: '<b>Card</b>' },
      ],
    });
    const chat = await chatOf(ann, `channel="${channel}"`);
    await row(chat, 'attached');
    const root = chat.shadowRoot ?? chat;
    expect(
      deepAll(root, 'script, iframe, .bubble img, .bubble svg, .picture, .card, .file, [srcdoc]'),
    ).to.have.length(0);
    for (const link of deepAll(root, 'a[href]'))
      expect(link.getAttribute('href')).to.match(/^https?:|^mailto:|^tel:/);
    const handlers = deepAll(root, '*').flatMap((one) =>
      one.getAttributeNames().filter((name) => /^on/i.test(name)),
    );
    expect(handlers).to.deep.equal([]);
    expect('hacked' in globalThis).to.equal(false);
    expect(textOf(root.firstElementChild ?? chat)).to.contain('<script>globalThis.hacked=1</script>');
  });

  it('lets the visitor react, change and delete by the keyboard alone', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    const chat = await chatOf(ann, `channel="${channel}"`);
    await until(() => composer(chat));
    send(chat, 'Frist');
    const message = (await until(
      async () => (await row(chat, 'Frist')).matches(':not(.pending)') && rows(chat)[0],
    )) as HTMLElement;
    message.focus();
    (await until(() => byRole(chat, 'button', 'Add reaction'))).click();
    (await until(() => byRole(chat, 'button', 'Heart'))).click();
    await until(() => byRole(chat, 'button', '❤️, 1 reaction').getAttribute('aria-pressed') === 'true');
    byRole(chat, 'button', 'More actions').click();
    (await until(() => byRole(chat, 'menuitem', 'Edit message'))).click();
    await until(() => composer(chat).value === 'Frist' && composer(chat).matches(':focus'));
    send(chat, 'First');
    await until(() => textOf(log(chat)).includes('First') && textOf(log(chat)).includes('Edited'));
    (rows(chat)[0] as HTMLElement).focus();
    (await until(() => byRole(chat, 'button', 'More actions'))).click();
    (await until(() => byRole(chat, 'menuitem', 'Delete message'))).click();
    (await until(() => byRole(chat, 'button', 'Delete'))).click();
    await until(() => textOf(log(chat)).includes('This message was deleted.'));
    expect(textOf(log(chat))).not.to.contain('First');
  });

  it('keeps its one socket when it is moved, taken out and put back, or doubled', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await say(channel, ben, 'still here');
    const chat = await chatOf(ann, `channel="${channel}"`);
    await row(chat, 'still here');
    await live(channel, ann);
    const session = chat.parentElement as HTMLElement;
    const opened = await lastRequest();
    fill(composer(chat), 'a draft');
    const box = document.createElement('div');
    session.append(box);
    box.append(chat);
    chat.remove();
    box.append(chat);
    session.append(document.createElement('belfry-chat'));
    await until(() => allByRole(session, 'button', /Ben/).length > 0, 'the second chat’s list');
    await row(chat, 'still here');
    expect(composer(chat).value).to.equal('a draft');
    expect(await sockets(opened)).to.equal(0);
    await say(channel, ben, 'once only');
    await row(chat, 'once only');
    expect(rows(chat).filter((one) => textOf(one).includes('once only'))).to.have.length(1);
    // What is out of the page hears nothing any more.
    let heard = 0;
    chat.addEventListener('belfry-message', () => (heard += 1));
    chat.remove();
    await say(channel, ben, 'to the other one');
    await until(() => allByRole(session, 'button', /to the other one/).length > 0, 'the message in the list');
    expect(heard).to.equal(0);
  });

  it('follows the session to another visitor', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await say(channel, ben, 'whose is this');
    const chat = await chatOf(ann, `channel="${channel}"`);
    expect((await row(chat, 'whose is this')).matches('.other')).to.equal(true);
    chat.closest('belfry-session')?.setAttribute('identity', await identity(ben.id, ben.name));
    await until(() => rows(chat).some((one) => one.matches('.own')), 'the message as ben’s own');
    send(chat, 'now as ben');
    await until(async () => (await row(chat, 'now as ben')).matches('.own:not(.pending)'));
  });

  it('says that there is no conversation yet, in the page’s own words where it has some', async () => {
    const chat = await chatOf(person('Nia'));
    await until(() => textOf(chat).includes('No conversations yet'), 'the empty state');
    const worded = await mount<BelfryChatElement>(
      '<belfry-chat><p slot="empty">Quiet here.</p></belfry-chat>',
      person('Ole'),
    );
    await until(() => worded.querySelector('p')?.checkVisibility(), 'the page’s words');
    expect(textOf(worded)).not.to.include('No conversations yet');
  });

  it('says what is not open to the visitor', async () => {
    const [ann, ben, cleo] = [person('Ann'), person('Ben'), person('Cleo')];
    const channel = await conversation([ann, ben]);
    const errors: Event[] = [];
    const chat = await chatOf(cleo, `channel="${channel}"`);
    chat.addEventListener('belfry-error', (event) => errors.push(event));
    await until(() => textOf(chat).includes('This conversation is not open to you'));
    const missing = await chatOf(cleo, 'channel="messaging:no-such-room"');
    await until(() => textOf(missing).includes('This conversation is not open to you'));
    expect(allByRole(chat, 'textbox')).to.have.length(0);
  });

  it('costs nothing behind its launcher until it is opened, but says what is unread', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await say(channel, ben, 'unread');
    const before = await lastRequest();
    const chat = await chatOf(ann, 'launcher');
    const launcher = await until(() => byRole(chat, 'button', 'Open chat, 1 unread message'));
    expect(await sockets(before)).to.equal(0);
    expect(chat.matches(':state(unread)')).to.equal(true);
    await accessible(chat);
    const heard: string[] = [];
    for (const name of ['belfry-open', 'belfry-close']) chat.addEventListener(name, () => heard.push(name));
    launcher.click();
    const button = await until(() => byRole(chat, 'button', /Ben/));
    await until(() => button.matches(':focus'), 'the focus in the list');
    await until(async () => (await sockets(before)) === 1, 'the one socket');
    button.click();
    await until(() => composer(chat).matches(':focus'));
    await accessible(chat);
    press(composer(chat), 'Escape');
    await until(() => allByRole(chat, 'dialog').length === 0);
    await until(() => launcher.matches(':focus'), 'the focus back on the launcher');
    expect(chat.open).to.equal(false);
    await until(() => heard.length === 2);
    expect(heard).to.deep.equal(['belfry-open', 'belfry-close']);
    await say(channel, ben, 'while closed');
    await until(() => byRole(chat, 'button', 'Open chat, 1 unread message'));
  });

  it('says of nothing any more that it is unread, once it was read elsewhere', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await say(channel, ben, 'unread');
    const chat = await chatOf(ann, 'launcher');
    const launcher = await until(() => byRole(chat, 'button', 'Open chat, 1 unread message'));
    await stream('POST', `/channels/messaging/${channel.slice(10)}/read`, { user_id: ann.id });
    launcher.click();
    await until(() => byRole(chat, 'button', /Ben/));
    await until(() => !chat.matches(':state(unread)'), 'the count of the connection');
    launcher.click();
    await until(() => nameOf(launcher) === 'Open chat', 'a launcher without a count');
  });

  it('is closed by Escape on its launcher, too', async () => {
    const chat = await chatOf(person('Ann'), 'launcher open');
    const launcher = await until(() => byRole(chat, 'button', 'Close chat'));
    await until(() => byRole(chat, 'dialog'));
    launcher.focus();
    press(launcher, 'Escape');
    await until(() => allByRole(chat, 'dialog').length === 0);
    expect(launcher.matches(':focus')).to.equal(true);
    expect(nameOf(launcher)).to.equal('Open chat');
  });

  it('opens at its launcher, also where it is open from the first', async () => {
    const chat = await chatOf(person('Ann'), 'launcher open');
    const panel = await until(() => byRole(chat, 'dialog', 'Messages'));
    const launcher = await until(() => byRole(chat, 'button', 'Close chat'));
    await still();
    // A browser without anchors has its place by other rules, and a phone a sheet.
    if (!CSS.supports('position-area: block-start') || innerWidth < 480) return;
    const [box, button] = [panel.getBoundingClientRect(), launcher.getBoundingClientRect()];
    expect(box.right).to.be.closeTo(button.right, 1);
    expect(box.bottom).to.be.within(button.top - 30, button.top);
  });

  it('asks nothing for a launcher’s visitor whom nobody knows', async () => {
    const requests: string[] = [];
    const observer = new PerformanceObserver((list) =>
      requests.push(...list.getEntries().map(({ name }) => name)),
    );
    observer.observe({ type: 'resource' });
    const chat = await mount<BelfryChatElement>('<belfry-chat launcher live="idle"></belfry-chat>');
    await until(() => byRole(chat, 'button', 'Open chat'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    observer.disconnect();
    expect(
      requests.filter((url) => url.startsWith(chain.worker) && /summary|sessions/.test(url)),
    ).to.deep.equal([]);
  });

  it('is accessible as a list and as a conversation', async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await say(channel, ben, 'Hello, with a [link](https://example.com)');
    const chat = await chatOf(ann);
    await until(() => byRole(chat, 'button', /Ben/));
    await accessible(chat);
    const alone = await chatOf(ben, `channel="${channel}"`);
    await row(alone, 'Hello');
    await accessible(alone);
  });
});
