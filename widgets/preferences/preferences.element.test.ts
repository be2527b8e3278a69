import { expect } from '@open-wc/testing';
import type { BelfryErrorEvent } from '../shared/events.ts';
import { control, freshId, identity, knock } from '../testing/chain.ts';
import { mount, unmount, until } from '../testing/mount.ts';
import { allByRole, byRole, textOf } from '../testing/queries.ts';
import { accessible } from '../testing/accessible.ts';
import type { BelfrySessionElement } from '../session/session-element.ts';
import type { BelfryChangeEvent, BelfrySavedEvent } from './events.ts';
import type { BelfryPreferencesElement } from './preferences-element.ts';

type Switch = HTMLInputElement;

const switches = (center: Element) => allByRole(center, 'switch') as Switch[];
const newsByEmail = (center: Element) => byRole(center, 'switch', 'Product news by Email') as Switch;
const alertOf = (center: Element) => allByRole(center, 'alert').map(textOf).join('');
const announced = (center: Element) => allByRole(center, 'status').map(textOf).join('');

async function mountCenter(id = freshId(), markup = '<belfry-preferences></belfry-preferences>') {
  const center = await mount<BelfryPreferencesElement>(markup, { id });
  await until(() => switches(center).length > 0);
  return center;
}

const held = (save: string) => `<belfry-preferences save="${save}"></belfry-preferences>`;

function listen<Heard extends Event>(target: EventTarget, name: string): Heard[] {
  const heard: Heard[] = [];
  target.addEventListener(name, (event) => heard.push(event as Heard));
  return heard;
}

/** What has the focus, by what it is or says. */
const focusOf = ({ shadowRoot }: Element) => {
  const { activeElement } = shadowRoot ?? document;
  return activeElement?.localName === 'button' ? textOf(activeElement) : activeElement?.localName;
};

/** Presses a button as a keyboard does: the focus is on it. */
function press(center: Element, name: string): void {
  const button = byRole(center, 'button', name);
  button.focus();
  button.click();
}

/** Lets reading, or saving, fail at the vendor. */
const failing = (method: 'GET' | 'PUT') =>
  control.post('/faults', { vendor: 'knock', path: '/preferences', method, status: 500 });

describe('<belfry-preferences>', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('is a table of switches that say what they switch', async () => {
    const center = await mountCenter();
    const table = byRole(center, 'table', 'Notification preferences');
    expect([...table.querySelectorAll('thead th')].map(textOf).slice(1)).to.deep.equal([
      'In app',
      'Email',
      'SMS',
    ]);
    expect(newsByEmail(center)).to.include({ checked: true, disabled: false });
    await accessible(center);
  });

  it('locks what the site decides, and says why', async () => {
    const center = await mountCenter();
    const locked = byRole(center, 'switch', 'Security by Email') as Switch;
    expect(locked).to.include({ checked: true, disabled: true });
    const reason = center.shadowRoot?.getElementById(locked.getAttribute('aria-describedby') ?? '');
    expect(reason && textOf(reason)).to.equal('Always on');
  });

  it('shows what depends on conditions, and does not touch it', async () => {
    const id = freshId();
    const conditions = [{ variable: 'recipient.plan', operator: 'equal_to', argument: 'pro' }];
    await knock('PUT', `/v1/users/${id}/preferences/default`, {
      __persistence_strategy__: 'merge',
      categories: { updates: { channel_types: { email: { conditions } } } },
    });
    const center = await mountCenter(id);
    expect(newsByEmail(center).disabled).to.equal(true);
    const reason = center.shadowRoot?.getElementById(
      newsByEmail(center).getAttribute('aria-describedby') ?? '',
    );
    expect(reason && textOf(reason)).to.equal('Conditional');
    expect((byRole(center, 'switch', 'Product news by In app') as Switch).disabled).to.equal(false);
    await accessible(center);
  });

  it('saves a change at once, says so, and has it on the next visit', async () => {
    const id = freshId();
    const center = await mountCenter(id);
    const saved = listen<BelfrySavedEvent>(document, 'belfry-saved');
    newsByEmail(center).click();
    expect(newsByEmail(center).checked).to.equal(false);
    await until(() => saved.length > 0);
    expect(saved[0]?.change).to.deep.equal({ row: 'updates', channel: 'email', enabled: false });
    await until(() => announced(center).includes('Saved'));
    expect(newsByEmail(center).checked).to.equal(false);
    unmount();
    expect(newsByEmail(await mountCenter(id)).checked).to.equal(false);
  });

  it('keeps the last of quick changes', async () => {
    const id = freshId();
    const center = await mountCenter(id);
    const saved = listen<BelfrySavedEvent>(center, 'belfry-saved');
    for (let times = 0; times < 5; times += 1) newsByEmail(center).click();
    await until(() => saved.length > 0 && !center.matches(':state(saving)'));
    expect(newsByEmail(center).checked).to.equal(false);
    unmount();
    expect(newsByEmail(await mountCenter(id)).checked).to.equal(false);
  });

  it('leaves things as they were when the page says no', async () => {
    const center = await mountCenter();
    const asked: BelfryChangeEvent[] = [];
    center.addEventListener('belfry-change', (event) => {
      asked.push(event);
      event.preventDefault();
    });
    newsByEmail(center).click();
    await center.updateComplete;
    expect(asked[0]?.change).to.deep.equal({ row: 'updates', channel: 'email', enabled: false });
    expect(newsByEmail(center).checked).to.equal(true);
    expect(center.matches(':state(saving)')).to.equal(false);
  });

  it('rolls back what could not be saved, says so, and tries again', async () => {
    const center = await mountCenter();
    const errors = listen<BelfryErrorEvent>(document, 'belfry-error');
    await failing('PUT');
    newsByEmail(center).click();
    await until(() => alertOf(center).includes('“Product news by Email” was not saved.'));
    expect(newsByEmail(center).checked).to.equal(true);
    expect(errors.map(({ problem }) => problem.code)).to.deep.equal(['vendor_unavailable']);
    await accessible(center);
    await control.clearFaults();
    const saved = listen(center, 'belfry-saved');
    press(center, 'Try again');
    await until(() => saved.length > 0);
    expect(newsByEmail(center).checked).to.equal(false);
    expect(alertOf(center)).to.equal('');
    expect(focusOf(center)).to.equal('section');
  });

  it('has the shape of what comes while it loads, and says when that fails', async () => {
    await failing('GET');
    const center = await mount<BelfryPreferencesElement>('<belfry-preferences></belfry-preferences>', {
      id: freshId(),
    });
    await until(() => center.matches(':state(loading)'));
    expect(center.getBoundingClientRect().height).to.be.greaterThan(150);
    await until(() => alertOf(center).includes('That did not work'));
    await accessible(center);
    await control.clearFaults();
    press(center, 'Try again');
    await until(() => switches(center).length > 0);
    expect(focusOf(center)).to.equal('section');
  });

  it('says that the visitor is offline, and no longer than that', async () => {
    const center = await mountCenter();
    const setOnline = (online: boolean) => {
      Object.defineProperty(navigator, 'onLine', { value: online, configurable: true });
      dispatchEvent(new Event(online ? 'online' : 'offline'));
    };
    try {
      setOnline(false);
      await until(() => textOf(center).includes('You are offline.'));
      expect(switches(center).length).to.be.greaterThan(0);
      await accessible(center);
      setOnline(true);
      await until(() => !textOf(center).includes('You are offline.'));
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('tells who is signed out to sign in, and begins when they have', async () => {
    const center = await mount<BelfryPreferencesElement>('<belfry-preferences></belfry-preferences>');
    await until(() => textOf(center).includes('You are signed out'));
    await accessible(center);
    const session = center.closest('belfry-session') as BelfrySessionElement;
    session.identity = await identity(freshId());
    await until(() => switches(center).length > 0);
  });

  it('keeps tenants apart', async () => {
    const id = freshId();
    const center = await mountCenter(id, '<belfry-preferences tenant="acme"></belfry-preferences>');
    const saved = listen(center, 'belfry-saved');
    newsByEmail(center).click();
    await until(() => saved.length > 0);
    center.removeAttribute('tenant');
    await until(() => switches(center).length > 0 && newsByEmail(center).checked);
    center.tenant = 'acme';
    await until(() => switches(center).length > 0 && !newsByEmail(center).checked);
  });

  it('draws cards where it is narrow, and is a table all the same', async () => {
    const center = await mountCenter();
    const row = center.shadowRoot?.querySelector('tbody tr') as HTMLElement;
    const drawn = () => getComputedStyle(row).display;
    center.parentElement?.style.setProperty('display', 'block');
    center.parentElement?.style.setProperty('inline-size', '700px');
    await until(() => drawn() === 'table-row');
    center.parentElement?.style.setProperty('inline-size', '320px');
    await until(() => drawn() === 'block');
    expect(center.scrollWidth).to.be.at.most(320);
    expect(row.getAttribute('role')).to.equal('row');
    await accessible(center);
  });

  it('has a switch for each channel as a whole, under which the others fall silent', async () => {
    const center = await mountCenter();
    const saved = listen(center, 'belfry-saved');
    byRole(center, 'switch', 'Everything by Email').click();
    await until(() => newsByEmail(center).disabled);
    expect(newsByEmail(center).checked).to.equal(false);
    const reason = center.shadowRoot?.getElementById(
      newsByEmail(center).getAttribute('aria-describedby') ?? '',
    );
    expect(reason && textOf(reason)).to.equal('Email is off');
    expect(byRole(center, 'switch', 'Product news by In app')).to.include({ disabled: false, checked: true });
    expect(byRole(center, 'switch', 'Security by Email')).to.include({ checked: true });
    await until(() => saved.length > 0);
    await accessible(center);
    byRole(center, 'switch', 'Everything by Email').click();
    await until(() => newsByEmail(center).checked && !newsByEmail(center).disabled);
  });

  it('has one switch for what is not divided by channels', async () => {
    const id = freshId();
    const center = await mountCenter(id);
    const saved = listen<BelfrySavedEvent>(center, 'belfry-saved');
    byRole(center, 'switch', 'Offers').click();
    await until(() => saved.length > 0);
    expect(saved[0]?.change).to.deep.equal({ row: 'commercial_subscribed', channel: 'all', enabled: false });
    const answer = (await knock('GET', `/v1/users/${id}/preferences/default`)) as {
      commercial_subscribed: boolean;
    };
    expect(answer.commercial_subscribed).to.equal(false);
  });

  it('agrees with the other centers of the visitor, in this page and in other tabs', async () => {
    const id = freshId();
    const first = await mountCenter(id);
    const second = await mountCenter(id);
    const saved = listen(first, 'belfry-saved');
    newsByEmail(first).click();
    await until(() => saved.length > 0);
    await until(() => !newsByEmail(second).checked);
  });

  it('asks before it resets, resets, and takes that back', async () => {
    const id = freshId();
    const center = await mountCenter(id);
    const saved = listen<BelfrySavedEvent>(center, 'belfry-saved');
    newsByEmail(center).click();
    await until(() => saved.length === 1);
    byRole(center, 'button', 'Reset to defaults').click();
    await until(() => center.shadowRoot?.querySelector('dialog')?.open === true);
    await accessible(center);
    byRole(center, 'button', 'Keep my choices').click();
    await until(() => center.shadowRoot?.querySelector('dialog')?.open === false);
    expect(newsByEmail(center).checked).to.equal(false);
    expect(saved).to.have.length(1);
    byRole(center, 'button', 'Reset to defaults').click();
    await until(() => center.shadowRoot?.querySelector('dialog')?.open === true);
    byRole(center, 'button', 'Reset').click();
    await until(() => newsByEmail(center).checked);
    await until(() => saved.length === 2);
    expect(saved[1]?.change).to.deep.equal({ row: 'updates', channel: 'email', enabled: true });
    await until(() => announced(center).includes('Everything is at its default again.'));
    await accessible(center);
    byRole(center, 'button', 'Undo').click();
    await until(() => !newsByEmail(center).checked);
    await until(() => saved.length === 3);
    unmount();
    expect(newsByEmail(await mountCenter(id)).checked).to.equal(false);
  });

  it('keeps the focus at the reset, which waits for what is on its way', async () => {
    const center = await mountCenter();
    const saved = listen<BelfrySavedEvent>(center, 'belfry-saved');
    const dialog = () => center.shadowRoot?.querySelector('dialog');
    press(center, 'Reset to defaults');
    await until(() => dialog()?.open === true);
    press(center, 'Keep my choices');
    await until(() => dialog()?.open === false);
    await control.post('/faults', { vendor: 'knock', path: '/preferences', latency: 1500, times: 1 });
    newsByEmail(center).click();
    await until(() => center.matches(':state(saving)'), 'saving');
    press(center, 'Reset to defaults');
    await until(() => saved.length === 1, 'saved');
    expect(dialog()?.open).to.equal(false);
    press(center, 'Reset to defaults');
    await until(() => dialog()?.open === true, 'the question');
    press(center, 'Reset');
    await until(() => saved.length === 2 && !center.matches(':state(saving)'), 'reset');
    expect(focusOf(center)).to.equal('Reset to defaults');
    press(center, 'Undo');
    await until(() => saved.length === 3, 'undone');
    await center.updateComplete;
    expect(focusOf(center)).to.equal('section');
  });

  describe('save="button"', () => {
    it('names what waits, saves it by the button, and keeps the focus', async () => {
      const id = freshId();
      const center = await mountCenter(id, held('button'));
      const saved = listen<BelfrySavedEvent>(center, 'belfry-saved');
      newsByEmail(center).click();
      byRole(center, 'switch', 'Offers').click();
      await until(() => textOf(center).includes('Not saved yet: Product news by Email and Offers'));
      expect(center.matches(':state(unsaved)')).to.equal(true);
      expect(saved).to.have.length(0);
      await accessible(center);
      const save = byRole(center, 'button', 'Save');
      save.focus();
      save.click();
      await until(() => saved.length === 2);
      await until(() => !center.matches(':state(unsaved)'));
      expect(center.shadowRoot?.activeElement?.localName).to.equal('section');
      unmount();
      expect(newsByEmail(await mountCenter(id)).checked).to.equal(false);
    });

    it('takes back what waits', async () => {
      const id = freshId();
      const center = await mountCenter(id, held('button'));
      newsByEmail(center).click();
      await until(() => center.matches(':state(unsaved)'));
      await until(() => allByRole(center, 'button').some((button) => textOf(button) === 'Discard'));
      byRole(center, 'button', 'Discard').click();
      await until(() => newsByEmail(center).checked && !center.matches(':state(unsaved)'));
      await until(() => announced(center).includes('Changes discarded'));
    });

    it('keeps what could not be saved, and says so', async () => {
      const center = await mountCenter(undefined, held('button'));
      newsByEmail(center).click();
      await until(() => allByRole(center, 'button').some((button) => textOf(button) === 'Save'));
      await failing('PUT');
      byRole(center, 'button', 'Save').click();
      await until(() => alertOf(center).includes('“Product news by Email” was not saved.'));
      expect(center.matches(':state(unsaved)')).to.equal(true);
      expect(newsByEmail(center).checked).to.equal(false);
      await control.clearFaults();
      const saved = listen(center, 'belfry-saved');
      byRole(center, 'button', 'Try again').click();
      await until(() => saved.length > 0 && !center.matches(':state(unsaved)'));
    });
  });

  describe('whatever the Worker answers', () => {
    const { fetch } = globalThis;
    afterEach(() => {
      globalThis.fetch = fetch;
    });

    /** Lets the Worker answer this to readers, and count how often it was asked. */
    function answering(status: number, body: object): () => number {
      let asked = 0;
      globalThis.fetch = (input, init) => {
        const url = input instanceof Request ? input.url : String(input);
        if (!url.includes('/v1/preferences')) return fetch(input, init);
        asked += 1;
        return Promise.resolve(Response.json(body, { status }));
      };
      return () => asked;
    }

    const mountAny = () =>
      mount<BelfryPreferencesElement>('<belfry-preferences></belfry-preferences>', { id: freshId() });

    it('shows words of others as text, whole, within its width', async () => {
      const hostile = [
        '<img src=x onerror="globalThis.hurt = true">',
        '"><script>globalThis.hurt = true</script>',
        '${alert(1)}{{7*7}}',
        'x'.repeat(400),
        '\u202Eesrever\u202C \u0000 \uD800',
        '__proto__',
      ];
      const channels = [{ key: 'email', label: hostile[0] }];
      answering(200, {
        channels,
        rows: hostile.map((label, index) => ({
          id: label,
          type: index === 3 ? 'nothing-known' : 'category',
          label,
          description: label,
          locked: index === 1,
          channels: index === 2 ? {} : { email: { enabled: true, conditional: index === 4 } },
        })),
        brandingRequired: true,
      });
      const center = await mountAny();
      center.parentElement?.style.setProperty('display', 'block');
      center.parentElement?.style.setProperty('inline-size', '320px');
      await until(() => switches(center).length === 5);
      expect(center.shadowRoot?.querySelectorAll('img, script')).to.have.length(0);
      expect('hurt' in globalThis).to.equal(false);
      for (const label of hostile.slice(0, 4)) expect(textOf(center)).to.include(label);
      expect(center.scrollWidth).to.be.at.most(320);
      expect(byRole(center, 'link', 'Powered by Knock').getAttribute('href')).to.equal('https://knock.app');
    });

    it('says that there is nothing to choose', async () => {
      answering(200, { channels: [], rows: [] });
      const center = await mountAny();
      await until(() => textOf(center).includes('Nothing to choose yet'));
      expect(allByRole(center, 'button')).to.have.length(0);
      await accessible(center);
    });

    for (const [status, code] of [
      [403, 'scope_insufficient'],
      [404, 'feature_off'],
    ] as const) {
      it(`says that it is not for the visitor: ${code}`, async () => {
        const asked = answering(status, { type: 'x', title: 'x', status, detail: 'x', code, requestId: 'x' });
        const center = await mountAny();
        await until(() => textOf(center).includes('Not available to you'));
        await accessible(center);
        expect(asked()).to.equal(1);
      });
    }
  });

  it('leaves nothing behind after it was mounted twenty times', async () => {
    const id = freshId();
    const open = new Set<BroadcastChannel>();
    const { prototype } = BroadcastChannel;
    const original = Object.getOwnPropertyDescriptors(prototype);
    prototype.close = function close(this: BroadcastChannel) {
      open.delete(this);
      original.close.value?.call(this);
    };
    const setter = original.onmessage.set;
    Object.defineProperty(prototype, 'onmessage', {
      ...original.onmessage,
      set(this: BroadcastChannel, listener: BroadcastChannel['onmessage']) {
        open.add(this);
        setter?.call(this, listener);
      },
    });
    const listening = new Map<string, number>();
    const targets: EventTarget[] = [document, window];
    for (const target of targets) {
      const { addEventListener, removeEventListener } = target;
      const count = (name: string, by: number) => listening.set(name, (listening.get(name) ?? 0) + by);
      target.addEventListener = (...of: Parameters<typeof addEventListener>) => {
        count(of[0], 1);
        addEventListener.apply(target, of);
      };
      target.removeEventListener = (...of: Parameters<typeof removeEventListener>) => {
        count(of[0], -1);
        removeEventListener.apply(target, of);
      };
    }
    try {
      for (let times = 0; times < 20; times += 1) {
        await mountCenter(id);
        expect(open.size).to.equal(1);
        unmount();
        expect(open.size).to.equal(0);
      }
      for (const name of ['online', 'offline', 'visibilitychange']) {
        expect(listening.get(name) ?? 0, name).to.equal(0);
      }
    } finally {
      Object.defineProperties(prototype, original);
      for (const target of targets) {
        Reflect.deleteProperty(target, 'addEventListener');
        Reflect.deleteProperty(target, 'removeEventListener');
      }
    }
  });

  it('keeps its state when it is moved, and hears others again', async () => {
    const id = freshId();
    const center = await mountCenter(id, held('change'));
    const other = await mountCenter(id);
    center.save = 'button';
    await center.updateComplete;
    (byRole(center, 'switch', 'Offers') as Switch).click();
    await until(() => center.matches(':state(unsaved)'));
    const home = center.parentElement as HTMLElement;
    center.remove();
    home.append(center);
    expect(center.matches(':state(unsaved)')).to.equal(true);
    newsByEmail(other).click();
    await until(() => !newsByEmail(center).checked);
    expect((byRole(center, 'switch', 'Offers') as Switch).checked).to.equal(false);
  });

  it('takes another heading, or none', async () => {
    const center = await mountCenter(
      undefined,
      '<belfry-preferences heading="How we reach you"></belfry-preferences>',
    );
    byRole(center, 'heading', 'How we reach you');
    byRole(center, 'table', 'How we reach you');
    center.heading = '';
    await center.updateComplete;
    expect(allByRole(center, 'heading')).to.have.length(0);
    byRole(center, 'table', 'Notification preferences');
  });

  it('speaks German', async () => {
    const center = await mount<BelfryPreferencesElement>(
      '<belfry-preferences lang="de"></belfry-preferences>',
      {
        id: freshId(),
      },
    );
    await until(() => byRole(center, 'heading', 'Benachrichtigungen einstellen'));
    await until(() => byRole(center, 'switch', 'Product news per Email'));
  });
});
