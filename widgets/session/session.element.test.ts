import { expect } from '@open-wc/testing';
import type { BelfrySessionEvent } from './events.ts';
import type { BelfrySessionElement } from './session-element.ts';
import { belfry, chain, freshId, identity } from '../testing/chain.ts';
import { mount, unmount, until } from '../testing/mount.ts';
import { allByRole, byRole } from '../testing/queries.ts';

/** The next `belfry-session` of an element. */
function nextChange(element: EventTarget): Promise<BelfrySessionEvent> {
  return new Promise((resolve) => {
    element.addEventListener('belfry-session', (event) => resolve(event as BelfrySessionEvent), {
      once: true,
    });
  });
}

const sessionAround = (element: Element) => element.closest('belfry-session') as BelfrySessionElement;

describe('<belfry-session>', () => {
  afterEach(unmount);

  it('signs its visitor in for the elements inside, and several stand side by side', async () => {
    const [ann, ben] = [freshId('ann'), freshId('ben')];
    const first = await mount('<belfry-preferences></belfry-preferences>', { id: ann });
    const second = await mount('<belfry-preferences></belfry-preferences>', { id: ben });
    await until(() => allByRole(first, 'switch').length > 0 && allByRole(second, 'switch').length > 0);
    expect(sessionAround(first).session.snapshot.user?.id).to.equal(ann);
    expect(sessionAround(second).session.snapshot.user?.id).to.equal(ben);
  });

  it('becomes another visitor when its identity changes, and nobody on sign-out', async () => {
    const element = await mount('<belfry-preferences></belfry-preferences>', { id: freshId() });
    const session = sessionAround(element);
    await until(() => session.session?.snapshot.status === 'ready');
    const other = freshId('other');
    const changed = nextChange(session);
    session.setAttribute('identity', await identity(other));
    expect((await changed).user?.id).to.equal(other);
    const out = nextChange(session);
    await session.session.signOut();
    expect((await out).change).to.equal('out');
    expect(session.session.snapshot.status).to.equal('signed-out');
    await until(() => /signed out/i.test(element.shadowRoot?.textContent ?? ''));
  });

  it('takes a function as identity, and asks it again when there is need', async () => {
    const id = freshId();
    let asked = 0;
    const session = document.createElement('belfry-session');
    session.worker = chain.worker;
    session.identity = () => {
      asked += 1;
      return identity(id);
    };
    document.body.append(session);
    await belfry.load('session');
    await session.updateComplete;
    await session.session.open();
    expect(session.session.snapshot.user?.id).to.equal(id);
    expect(asked).to.equal(1);
    session.remove();
  });

  it('is the session of an element in a foreign shadow root, too', async () => {
    const id = freshId();
    const session = document.createElement('belfry-session');
    session.setAttribute('worker', chain.worker);
    session.setAttribute('identity', await identity(id));
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    root.append(document.createElement('belfry-preferences'));
    session.append(host);
    document.body.append(session);
    await belfry.load('preferences');
    await until(() => allByRole(root, 'switch').length > 0);
    session.remove();
  });
});

describe('a session without a Worker of its own', () => {
  it('has that of the page, also where the page says it later', async () => {
    const session = document.createElement('belfry-session');
    session.setAttribute('identity', await identity(freshId()));
    document.body.append(session);
    await belfry.load('session');
    const given = session.session.options.worker;
    await belfry.configure({ worker: chain.worker });
    await until(() => session.session.options.worker === chain.worker);
    expect(given === undefined || given === chain.worker).to.equal(true);
    await session.session.open();
    session.remove();
  });
});

describe('language and theme', () => {
  afterEach(() => {
    unmount();
    document.documentElement.removeAttribute('lang');
    document.documentElement.style.removeProperty('color-scheme');
  });

  it("follow the page's lang live, and an element's own before it", async () => {
    document.documentElement.lang = 'en';
    const id = freshId();
    const followed = await mount('<belfry-preferences></belfry-preferences>', { id });
    const own = await mount('<belfry-preferences lang="en"></belfry-preferences>', { id });
    const label = (element: Element) => byRole(element, 'table').getAttribute('aria-label');
    await until(
      () => label(followed) === 'Notification preferences' && label(own) === 'Notification preferences',
    );
    document.documentElement.lang = 'de-AT';
    await until(() => label(followed) !== 'Notification preferences');
    expect(label(own)).to.equal('Notification preferences');
  });

  it("follow the session's locale, whenever it is said", async () => {
    const element = await mount('<belfry-preferences></belfry-preferences>', { id: freshId() });
    const label = () => byRole(element, 'table').getAttribute('aria-label');
    await until(() => label() === 'Notification preferences');
    sessionAround(element).locale = 'de';
    await until(() => label() === 'Benachrichtigungen einstellen');
  });

  it("follow the surroundings' color-scheme, the theme attribute, and the public tokens", async () => {
    const element = await mount('<belfry-preferences></belfry-preferences>', { id: freshId() });
    await until(() => allByRole(element, 'switch').length > 0);
    const color = () => getComputedStyle(element).color;
    document.documentElement.style.setProperty('color-scheme', 'light');
    const light = color();
    document.documentElement.style.setProperty('color-scheme', 'dark');
    expect(color()).not.to.equal(light);
    element.setAttribute('theme', 'light');
    expect(color()).to.equal(light);
    element.parentElement?.style.setProperty('--belfry-text', 'rgb(1, 2, 3)');
    expect(color()).to.equal('rgb(1, 2, 3)');
  });
});
