import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { control } from '../../testing/chain.ts';
import { unmount, until } from '../../testing/mount.ts';
import { allByRole, byRole, deepAll, textOf } from '../../testing/queries.ts';
import {
  chatOf,
  composer,
  conversation,
  focused,
  live,
  log,
  person,
  press,
  row,
  rows,
  say,
  sayMany,
  write,
} from '../testing/visitors.ts';

const ben = person('Ben');

const numberOf = (one: Element): number => Number(/line (\d+)/.exec(textOf(one))?.[1]);
const numbers = (chat: Element): number[] => rows(chat).map(numberOf);
const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
};

/** The first row that is wholly in sight. */
function firstSeen(chat: Element): Element {
  const { top } = log(chat).getBoundingClientRect();
  const seen = rows(chat).find((one) => one.getBoundingClientRect().top >= top);
  if (!seen) throw new Error('Nothing is in sight.');
  return seen;
}

describe('a long conversation in <belfry-chat>', () => {
  const ann = person('Ann');
  let channel: string;

  before(async () => {
    channel = await conversation([ann, ben], 'The long one');
    await sayMany(channel, ben, 240);
  });
  afterEach(unmount);

  it('draws what is near alone, and moves nothing under the eyes on the way up and down', async () => {
    const chat = await chatOf(ann, `channel="${channel}"`);
    await row(chat, 'line 240');
    const scroller = log(chat);
    let most = 0;
    const go = async (screens: number): Promise<void> => {
      const seen = firstSeen(chat);
      const before = seen.getBoundingClientRect().top;
      const from = scroller.scrollTop;
      scroller.scrollTop += screens * scroller.clientHeight;
      const moved = from - scroller.scrollTop;
      await frames(3);
      expect(seen.isConnected, `line ${numberOf(seen)} is still there`).to.equal(true);
      // At an end, there was less to scroll than was asked for.
      expect(seen.getBoundingClientRect().top).to.be.closeTo(before + moved, 2);
      const drawn = numbers(chat);
      expect(drawn).to.deep.equal(drawn.map((_, index) => (drawn[0] ?? 0) + index));
      most = Math.max(most, drawn.length);
    };
    await until(async () => (await go(-0.7), numberOf(firstSeen(chat)) <= 2), 'the first message', 30_000);
    expect(most).to.be.lessThan(170);
    await until(async () => (await go(0.7), numbers(chat).at(-1) === 240), 'the last message', 30_000);
    scroller.scrollTop = scroller.scrollHeight;
    await frames(3);
    await write(channel, ben, { text: 'line 241' });
    await row(chat, 'line 241');
    await frames(3);
    const { bottom } = scroller.getBoundingClientRect();
    expect(rows(chat).at(-1)?.getBoundingClientRect().bottom).to.be.at.most(bottom);
  });

  it('keeps the row that the keyboard is on, however far the rest is scrolled', async () => {
    const chat = await chatOf(ann, `channel="${channel}"`);
    const last = (await row(chat, 'line 240')) as HTMLElement;
    const scroller = log(chat);
    last.focus();
    const held = await until(() => {
      press(last, 'ArrowUp');
      return focused(chat) === last ? undefined : focused(chat)?.closest('li.row');
    }, 'the row above the last');
    for (let step = 0; step < 12; step += 1) {
      scroller.scrollTop -= scroller.clientHeight;
      await frames(3);
    }
    expect(focused(chat)).to.equal(held);
    press(held, 'ArrowUp');
    const above = await until(() => focused(chat)?.closest('li.row'), 'the row above');
    expect(numberOf(above)).to.equal(numberOf(held) - 1);
    const { top, bottom } = above.getBoundingClientRect();
    const frame = scroller.getBoundingClientRect();
    expect(top >= frame.top - 1 && bottom <= frame.bottom + 1).to.equal(true);
  });
});

describe('a conversation that is read further up', () => {
  afterEach(unmount);

  it('says how many have come meanwhile, also where the vendor counts nothing as unread', async () => {
    const ann = person('Ann');
    const channel = await conversation([ann, ben], 'The launch', 'livestream');
    await sayMany(channel, ben, 40);
    const chat = await chatOf(ann, `channel="${channel}"`);
    await row(chat, 'line 40');
    log(chat).scrollTop = 0;
    await until(() => byRole(chat, 'button', 'Jump to the newest message'), 'the way to the end');
    await say(channel, ben, 'one more');
    await until(() => byRole(chat, 'button', '1 new message'), 'one');
    await say(channel, ben, 'and another');
    (await until(() => byRole(chat, 'button', '2 new messages'), 'two')).click();
    await until(() => allByRole(chat, 'button', /new message/).length === 0, 'at the end');
    await row(chat, 'and another');
  });
});

describe('a table in a message', () => {
  afterEach(unmount);

  it('is one, and scrolls within its bubble', async () => {
    const ann = person('Ann');
    const channel = await conversation([ann, ben], 'Prices');
    const columns = Array.from({ length: 14 }, (_, at) => `Column ${at}`);
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const text = [line(columns), line(columns.map(() => '--:')), line(columns.map(() => '**12** €'))];
    await write(channel, ben, { text: ['What we have:', ...text].join('\n') });
    const chat = await chatOf(ann, `channel="${channel}" layout="single"`);
    const table = await until(() => deepAll(chat.shadowRoot ?? chat, 'table')[0], 'the table');
    expect([...table.querySelectorAll('th')].map(textOf)).to.deep.equal(columns);
    expect([...table.querySelectorAll('td strong')].map(textOf)).to.deep.equal(columns.map(() => '12'));
    const frame = table.parentElement ?? table;
    expect(frame.scrollWidth).to.be.greaterThan(frame.clientWidth);
    expect(log(chat).scrollWidth).to.equal(log(chat).clientWidth);
    await accessible(chat);
  });
});

describe('a conversation that could not catch up', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('says so, and tries again when asked, without a way of its own for what is earlier', async () => {
    const ann = person('Ann');
    const channel = await conversation([ann, ben], 'The bad line');
    await sayMany(channel, ben, 3);
    const chat = await chatOf(ann, `channel="${channel}"`);
    await row(chat, 'line 3');
    await live(channel, ann);
    await control.post('/faults', { vendor: 'stream', method: 'POST', path: '/channels', status: 500 });
    await control.post('/faults', { vendor: 'stream', cut: 1011 });
    const again = await until(() => byRole(chat, 'button', 'Try again'), 'the way out', 30_000);
    expect(textOf(chat)).to.include('Connecting again…');
    expect(textOf(chat)).not.to.include('Earlier messages');
    await accessible(chat);
    await control.clearFaults();
    await say(channel, ben, 'said meanwhile');
    again.click();
    await row(chat, 'said meanwhile');
    expect(allByRole(chat, 'button', 'Try again')).to.have.length(0);
    expect(composer(chat).matches(':focus')).to.equal(true);
  }).timeout(60_000);
});
