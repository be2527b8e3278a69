import { expect } from '@open-wc/testing';
import { chain } from '../testing/chain.ts';
import { accessible } from '../testing/accessible.ts';
import { unmount, until } from '../testing/mount.ts';
import { byRole } from '../testing/queries.ts';
import type { BelfryOtpElement } from './otp-element.ts';
import {
  alertOf,
  codeField,
  focused,
  freshNumber,
  inPlaceOfWorker,
  insert,
  mountOtp,
  numberField,
} from './testing/visitor.ts';

/** Turnstile's script, as far as a page sees it: a box that is ticked. */
const script = `
  globalThis.turnstile = {
    render(container, options) {
      const box = document.createElement('button');
      box.textContent = 'I am human';
      box.onclick = () => options.callback('human');
      box.dataset.options = JSON.stringify(options);
      container.append(box);
      globalThis.challengeFails = () => options['error-callback']('300030');
      return 'widget';
    },
    remove: () => (globalThis.challengeGone = true),
  };`;

const page = globalThis as { challengeFails?: () => unknown; challengeGone?: boolean };

describe('<belfry-otp> and a challenge', () => {
  let end: () => void = () => undefined;
  const starts: Record<string, string>[] = [];

  /** A site that asks everybody, by a script at this address. */
  async function challenging(address: string): Promise<void> {
    const config = (await (await fetch(`${chain.worker}/v1/config`)).json()) as {
      verification: object;
    };
    const challenge = { siteKey: 'site', script: address, action: 'verification' };
    starts.length = 0;
    const time = (s: number) => new Date(Date.now() + s * 1000).toISOString();
    end = inPlaceOfWorker((path, body) => {
      if (path === '/v1/config') return { ...config, verification: { ...config.verification, challenge } };
      if (path !== '/v1/verifications') return undefined;
      starts.push(body);
      if (body['challenge'] === 'human') {
        return {
          id: 'v1',
          channel: body['channel'],
          to: '+44 ••••••••18',
          expiresAt: time(600),
          resendAt: time(30),
          sendsLeft: 4,
          checksLeft: 5,
        };
      }
      const code = body['challenge'] ? 'challenge_failed' : 'challenge_required';
      return { status: 403, code, title: '', detail: '', type: '', requestId: '' };
    });
  }

  const box = (otp: Element) => otp.querySelector<HTMLElement>(':scope > [slot=challenge]');

  async function asked(into?: ShadowRoot): Promise<BelfryOtpElement> {
    const otp = await mountOtp();
    if (into && otp.parentElement) into.append(otp.parentElement);
    await until(() => numberField(otp));
    insert(numberField(otp), freshNumber());
    byRole(otp, 'button', 'Text me a code').focus();
    byRole(otp, 'button', 'Text me a code').click();
    return otp;
  }

  afterEach(() => {
    end();
    unmount();
    delete page.challengeGone;
    Reflect.deleteProperty(globalThis, 'turnstile');
  });

  it('shows the small one where the wide one does not fit', async () => {
    await challenging(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const narrow = await mountOtp();
    narrow.style.setProperty('inline-size', '280px');
    insert(numberField(narrow), freshNumber());
    byRole(narrow, 'button', 'Text me a code').click();
    const button = await until(() => box(narrow)?.querySelector('button'));
    expect(JSON.parse(button.dataset['options'] ?? '')).to.include({ size: 'compact' });
  });

  it('shows it where the code was asked for, and goes on by itself with the answer', async () => {
    await challenging(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const otp = await asked();
    const button = await until(() => box(otp)?.querySelector('button'));
    expect(box(otp)?.ariaLabel).to.equal('Security check');
    expect(document.activeElement).to.equal(box(otp));
    expect(JSON.parse(button.dataset['options'] ?? '')).to.include({
      sitekey: 'site',
      action: 'verification',
    });
    expect(alertOf(otp)).to.equal('');
    expect(box(otp)?.getBoundingClientRect().height).to.be.greaterThan(0);
    await accessible(otp);
    button.focus();
    button.click();
    // It is gone, and so would be the focus.
    button.disabled = true;
    await until(() => codeField(otp));
    expect(focused(otp)).to.equal(codeField(otp));
    expect(starts.map(({ challenge }) => challenge)).to.deep.equal([undefined, 'human']);
    expect(box(otp)).to.equal(null);
    expect(page.challengeGone).to.equal(true);
  });

  it('keeps the focus where it is answered, within another element, too', async () => {
    await challenging(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const outer = document.body.appendChild(document.createElement('div'));
    try {
      const root = outer.attachShadow({ mode: 'open' });
      const otp = await asked(root);
      const button = await until(() => box(otp)?.querySelector('button'));
      expect(root.activeElement).to.equal(box(otp));
      button.focus();
      button.click();
      await until(() => codeField(otp));
      expect(focused(otp)).to.equal(codeField(otp));
    } finally {
      outer.remove();
    }
  });

  it('leaves the focus to a field of the page that it went to meanwhile', async () => {
    await challenging(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const field = document.body.appendChild(document.createElement('input'));
    try {
      const otp = await asked();
      const button = await until(() => box(otp)?.querySelector('button'));
      field.focus();
      button.click();
      await until(() => codeField(otp));
      expect(document.activeElement).to.equal(field);
    } finally {
      field.remove();
    }
  });

  it('says what to do when it fails, and can be had again', async () => {
    await challenging(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const otp = await asked();
    await until(() => box(otp)?.querySelector('button'));
    page.challengeFails?.();
    await until(() => alertOf(otp).includes('The security check did not finish.'));
    expect(box(otp)).to.equal(null);
    await accessible(otp);
    byRole(otp, 'button', 'Text me a code').click();
    (await until(() => box(otp)?.querySelector('button'))).click();
    await until(() => codeField(otp));
  });

  it('says so when its script is blocked', async () => {
    await challenging('http://localhost:1/api.js');
    const otp = await asked();
    await until(() => alertOf(otp).includes('Turn off blockers for this page, then try again.'));
    expect(box(otp)).to.equal(null);
    expect(numberField(otp).value).not.to.equal('');
  });

  it('goes when the visitor does', async () => {
    await challenging(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const otp = await asked();
    await until(() => box(otp)?.querySelector('button'));
    otp.remove();
    expect(box(otp)).to.equal(null);
  });
});
