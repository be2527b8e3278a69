import { expect } from '@open-wc/testing';
import { conversation, person, write } from '../chat/testing/visitors.ts';
import { still } from '../testing/accessible.ts';
import { freshId, knock } from '../testing/chain.ts';
import { hostileAncestors, hostileSheets, lookOf } from '../testing/hostile-pages.ts';
import { mount, unmount, until } from '../testing/mount.ts';
import { allByRole, deepAll } from '../testing/queries.ts';
import type { BelfryBellElement } from '../bell/bell-element.ts';

/** The elements stand here whatever the page's margins are; the font is the brand's, for a page may choose its own. */
const place =
  'position: absolute; inset: 0 auto auto 0; inline-size: 420px; --belfry-font-family: sans-serif; margin: 0 !important; padding: 0 !important; border: 0 !important';

const sheet = new CSSStyleSheet();

async function settled(element: HTMLElement, selector: string): Promise<HTMLElement> {
  await until(() => deepAll(element.shadowRoot ?? element, selector)[0], selector, 20_000);
  await still();
  return element;
}

const elements: Readonly<Record<string, () => Promise<HTMLElement>>> = {
  '<belfry-otp>': async () =>
    settled(
      await mount(`<div style="${place}"><belfry-otp country="US"></belfry-otp></div>`),
      '[part~="button"]',
    ),
  '<belfry-preferences>': async () =>
    settled(
      await mount(`<div style="${place}"><belfry-preferences heading="Notices"></belfry-preferences></div>`, {
        id: freshId(),
      }),
      '[role="switch"]',
    ),
  '<belfry-feed>': async () =>
    settled(
      await mount(`<div style="${place}"><belfry-feed></belfry-feed></div>`, { id: freshId() }),
      '[part~="state"]',
    ),
  '<belfry-bell>': async () =>
    settled(
      await mount(`<div style="${place}"><belfry-bell open placement="bottom-start"></belfry-bell></div>`, {
        id: freshId(),
      }),
      '[part~="state"]',
    ),
  '<belfry-chat>': async () => {
    const [ann, ben] = [person('Ann'), person('Ben')];
    const channel = await conversation([ann, ben]);
    await write(channel, ben, { text: 'Is the lamp still there?' });
    return settled(
      await mount(`<div style="${place}"><belfry-chat channel="${channel}"></belfry-chat></div>`, ann),
      '[part~="message"]',
    );
  },
};

describe('in a hostile page', () => {
  beforeEach(() => {
    document.adoptedStyleSheets.push(sheet);
  });

  afterEach(() => {
    unmount();
    sheet.replaceSync('');
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  });

  for (const [name, put] of Object.entries(elements)) {
    it(`${name} looks as ever, whatever the page’s styles`, async () => {
      const element = await put();
      const look = async (css: string) => {
        sheet.replaceSync(css);
        await still();
        return lookOf(element);
      };
      expect((await look('')).length).to.be.greaterThan(5);
      for (const [page, css] of Object.entries(hostileSheets)) {
        let changed: string[] = [];
        // Again, for something may just have come by itself.
        const same = async () => {
          const [hostile, own] = [await look(css), await look('')];
          changed = hostile.filter((line, index) => line !== own[index]);
          return changed.length === 0;
        };
        await until(same, page, 2_000).catch(() => undefined);
        expect(changed, page).to.deep.equal([]);
      }
    });
  }

  it('an element that is hidden stays so', async () => {
    sheet.replaceSync('[hidden] { display: block } * { display: block }');
    const element = await mount('<belfry-otp hidden></belfry-otp>');
    await customElements.whenDefined('belfry-otp');
    expect(getComputedStyle(element).display).to.equal('none');
  });

  for (const [name, css] of Object.entries(hostileAncestors)) {
    it(`a bell opens whole and above all, where an ancestor ${name}`, async () => {
      const bell = await mount<BelfryBellElement>(
        `<div style="margin-block-start: 40px; inline-size: 500px; ${css}"><belfry-bell></belfry-bell></div>
         <div style="position: fixed; inset: 0; z-index: 2147483647; pointer-events: none"></div>`,
        { id: freshId() },
      );
      const button = await until(() => allByRole(bell, 'button', 'Notifications')[0]);
      button.click();
      const panel = await until(() => allByRole(bell, 'dialog')[0]);
      await still();
      const box = panel.getBoundingClientRect();
      for (const [x, y] of [
        [box.left + 5, box.top + 5],
        [box.right - 5, box.bottom - 5],
        [box.left + box.width / 2, box.top + box.height / 2],
      ] as const) {
        expect(document.elementFromPoint(x, y), `${x}, ${y}`).to.equal(bell);
      }
      // At its button, unless the window is too small for that.
      const anchor = button.getBoundingClientRect();
      if (innerWidth >= 480 && innerHeight >= 480)
        expect(Math.abs(box.top - anchor.bottom)).to.be.lessThan(20);
    });
  }

  /** Whether somebody at the middle of an element's part would press that element. */
  const isOnTop = (host: Element, part: Element): boolean => {
    const { left, top, width, height } = part.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2) === host;
  };

  for (const [name, css] of Object.entries(hostileAncestors)) {
    it(`a chat’s launcher floats at the window’s corner, where an ancestor ${name}`, async () => {
      const chat = await mount(
        `<div style="margin-block-start: 40px; inline-size: 300px; ${css}"><belfry-chat launcher></belfry-chat></div>`,
      );
      const launcher = await until(() => allByRole(chat, 'button')[0]);
      await still();
      const { right, bottom } = launcher.getBoundingClientRect();
      expect(innerWidth - right, 'from the right').to.be.within(1, 60);
      expect(innerHeight - bottom, 'from the bottom').to.be.within(1, 60);
      expect(isOnTop(chat, launcher)).to.equal(true);
    });
  }

  it('toasts float at the window’s edge, whatever their ancestors do', async () => {
    const id = freshId();
    await knock('PUT', `/v1/users/${id}`, { name: 'Nora Novak' });
    const toasts = await mount(
      '<div><belfry-toasts duration="0"></belfry-toasts><belfry-bell live="idle"></belfry-bell></div>',
      { id },
    );
    const around = toasts.parentElement as HTMLElement;
    const bell = around.querySelector('belfry-bell')?.shadowRoot;
    await until(() => bell && deepAll(bell, '[part~="state"]')[0], 'the list behind the bell');
    await knock('POST', '/v1/workflows/product-update/trigger', { recipients: [id], data: { title: 'Now' } });
    const toast = await until(() => toasts.shadowRoot?.querySelector('.toast') ?? undefined, 'a toast');
    for (const [name, css] of Object.entries(hostileAncestors)) {
      around.style.cssText = `margin-block-start: 40px; inline-size: 300px; ${css}`;
      await still();
      const { right, top } = toast.getBoundingClientRect();
      expect(innerWidth - right, name).to.be.within(1, 60);
      expect(top, name).to.be.within(1, 60);
      expect(isOnTop(toasts, toast), name).to.equal(true);
    }
  });

  it('each element follows the color-scheme of its own surroundings, and `theme` before them', async () => {
    const dark = await mount<BelfryBellElement>(
      `<div style="color-scheme: dark"><belfry-otp></belfry-otp>
         <div style="color-scheme: light"><belfry-otp></belfry-otp><belfry-otp theme="dark"></belfry-otp></div></div>`,
    );
    await customElements.whenDefined('belfry-otp');
    const found = [...(dark.closest('belfry-session')?.querySelectorAll('belfry-otp') ?? [])];
    const colors = found.map((one) => getComputedStyle(one).color);
    expect(colors).to.deep.equal(['rgb(236, 236, 240)', 'rgb(27, 28, 32)', 'rgb(236, 236, 240)']);
  });

  it('follows the direction of its own surroundings', async () => {
    const bell = await mount<BelfryBellElement>('<div dir="rtl"><belfry-chat launcher></belfry-chat></div>');
    const launcher = await until(() => allByRole(bell, 'button')[0]);
    expect(launcher.getBoundingClientRect().right).to.be.lessThan(innerWidth / 2);
  });
});
