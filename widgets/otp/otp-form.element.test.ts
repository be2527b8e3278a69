import { expect } from '@open-wc/testing';
import { control } from '../testing/chain.ts';
import { fill, mount, unmount, until } from '../testing/mount.ts';
import { byRole, textOf } from '../testing/queries.ts';
import { accessible } from '../testing/accessible.ts';
import type { BelfrySessionElement } from '../session/session-element.ts';
import type { BelfryOtpElement } from './otp-element.ts';
import {
  alertOf,
  country,
  focused,
  mountOtp,
  inPlaceOfWorker,
  numberField,
  paste,
  verify,
} from './testing/visitor.ts';

describe('<belfry-otp> and its number', () => {
  afterEach(async () => {
    unmount();
    await control.clearFaults();
  });

  it('offers the site’s countries by name, and begins with the one asked for', async () => {
    const otp = await mountOtp();
    expect(country(otp).value).to.equal('GB');
    const names = [...country(otp).options].map((option) => option.text.trim());
    expect(names).to.include('Germany (+49)').and.to.include('United Kingdom (+44)');
    expect([...names].sort((one, other) => one.localeCompare(other, 'en'))).to.deep.equal(names);
  });

  it('picks the country of a pasted number', async () => {
    const otp = await mountOtp();
    // Also while what reads it is still on its way.
    paste(numberField(otp), 'tel:+49-151-2345-6789');
    await until(() => country(otp).value === 'DE');
    expect(numberField(otp).value.replace(/\D/g, '')).to.match(/^0?15123456789$/);
  });

  it('groups what is typed once it can, and leaves the caret behind the same digit', async () => {
    const otp = await mountOtp();
    const field = numberField(otp);
    field.focus();
    await until(() => {
      fill(field, '07400123456');
      return field.value === '07400 123456';
    }, 'grouping');
    field.setSelectionRange(2, 2);
    field.setRangeText('9', 2, 2, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: '9' }));
    expect(field.value.replace(/\D/g, '')).to.equal('079400123456');
    expect(field.value.slice(0, field.selectionStart ?? 0)).to.equal('079');
  });

  it('says what is wrong with a number, and leaves it there', async () => {
    const otp = await mountOtp();
    byRole(otp, 'button', 'Text me a code').click();
    await until(() => alertOf(otp).includes('Enter your phone number.'));
    expect(focused(otp)).to.equal(numberField(otp));
    fill(numberField(otp), '0909 879 0000');
    await otp.updateComplete;
    expect(alertOf(otp)).to.equal('');
    byRole(otp, 'button', 'Text me a code').click();
    await until(() => alertOf(otp).includes('We cannot send codes to this number.'));
    expect(numberField(otp).value.replace(/\D/g, '')).to.equal('09098790000');
    expect(numberField(otp).getAttribute('aria-invalid')).to.equal('true');
    await accessible(otp);
  });

  it('begins with the channel that the element names', async () => {
    const otp = await mountOtp('<belfry-otp country="GB" channels="call"></belfry-otp>');
    byRole(otp, 'button', 'Call me with a code');
  });

  it('can be tried again when the service could not be reached', async () => {
    const session = await mount<BelfrySessionElement>(
      '<belfry-session worker="http://localhost:1"><belfry-otp></belfry-otp></belfry-session>',
    );
    const otp = session.querySelector('belfry-otp') as BelfryOtpElement;
    await until(() => alertOf(otp).includes('We could not reach the service.'));
    await accessible(otp);
    let errors = 0;
    otp.addEventListener('belfry-error', () => (errors += 1));
    byRole(otp, 'button', 'Try again').click();
    await until(() => errors > 0, 'another try');
  });

  it('speaks German', async () => {
    const otp = await mount<BelfryOtpElement>('<belfry-otp lang="de" country="GB"></belfry-otp>');
    await until(() => byRole(otp, 'button', 'Code per SMS senden'));
    const names = [...(byRole(otp, 'combobox', 'Land') as HTMLSelectElement).options].map(({ text }) =>
      text.trim(),
    );
    expect(names).to.include('Deutschland (+49)');
  });
});

describe('<belfry-otp> in a form', () => {
  afterEach(unmount);

  const inForm = (attributes = 'name="phone" required') =>
    mountOtp(
      `<form><label for="otp">Your phone</label><belfry-otp id="otp" country="GB" ${attributes}></belfry-otp></form>`,
    );

  it('holds the form back until the phone is verified, then submits the verification', async () => {
    const otp = await inForm();
    const form = otp.form as HTMLFormElement;
    expect(form.checkValidity()).to.equal(false);
    expect(otp.validity.valueMissing).to.equal(true);
    expect(otp.validationMessage).to.equal('Verify your phone number.');
    expect(new FormData(form).has('phone')).to.equal(false);
    await verify(otp);
    expect(form.checkValidity()).to.equal(true);
    expect(new FormData(form).get('phone')).to.equal(otp.value);
  });

  it('is in nobody’s way when it is not required', async () => {
    const otp = await inForm('name="phone"');
    expect(otp.form?.checkValidity()).to.equal(true);
    otp.required = true;
    await otp.updateComplete;
    expect(otp.form?.checkValidity()).to.equal(false);
  });

  it('holds the form back again when the proof has run out, and says so', async () => {
    const otp = await inForm();
    // Good for 16 s, of which 15 s are for the form on its way.
    const proof = ['e30', btoa(JSON.stringify({ iat: 1000, exp: 1016 })), 'c2lnbmVk'].join('.');
    const session = { accessToken: 'a', expiresAt: '', user: { id: 'tel-1', kind: 'phone' } };
    const end = inPlaceOfWorker((path) =>
      path.endsWith('/check') ? { status: 200, session, proof } : undefined,
    );
    try {
      await verify(otp);
      expect(otp.checkValidity()).to.equal(true);
      await until(() => !otp.checkValidity(), 'the end of the proof');
      expect(otp.value).to.equal('');
      expect(otp.validationMessage).to.equal('The verification has expired. Verify once more.');
      expect(new FormData(otp.form as HTMLFormElement).has('phone')).to.equal(false);
      await until(() => textOf(otp).includes('The verification has expired.'));
      await accessible(otp);
      byRole(otp, 'button', 'Use another number').click();
      expect((await until(() => numberField(otp))).value).to.match(/^07400/);
      expect(otp.validity.customError).to.equal(false);
    } finally {
      end();
    }
  });

  it('starts over with its form', async () => {
    const otp = await inForm();
    await verify(otp);
    otp.form?.reset();
    const field = await until(() => numberField(otp));
    expect(field.value).to.equal('');
    expect(otp.value).to.equal('');
    expect(otp.checkValidity()).to.equal(false);
  });

  it('is disabled with its fieldset', async () => {
    const otp = await mountOtp('<form><fieldset><belfry-otp required></belfry-otp></fieldset></form>');
    const fieldset = otp.closest('fieldset') as HTMLFieldSetElement;
    fieldset.disabled = true;
    await until(() => numberField(otp).disabled);
    expect((byRole(otp, 'button', 'Text me a code') as HTMLButtonElement).disabled).to.equal(true);
    expect(otp.willValidate).to.equal(false);
    fieldset.disabled = false;
    await until(() => !numberField(otp).disabled);
  });

  it('is reached by its label', async () => {
    const otp = await inForm();
    (otp.previousElementSibling as HTMLElement).click();
    await until(() => focused(otp) === numberField(otp));
  });

  it('does not submit the form by Enter in its own field', async () => {
    const otp = await inForm();
    let submits = 0;
    otp.form?.addEventListener('submit', (event) => {
      event.preventDefault();
      submits += 1;
    });
    numberField(otp).form?.requestSubmit();
    await until(() => alertOf(otp).includes('Enter your phone number.'));
    expect(submits).to.equal(0);
  });
});

describe('<belfry-otp> on a page', () => {
  afterEach(unmount);

  it('makes the session that of the phone, with signin only', async () => {
    const userOf = (otp: Element) =>
      (otp.closest('belfry-session') as BelfrySessionElement).session.snapshot.user;
    const plain = await mountOtp();
    await verify(plain);
    expect(userOf(plain)).to.equal(undefined);
    const signing = await mountOtp('<belfry-otp country="GB" signin></belfry-otp>');
    await verify(signing);
    expect(userOf(signing)).to.include({ kind: 'phone' });
    expect(userOf(signing)?.id).to.match(/^tel-/);
  });

  it('keeps what was typed when it is moved, and does not mix with another', async () => {
    const otp = await mountOtp(
      '<belfry-otp country="GB"></belfry-otp><belfry-otp country="DE"></belfry-otp><div></div>',
    );
    const other = otp.nextElementSibling as BelfryOtpElement;
    await until(() => numberField(other));
    fill(numberField(otp), '07400');
    otp.closest('belfry-session')?.querySelector('div')?.append(otp);
    await otp.updateComplete;
    expect(numberField(otp).value).to.equal('07400');
    expect(numberField(other).value).to.equal('');
    expect(country(other).value).to.equal('DE');
  });

  it('takes attributes that are set before and after', async () => {
    const otp = await mountOtp('<belfry-otp phone="+49 151 23456789"></belfry-otp>');
    expect(country(otp).value).to.equal('DE');
    otp.setAttribute('phone', '+1 212 555 0123');
    await until(() => country(otp).value === 'US');
    expect(numberField(otp).value.replace(/\D/g, '')).to.equal('2125550123');
  });
});
