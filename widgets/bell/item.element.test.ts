import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { control } from '../testing/chain.ts';
import { mount, unmount, until } from '../testing/mount.ts';
import { byRole, textOf } from '../testing/queries.ts';
import type { BelfryFeedElement } from './feed-element.ts';
import type { BelfryNotificationEvent } from './notification-event.ts';
import {
  answering,
  changing,
  inside,
  items,
  listen,
  openOf,
  person,
  press,
  shown,
  texts,
} from './testing/feed-page.ts';

const cleanups: (() => void)[] = [];
const change = (...[how]: Parameters<typeof changing>) => cleanups.push(changing(how));

afterEach(async () => {
  unmount();
  for (const end of cleanups.splice(0)) end();
  await control.clearFaults();
});

describe('<belfry-feed>, what stands in an item', () => {
  it('is never blank, whatever the site has sent', async () => {
    const blocks = [
      [],
      undefined,
      [{ type: 'video', name: 'body', rendered: 'x' }],
      [{ type: 'markdown', name: 'body', rendered: '<script>1</script><p> </p>' }],
      [
        { type: 'text', name: 'body', rendered: 'Words' },
        { type: 'text', name: 'action_url', rendered: 'javascript:window.hurt=1' },
        {
          type: 'button_set',
          name: 'actions',
          buttons: [{ name: 'primary', label: '', action: 'javascript:1' }],
        },
      ],
    ];
    change((_entry, index) => ({
      blocks: blocks[index],
      actors: index === 1 ? 'nobody' : [],
      total_actors: 0,
    }));
    const feed = await shown(await person(5));
    expect(texts(feed).slice(0, 4)).to.deep.equal(Array<string>(4).fill('A notification'));
    expect(texts(feed)[4]).to.equal('Words');
    expect(inside(feed, 'a')).to.deep.equal([]);
    expect(byRole(items(feed)[4] ?? feed, 'button', 'Open')).to.not.equal(undefined);
    await accessible(feed);
  });

  it('is what it is in every field, however hostile the site’s words are', async () => {
    const hostile = [
      '<img src=x onerror="globalThis.hurt=1">',
      '"><script>globalThis.hurt=1</script>',
      '${alert(1)}{{7*7}}',
      'x'.repeat(600),
      '\u202Eesrever\u202C \u0000 \uD800',
      '__proto__',
      'javascript:globalThis.hurt=1',
    ];
    change((_entry, index) => {
      const word = hostile[index] ?? '';
      return {
        actors: [{ id: word, name: word, avatar: word, properties: { name: word, avatar: word } }],
        total_actors: index % 2 ? word : 1e9,
        source: { key: word, categories: word },
        tenant: word,
        data: { [word]: word, nested: { word } },
        blocks: [
          { type: 'text', name: word, content: word, rendered: word },
          { type: 'markdown', name: word, content: word, rendered: `<p title='${word}'>${word}</p>` },
          { type: 'text', name: 'action_url', content: word, rendered: word },
          {
            type: 'button_set',
            name: word,
            buttons: [{ name: word, label: word, action: word }, word, null],
          },
        ],
      };
    });
    const feed = await shown(await person(hostile.length));
    feed.parentElement?.style.setProperty('display', 'block');
    feed.parentElement?.style.setProperty('inline-size', '320px');
    expect(items(feed)).to.have.length(hostile.length);
    expect(
      inside(feed, 'script, img[src="x"], [onerror], [href^="javascript:" i], [src^="javascript:" i]'),
    ).to.deep.equal([]);
    expect(texts(feed)[2]).to.include('${alert(1)}{{7*7}}');
    expect(feed.scrollWidth).to.be.at.most(320);
    for (const scroller of inside(feed, '.scroller'))
      expect(scroller.scrollWidth).to.be.at.most(scroller.clientWidth);
    feed.addEventListener('belfry-notification', (event) => event.preventDefault());
    const chosen = listen<BelfryNotificationEvent>(feed, 'belfry-notification');
    openOf(items(feed)[6])?.click();
    expect(chosen[0]?.url).to.equal(undefined);
    expect(Reflect.get(globalThis, 'hurt')).to.equal(undefined);
  });

  it('may be fields of any kind at all', async () => {
    const kinds = [null, 7, true, 'word', [], {}, [null], { id: 7 }];
    change((_entry, index) => {
      const kind = kinds[index];
      return {
        actors: kind,
        blocks: kind,
        data: kind,
        source: kind,
        tenant: kind,
        total_actors: kind,
        read_at: kind,
      };
    });
    const feed = await shown(await person(kinds.length));
    expect(items(feed)).to.have.length(kinds.length);
    expect(texts(feed)).to.deep.equal(Array<string>(kinds.length).fill('A notification'));
    await accessible(feed);
  });

  it('says how many others there were', async () => {
    change(() => ({ actors: [{ id: 'ann', name: 'Ann Abel' }], total_actors: 4 }));
    const feed = await shown(await person(1));
    expect(items(feed)[0]?.textContent).to.include('+3');
    const label = items(feed)[0]?.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const name = label.map((id) => feed.shadowRoot?.getElementById(id)?.textContent.trim()).join(' ');
    expect(name).to.include('and 3 others');
  });

  it('is cut where it is too long, and opens', async () => {
    const id = await person(1, { body: 'All that came in this week, and more. '.repeat(60) });
    const feed = await shown(id);
    const whole = await until(() => byRole(feed, 'button', 'Show all of it'), 'the button');
    const height = () => inside(feed, '.text')[0]?.clientHeight ?? 0;
    const cut = height();
    whole.click();
    await until(() => height() > cut * 2, 'opened');
    byRole(feed, 'button', 'Show less').click();
    await until(() => height() === cut, 'cut again');
  });

  it('is reached by Tab in the current item alone', async () => {
    const feed = await shown(await person(2, { body: 'See [the list](https://example.com/list).' }));
    const stops = (item: Element | undefined) =>
      [...(item?.querySelectorAll<HTMLElement>('a, button') ?? [])].filter(({ tabIndex }) => tabIndex === 0);
    await until(() => stops(items(feed)[1]).length === 0, 'no stops in the second');
    expect(stops(items(feed)[0]).map(textOf)).to.include('the list');
    openOf(items(feed)[1])?.focus();
    await until(() => stops(items(feed)[0]).length === 0, 'no stops in the first any more');
    expect(stops(items(feed)[1]).map(textOf)).to.include('the list');
  });

  it('is what the site draws, in the page itself, for as long as it is shown', async () => {
    const id = await person(2);
    const feed = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>', { id });
    const ended: string[] = [];
    feed.renderer = (element, item) => {
      if (String(item.data['title']).endsWith('1')) throw new Error('no');
      element.innerHTML = '<b class="site">Ours</b> <button type="button">Do</button>';
      return () => ended.push(item.id);
    };
    feed.addEventListener('belfry-notification', (event) => event.preventDefault());
    const chosen = listen<BelfryNotificationEvent>(feed, 'belfry-notification');
    const drawn = await until(() => feed.querySelector<HTMLElement>('.site'), 'the site’s');
    await until(
      () => drawn.checkVisibility() && texts(feed).some((text) => text.startsWith('News 1')),
      'both',
    );
    feed.querySelector<HTMLElement>('button')?.click();
    expect(chosen).to.have.length(0);
    drawn.click();
    expect(chosen).to.have.length(1);
    openOf(items(feed)[0])?.focus();
    press('Delete');
    await until(() => ended.length > 0, 'cleaned up');
    expect(feed.querySelector('.site')).to.equal(null);
  });

  it('leaves its keys to a field that the site draws, and counts what the site draws as its own', async () => {
    const feed = await mount<BelfryFeedElement>('<belfry-feed></belfry-feed>', { id: await person(3) });
    feed.renderer = (element, item) => {
      const title = String(item.data['title']);
      element.innerHTML = `<b>${title}</b> <input> <textarea></textarea> <select><option>1</option></select>
        <p contenteditable="true">Text</p> <button type="button">Do</button>`;
      return () => undefined;
    };
    const drawn = (selector: string) => [...feed.querySelectorAll<HTMLElement>(selector)];
    const titles = () => drawn('b').map(textOf);
    await until(() => titles().length === 3, 'all');
    const newest = titles();
    drawn('button')[0]?.focus();
    press('Delete');
    await until(() => titles().length === 2, 'archived');
    for (const selector of ['input', 'textarea', 'select', 'p']) {
      const [, field] = drawn(selector);
      field?.focus();
      for (const key of ['Delete', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'])
        expect(press(key), `${key} in ${selector}`).to.equal(true);
      expect(press('z', { ctrlKey: true }), `Control and Z in ${selector}`).to.equal(true);
      await feed.updateComplete;
      expect(titles()).to.deep.equal(newest.slice(1));
      expect(document.activeElement).to.equal(field);
    }
    const [, button] = drawn('button');
    button?.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
    button?.focus();
    press('Delete');
    await feed.updateComplete;
    expect(titles()).to.deep.equal(newest.slice(1));
    press('Delete');
    await until(() => titles().length === 1, 'archived, the one that it stands in');
    expect(titles()).to.deep.equal(newest.slice(1, 2));
  });

  it('is followed by the vendor’s name where its plan demands that', async () => {
    cleanups.push(answering('/settings', () => ({ features: { branding_required: true } })));
    const feed = await shown(await person(1));
    await until(() => byRole(feed, 'link', 'Powered by Knock'), 'the name');
    await accessible(feed);
  });
});
