import { expect } from '@open-wc/testing';
import { chain } from '../testing/chain.ts';
import { accessible } from '../testing/accessible.ts';
import { fill, unmount, until } from '../testing/mount.ts';
import { byRole } from '../testing/queries.ts';
import type { BelfryOtpElement } from './otp-element.ts';
import { alertOf, codeField, inPlaceOfWorker, mountOtp, numberField } from './testing/visitor.ts';

describe('<belfry-otp> and an e-mail address', () => {
  let end: () => void = () => undefined;
  afterEach(() => {
    end();
    unmount();
  });

  /** A site that offers these channels, whatever the one behind it does. */
  async function offering(channels: string[]): Promise<Record<string, string>[]> {
    const config = (await (await fetch(`${chain.worker}/v1/config`)).json()) as { verification: object };
    const starts: Record<string, string>[] = [];
    const time = (s: number) => new Date(Date.now() + s * 1000).toISOString();
    end = inPlaceOfWorker((path, body) => {
      if (path === '/v1/config') return { ...config, verification: { ...config.verification, channels } };
      if (path !== '/v1/verifications') return undefined;
      starts.push(body);
      return {
        id: 'v1',
        channel: body['channel'],
        to: 'a…@e….org',
        expiresAt: time(600),
        resendAt: time(30),
        sendsLeft: 4,
        checksLeft: 5,
      };
    });
    return starts;
  }

  const emailField = (otp: Element) => byRole(otp, 'textbox', 'Email address') as HTMLInputElement;

  it('asks for it when the visitor would rather, and back', async () => {
    const starts = await offering(['sms', 'email']);
    const otp = await mountOtp();
    const change = await until(() => byRole(otp, 'button', 'Use an email address instead'));
    change.focus();
    change.click();
    const field = await until(() => emailField(otp));
    await until(() => otp.shadowRoot?.activeElement === field);
    await accessible(otp);
    byRole(otp, 'button', 'Use a phone number instead').click();
    await until(() => numberField(otp));
    byRole(otp, 'button', 'Use an email address instead').click();
    fill(await until(() => emailField(otp)), 'ann@exmaple');
    byRole(otp, 'button', 'Email me a code').click();
    await until(() => alertOf(otp).includes('Enter an email address, such as name@example.com.'));
    expect(emailField(otp).getAttribute('aria-invalid')).to.equal('true');
    fill(emailField(otp), 'ann@exmaple.org');
    byRole(otp, 'button', 'Email me a code').click();
    await until(() => codeField(otp));
    // A typo is nobody's to put right.
    expect(starts).to.have.length(1);
    expect(starts[0]).to.include({ to: 'ann@exmaple.org', channel: 'email' });
    byRole(otp, 'button', 'Change address').click();
    expect((await until(() => emailField(otp))).value).to.equal('ann@exmaple.org');
  });

  it('begins with it where the site does', async () => {
    await offering(['email', 'sms']);
    const otp = await mountEmail('<belfry-otp required></belfry-otp>');
    expect(otp.validationMessage).to.equal('Verify your email address.');
    byRole(otp, 'button', 'Use a phone number instead');
  });

  async function mountEmail(markup: string): Promise<BelfryOtpElement> {
    const mounting = mountOtp(markup).catch(() => undefined);
    const otp = await until(() => document.querySelector('belfry-otp'));
    await until(() => emailField(otp));
    void mounting;
    return otp;
  }
});
