import { expect } from '@open-wc/testing';
import type { BelfryErrorEvent } from '../shared/events.ts';
import { control, newestSms } from '../testing/chain.ts';
import { unmount, until } from '../testing/mount.ts';
import { allByRole, byRole, nameOf, textOf } from '../testing/queries.ts';
import { accessible } from '../testing/accessible.ts';
import type { BelfrySentEvent, BelfryVerifiedEvent } from './events.ts';
import type { BelfryOtpElement } from './otp-element.ts';
import {
  abroad,
  alertOf,
  codeField,
  focused,
  freshNumber,
  inPlaceOfWorker,
  insert,
  mountOtp,
  numberField,
  paste,
  reload,
  sendTo,
  type,
} from './testing/visitor.ts';

const wrong = (code: string) => (code === '111111' ? '222222' : '111111');

function listen<Heard extends Event>(target: EventTarget, name: string): Heard[] {
  const heard: Heard[] = [];
  target.addEventListener(name, (event) => heard.push(event as Heard));
  return heard;
}

describe('<belfry-otp>', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('verifies a phone: number, code, done', async () => {
    const otp = await mountOtp();
    const sent = listen<BelfrySentEvent>(document, 'belfry-sent');
    const verified = listen<BelfryVerifiedEvent>(document, 'belfry-verified');
    await accessible(otp);
    const number = freshNumber();
    const code = await sendTo(otp, number);
    const masked = `+44 ••••••••${number.slice(-2)}`;
    expect(sent).to.have.length(1);
    expect(sent[0]).to.include({ channel: 'sms', to: masked });
    expect(focused(otp)).to.equal(codeField(otp));
    expect(textOf(otp)).to.contain(masked).and.not.to.contain(number);
    expect(otp.matches(':state(code)')).to.equal(true);
    await accessible(otp);

    type(codeField(otp), code);
    await until(() => verified.length > 0);
    expect(verified[0]).to.include({ status: 'approved', channel: 'sms', to: masked, proof: otp.value });
    await until(() => otp.matches(':state(verified)'));
    expect(textOf(otp)).to.contain('Number verified').and.to.contain(masked);
    expect(focused(otp)?.textContent).to.contain('Number verified');
    await accessible(otp);
    expect(sent).to.have.length(1);
  });

  it('is one labelled text field with its digits drawn beside it, for autofill and screen readers', async () => {
    const otp = await mountOtp();
    await sendTo(otp, freshNumber());
    expect(allByRole(otp, 'textbox').map(nameOf)).to.deep.equal(['Enter the 6-digit code']);
    const field = codeField(otp);
    expect(field).to.include({ type: 'text', inputMode: 'numeric' });
    expect(field.getAttribute('autocomplete')).to.equal('one-time-code');
    expect(field.maxLength).to.be.greaterThan(100);
    expect(parseFloat(getComputedStyle(field).fontSize)).to.be.at.least(16);
    type(field, '12');
    await otp.updateComplete;
    const cells = [...(otp.shadowRoot?.querySelectorAll('.cell') ?? [])];
    expect(cells.map(textOf)).to.deep.equal(['1', '2', '', '', '', '']);
    expect(cells.findIndex((cell) => cell.matches('.active'))).to.equal(2);
    field.setSelectionRange(0, 2);
    await until(() => cells.filter((cell) => cell.matches('.active')).length === 2, 'the selection drawn');
    field.setSelectionRange(1, 1);
    field.dispatchEvent(new KeyboardEvent('keyup', { key: 'ArrowLeft', bubbles: true }));
    expect(cells.findIndex((cell) => cell.matches('.active'))).to.equal(1);
  });

  it('lays each digit of the field on its cell, so that a click meets the right one', async () => {
    const otp = await mountOtp();
    await sendTo(otp, freshNumber());
    const field = codeField(otp);
    const style = getComputedStyle(field);
    const [first, second] = [...(otp.shadowRoot?.querySelectorAll('.cell') ?? [])].map((cell) =>
      cell.getBoundingClientRect(),
    );
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas || !first || !second) throw new Error('No cells');
    canvas.font = `${style.fontSize} ${style.fontFamily}`;
    const advance = canvas.measureText('0').width + parseFloat(style.letterSpacing);
    expect(advance).to.be.closeTo(second.left - first.left, 1);
  });

  it('says that a code is wrong and how many tries are left, and takes the next at once', async () => {
    const otp = await mountOtp();
    const errors = listen<BelfryErrorEvent>(document, 'belfry-error');
    const code = await sendTo(otp, freshNumber());
    type(codeField(otp), wrong(code));
    await until(() => alertOf(otp).includes('That code is not right. 4 tries left.'));
    expect(errors.map(({ problem }) => problem.code)).to.deep.equal(['code_incorrect']);
    expect(codeField(otp).value).to.equal('');
    expect(focused(otp)).to.equal(codeField(otp));
    expect(codeField(otp).getAttribute('aria-invalid')).to.equal('true');
    await accessible(otp);
    type(codeField(otp), code);
    await until(() => otp.value !== '');
  });

  for (const [how, put] of [
    ['pasted in words', (field, code) => paste(field, `Your code: ${code.slice(0, 3)}-${code.slice(3)}`)],
    ['filled in by the browser', (field, code) => insert(field, code)],
    [
      'in Arabic digits',
      (field, code) => type(field, [...code].map((digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit))).join('')),
    ],
  ] as [string, (field: HTMLInputElement, code: string) => void][]) {
    it(`takes a code ${how}`, async () => {
      const otp = await mountOtp();
      const code = await sendTo(otp, freshNumber());
      put(codeField(otp), code);
      await until(() => otp.value !== '');
    });
  }

  it('takes a code that the browser reads from the text message, where it can', async () => {
    const number = freshNumber();
    const page = globalThis as { OTPCredential?: unknown };
    const { OTPCredential } = page;
    let asked: unknown;
    const read = async (request: unknown) => {
      asked = request;
      return { code: (await until(() => newestSms(abroad(number)))).code };
    };
    page.OTPCredential = Object;
    Object.defineProperty(navigator, 'credentials', { value: { get: read }, configurable: true });
    try {
      const otp = await mountOtp();
      await sendTo(otp, number);
      await until(() => otp.value !== '');
      expect(asked).to.have.nested.property('otp.transport[0]', 'sms');
    } finally {
      if (OTPCredential) page.OTPCredential = OTPCredential;
      else delete page.OTPCredential;
      Reflect.deleteProperty(navigator, 'credentials');
    }
  });

  it('keeps the code while the service does not answer, and tries it again', async () => {
    const otp = await mountOtp();
    const code = await sendTo(otp, freshNumber());
    await control.post('/faults', { vendor: 'twilio', path: 'VerificationCheck', status: 503 });
    type(codeField(otp), code);
    await until(() => alertOf(otp).includes('That did not work.'));
    expect(codeField(otp).value).to.equal(code);
    await control.clearFaults();
    byRole(otp, 'button', 'Confirm').click();
    await until(() => otp.value !== '');
  });

  it('submits again when one digit of a whole code is replaced', async () => {
    const otp = await mountOtp();
    const code = await sendTo(otp, freshNumber());
    await control.post('/faults', { vendor: 'twilio', path: 'VerificationCheck', status: 503 });
    const field = codeField(otp);
    type(field, `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`);
    await until(() => alertOf(otp).includes('That did not work.'));
    await control.clearFaults();
    field.setSelectionRange(6, 6);
    type(field, code.charAt(5));
    await until(() => otp.value !== '');
  });

  it('says after five wrong codes when a new one can be had, and what to do until then', async () => {
    const now = Date.now;
    let ahead = 0;
    Date.now = () => now() + ahead;
    try {
      const otp = await mountOtp();
      const code = await sendTo(otp, freshNumber());
      for (const left of [4, 3, 2, 1, 0]) {
        type(codeField(otp), wrong(code));
        await until(() => alertOf(otp).includes(left > 0 ? `${left} tr` : 'Too many wrong codes.'));
      }
      expect(alertOf(otp)).to.match(/You can get a new one at \d+:\d\d.[AP]M\./);
      const again = byRole(otp, 'button', /^Send again in (9:5\d|10:00)$/) as HTMLButtonElement;
      expect(again.disabled).to.equal(true);
      await accessible(otp);
      ahead = 601_000;
      const anew = await until(() => allByRole(otp, 'button', 'Send a new code')[0] as HTMLButtonElement);
      expect(anew.disabled).to.equal(false);
      expect(alertOf(otp)).to.contain('Send a new one.');
      // The Worker's own clock stands still here: it says how long it takes.
      anew.click();
      await until(() => alertOf(otp).includes('Try again in'));
      await until(() => allByRole(otp, 'button', /^Send again in/)[0]);
      byRole(otp, 'button', 'Use an email address instead').click();
      await until(() => byRole(otp, 'textbox', 'Email address'));
    } finally {
      Date.now = now;
    }
  });

  it('goes back to the number, which stays, and asks for no second code meanwhile', async () => {
    const otp = await mountOtp();
    const sent = listen(document, 'belfry-sent');
    const number = freshNumber();
    await sendTo(otp, number);
    byRole(otp, 'button', 'Change number').focus();
    byRole(otp, 'button', 'Change number').click();
    const field = await until(() => numberField(otp));
    expect(field.value.replace(/\D/g, '')).to.equal(number);
    await until(() => focused(otp) === field);
    byRole(otp, 'button', 'Text me a code').click();
    await until(() => codeField(otp));
    expect(sent).to.have.length(1);
  });

  it('counts down to the next send, by the Worker’s word over the clock of the machine', async () => {
    const now = Date.now;
    let ahead = 0;
    Date.now = () => now() + ahead;
    try {
      const otp = await mountOtp();
      await sendTo(otp, freshNumber());
      const waiting = () => allByRole(otp, 'button', /^Send again in 0:/)[0] as HTMLButtonElement | undefined;
      expect(waiting()?.disabled).to.equal(true);
      expect(allByRole(otp, 'button', 'Call me with a code')).to.deep.equal([]);
      ahead = 31_000;
      const again = await until(() => allByRole(otp, 'button', 'Send the code again')[0]);
      // Who does not get texts on that number needs no second one first.
      expect((byRole(otp, 'button', 'Call me with a code') as HTMLButtonElement).disabled).to.equal(false);
      again.click();
      await until(() => alertOf(otp).includes('A code is on its way.'));
      expect(waiting()?.disabled).to.equal(true);
    } finally {
      Date.now = now;
    }
  });

  it('keeps to its dots when it is masked, and takes what lies beside the screen', async () => {
    const otp = await mountOtp('<belfry-otp country="GB" mask></belfry-otp>');
    await sendTo(otp, freshNumber());
    type(codeField(otp), '12');
    await otp.updateComplete;
    const cells = [...(otp.shadowRoot?.querySelectorAll('.cell') ?? [])];
    expect(cells.map(textOf)).to.deep.equal(['•', '•', '', '', '', '']);
    expect(codeField(otp).value).to.equal('12');
  });

  it('leaves room beyond the last digit for what password managers draw into the field', async () => {
    const otp = await mountOtp();
    await sendTo(otp, freshNumber());
    const last = [...(otp.shadowRoot?.querySelectorAll('.cell') ?? [])].at(-1)?.getBoundingClientRect();
    expect(codeField(otp).getBoundingClientRect().right - (last?.right ?? 0)).to.be.at.least(40);
    expect(document.documentElement.scrollWidth).to.be.at.most(innerWidth);
  });

  it('lets arrow keys, Home, End and selections be those of a text field, also on a page from right to left', async () => {
    const otp = await mountOtp();
    document.documentElement.dir = 'rtl';
    try {
      await sendTo(otp, freshNumber());
      const field = codeField(otp);
      type(field, '123');
      for (const key of ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Backspace', 'a']) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true });
        expect(field.dispatchEvent(event), key).to.equal(true);
      }
      expect(getComputedStyle(field).direction).to.equal('ltr');
      const [first, second] = [...(otp.shadowRoot?.querySelectorAll('.cell') ?? [])].map(
        (cell) => cell.getBoundingClientRect().left,
      );
      expect(first).to.be.lessThan(second ?? 0);
      await accessible(otp);
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });

  it('goes on after a reload, with nothing but an id and a masked number kept', async () => {
    const otp = await mountOtp('<belfry-otp country="GB" name="phone"></belfry-otp>');
    const number = freshNumber();
    const code = await sendTo(otp, number);
    type(codeField(otp), code.slice(0, 3));
    const kept = Object.values({ ...sessionStorage }).join();
    expect(kept).to.contain('"id"').and.not.to.contain(number.slice(1)).and.not.to.contain(code.slice(0, 3));
    const again = await reload(otp);
    const field = await until(() => codeField(again));
    expect(field.value).to.equal('');
    expect(document.activeElement).not.to.equal(again);
    type(field, code);
    await until(() => again.value !== '');
    expect(Object.keys(sessionStorage)).to.deep.equal([]);
  });

  it('does not mix what two elements of a page keep', async () => {
    const otp = await mountOtp(
      '<belfry-otp country="GB" name="one"></belfry-otp><belfry-otp country="GB" name="two"></belfry-otp>',
    );
    const other = otp.nextElementSibling as BelfryOtpElement;
    await until(() => numberField(other));
    await sendTo(other, freshNumber());
    const one = await reload(otp);
    await until(() => numberField(one));
    const two = await reload(other);
    await until(() => codeField(two));
  });

  it('says what a pause means, and whom to wait for', async () => {
    const otp = await mountOtp();
    const end = inPlaceOfWorker((path) =>
      path === '/v1/verifications'
        ? { status: 503, code: 'verification_paused', title: '', detail: '', type: '', requestId: '' }
        : undefined,
    );
    try {
      insert(numberField(otp), freshNumber());
      byRole(otp, 'button', 'Text me a code').click();
      await until(() => alertOf(otp).includes('No codes are sent at the moment.'));
    } finally {
      end();
    }
  });

  it('says that no codes are left, and still takes the one that is there', async () => {
    const number = freshNumber();
    const { fetch } = globalThis;
    globalThis.fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!new URL(answer.url).pathname.endsWith('/v1/verifications')) return answer;
      return Response.json({ ...((await answer.json()) as object), sendsLeft: 0 }, { status: 201 });
    };
    try {
      const otp = await mountOtp();
      const code = await sendTo(otp, number);
      await until(() => textOf(otp).includes('No more codes can be sent for now.'));
      expect(allByRole(otp, 'button', /again|Call me/)).to.deep.equal([]);
      await accessible(otp);
      type(codeField(otp), code);
      await until(() => otp.value !== '');
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it('says that it is offline, loses nothing that was typed, and goes on where it was', async () => {
    const otp = await mountOtp();
    const errors = listen<BelfryErrorEvent>(document, 'belfry-error');
    const { fetch } = globalThis;
    const offline = () => (globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch')));
    const online = () => (globalThis.fetch = fetch);
    try {
      const number = freshNumber();
      insert(numberField(otp), number);
      const send = byRole(otp, 'button', 'Text me a code');
      // What it says comes from a chunk, which is there before it is needed.
      await until(() => allByRole(otp, 'button', 'Use an email address instead')[0]);
      offline();
      send.click();
      await until(() => alertOf(otp).includes('We could not reach the service.'));
      expect(numberField(otp).value.replace(/\D/g, '')).to.equal(number);
      expect(numberField(otp).getAttribute('aria-invalid')).to.equal(null);
      await accessible(otp);
      online();
      send.click();
      await until(() => codeField(otp));
      expect(alertOf(otp)).to.equal('');
      const { code } = await until(() => newestSms(abroad(number)));
      offline();
      type(codeField(otp), code);
      await until(() => alertOf(otp).includes('We could not reach the service.'));
      expect(codeField(otp).value).to.equal(code);
      online();
      byRole(otp, 'button', 'Confirm').click();
      await until(() => otp.value !== '');
      expect(errors.map(({ problem }) => problem.code)).to.deep.equal(['unreachable', 'unreachable']);
    } finally {
      online();
    }
  });

  it('offers a new code when the old one has expired', async () => {
    const otp = await mountOtp();
    const code = await sendTo(otp, freshNumber());
    await control.post('/clock', { advance: 601 });
    type(codeField(otp), code);
    await until(() => alertOf(otp).includes('This code has expired.'));
    expect(codeField(otp).disabled).to.equal(true);
    await accessible(otp);
    byRole(otp, 'button', 'Send a new code').click();
    await until(() => !codeField(otp).disabled);
    expect(alertOf(otp)).to.equal('');
    await control.post('/clock', { offset: 0 });
  });
});
