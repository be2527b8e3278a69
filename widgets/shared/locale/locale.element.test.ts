import { expect } from '@open-wc/testing';
import '../../bell/define.ts';
import '../../preferences/define.ts';
import { configure } from '../../session/page.ts';
import { mount, unmount, until } from '../../testing/mount.ts';

const german = 'Mitteilungen';
const french = 'Notifications';

/** The name of the bell's button, with what comes after the title cut off. */
const nameOf = (bell: Element): string =>
  (bell.shadowRoot?.querySelector('button')?.getAttribute('aria-label') ?? '').split(/[,،、]/)[0] ?? '';

const named = (bell: Element, name: string) =>
  until(() => nameOf(bell) === name, `${name}, not ${nameOf(bell)}`);

describe('the language of an element', () => {
  afterEach(() => {
    document.documentElement.lang = 'en';
    document.documentElement.dir = '';
    unmount();
  });

  it('follows the page’s while it changes', async () => {
    document.documentElement.lang = 'de';
    const bell = await mount('<belfry-bell></belfry-bell>');
    await named(bell, german);
    document.documentElement.lang = 'es';
    await named(bell, 'Notificaciones');
    document.documentElement.lang = 'de-AT';
    await named(bell, german);
  });

  it('follows that of what is around it, and its own before all', async () => {
    const bell = await mount('<belfry-bell></belfry-bell>');
    const session = bell.parentElement as HTMLElement;
    session.lang = 'ru';
    await named(bell, 'Уведомления');
    bell.lang = 'ja';
    await named(bell, '通知');
    session.lang = 'de';
    bell.removeAttribute('lang');
    await named(bell, german);
  });

  it('follows that of a host around it', async () => {
    const outer = document.createElement('div');
    const bell = await mount('<belfry-bell></belfry-bell>');
    const session = bell.parentElement as HTMLElement;
    outer.attachShadow({ mode: 'open' }).append(session);
    document.body.append(outer);
    outer.lang = 'de';
    await named(bell, german);
    outer.lang = 'hi';
    await named(bell, 'सूचनाएँ');
    outer.remove();
  });

  it('is the plain language of a region, and English where there is none', async () => {
    const bell = await mount('<belfry-bell lang="fr-CA"></belfry-bell>');
    await named(bell, french);
    bell.lang = 'de-CH';
    await named(bell, german);
    bell.lang = 'zh';
    await named(bell, 'Notifications');
  });

  it('is written from its own side where the page is not', async () => {
    const bell = await mount('<belfry-bell lang="ar"></belfry-bell>');
    await named(bell, 'الإشعارات');
    expect(getComputedStyle(bell).direction).to.equal('rtl');
    bell.lang = 'de';
    await named(bell, german);
    expect(getComputedStyle(bell).direction).to.equal('ltr');
  });

  it('keeps its own side where the page is turned later, in English, too', async () => {
    const side = (bell: Element) => getComputedStyle(bell).direction;
    const german = await mount('<belfry-bell lang="de"></belfry-bell>');
    const english = german.parentElement?.appendChild(document.createElement('belfry-bell')) ?? german;
    english.lang = 'en';
    await named(german, 'Mitteilungen');
    for (const dir of ['rtl', 'ltr', 'rtl']) {
      document.documentElement.dir = dir;
      await until(() => side(german) === 'ltr' && side(english) === 'ltr', `left to right in ${dir}`);
    }
  });

  it('goes with the page again once it has no language of its own', async () => {
    document.documentElement.dir = 'rtl';
    const bell = await mount('<belfry-bell lang="en"></belfry-bell>');
    await until(() => getComputedStyle(bell).direction === 'ltr', 'its own side');
    bell.removeAttribute('lang');
    await until(() => getComputedStyle(bell).direction === 'rtl', 'the side of the page');
    document.documentElement.dir = 'ltr';
    expect(getComputedStyle(bell).direction).to.equal('ltr');
  });

  it('leaves the side to a site that says it', async () => {
    const bell = await mount('<belfry-bell lang="ar" dir="ltr"></belfry-bell>');
    await named(bell, 'الإشعارات');
    expect(getComputedStyle(bell).direction).to.equal('ltr');
  });
});

describe('the words of a site', () => {
  afterEach(unmount);

  it('win over ours, in their language alone', async () => {
    configure({ messages: { de: { 'bell.title': 'Neues' }, 'de-AT': { 'bell.title': 'Neuigkeiten' } } });
    const bell = await mount('<belfry-bell lang="de"></belfry-bell>');
    await named(bell, 'Neues');
    bell.lang = 'de-AT';
    await named(bell, 'Neuigkeiten');
    bell.lang = 'es';
    await named(bell, 'Notificaciones');
    configure({ messages: { de: { 'bell.title': german }, 'de-AT': { 'bell.title': german } } });
  });
});
