import { expect } from '@open-wc/testing';
import '../../bell/define.ts';
import { mount, unmount, until } from '../../testing/mount.ts';
import { languages } from './languages.ts';

const nameOf = (bell: Element): string =>
  bell.shadowRoot?.querySelector('button')?.getAttribute('aria-label') ?? '';
const named = (bell: Element, name: RegExp) => until(() => name.test(nameOf(bell)), String(name));

const arabic = /^الإشعارات/;
const german = /^Mitteilungen/;

describe('a language that comes late', () => {
  afterEach(unmount);

  it('does not turn an element that speaks another by then', async () => {
    let letCome = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letCome = resolve));
    let asked = false;
    const { bell: load } = languages['ar'] ?? {};
    Object.assign(languages['ar'] ?? {}, {
      bell: () => {
        asked = true;
        return gate.then(() => load?.());
      },
    });
    const bell = await mount('<belfry-bell lang="ar"></belfry-bell>');
    await until(() => asked, 'Arabic to be asked for');
    bell.lang = 'de';
    await named(bell, german);
    letCome();
    const other = document.createElement('belfry-bell');
    other.lang = 'ar';
    bell.parentElement?.append(other);
    await named(other, arabic);
    expect(getComputedStyle(other).direction).to.equal('rtl');
    expect(getComputedStyle(bell).direction).to.equal('ltr');
    expect(nameOf(bell)).to.match(german);
  });
});
