import type { Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { axe, control, useBrowser, visit, type Visit } from '../../../demo/e2e/visit.ts';
import type { Answers } from '../answers.ts';

useBrowser();
beforeEach(() => control.post('/reset'));
afterAll(() => control.post('/reset'));

const open = (options?: Visit): Promise<Page> => visit(inject('chain').control, options);

/** Asks until it holds; the page itself asks the sandbox every second. */
const poll = <T>(ask: () => T) => expect.poll(ask, { timeout: 10_000 });

const credentials = async () => (await control.get('/credentials')) as Answers['/credentials'];

/** Has Twilio send a code, as a site's backend would. */
async function sendCode(to: string): Promise<void> {
  const { credentials: known, origins } = await credentials();
  const { accountSid, authToken, verifyServiceSid } = known.twilio;
  await fetch(`${origins.twilio}/v2/Services/${verifyServiceSid}/Verifications`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    body: new URLSearchParams({ To: to, Channel: 'sms' }),
  });
}

describe('the phone', () => {
  const messages = (page: Page) =>
    page.getByRole('list', { name: 'Messages, newest first' }).getByRole('listitem');

  it('shows a delivered text with its code, on the phone that it went to', async () => {
    const page = await open();
    await page.getByText('Nothing delivered yet').waitFor();
    await sendCode('+12015550101');
    const message = messages(page).filter({ hasText: 'Message to +12015550101' });
    await message.getByText(/verification code is: \d{6}/).waitFor();
    await message.getByRole('button', { name: /^Copy \d{6}$/ }).waitFor();
    const owner = page.getByRole('combobox', { name: 'Phone of' });
    await owner.selectOption({ label: 'Ben Baker +12015550102' });
    await page.getByText('Nothing delivered yet').waitFor();
    await owner.selectOption({ label: 'Ann Archer +12015550101' });
    await message.waitFor();
  });

  it('offers a number that is nobody’s once something reaches it', async () => {
    const page = await open();
    await sendCode('+12015550177');
    await page.getByRole('combobox', { name: 'Phone of' }).selectOption('+12015550177');
    await poll(() => messages(page).count()).toBe(1);
  });
});

describe('the clock', () => {
  it('moves on and comes back', async () => {
    const page = await open();
    const clock = page.getByRole('region', { name: 'Clock' });
    await clock.getByText('in step with real time').waitFor();
    await clock.getByRole('button', { name: '+ 1 hour' }).click();
    await clock.getByRole('button', { name: '+ 30 s' }).click();
    await clock.getByText('1 hour 30 seconds ahead').waitFor();
    expect(await control.get('/clock')).toMatchObject({ offset: 3630 });
    await clock.getByRole('button', { name: 'Back to now' }).click();
    await clock.getByText('in step with real time').waitFor();
  });
});

describe('the faults', () => {
  it('are switched on and off one by one, and cleared at once', async () => {
    const page = await open();
    const toggle = (name: string) => page.getByRole('switch', { name });
    await toggle('Twilio: Fails').click();
    await toggle('Stream: Refuses sockets').click();
    const both = [
      { vendor: 'twilio', status: 503 },
      { vendor: 'stream', refuse: true },
    ];
    await poll(() => control.get('/faults')).toMatchObject({ faults: both });
    await toggle('Twilio: Fails').click();
    await poll(() => control.get('/faults')).toMatchObject({ faults: [both[1]] });
    expect(await toggle('Stream: Refuses sockets').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await poll(() => toggle('Stream: Refuses sockets').isChecked()).toBe(false);
    expect(await control.get('/faults')).toEqual({ faults: [] });
  });

  it('that were switched on elsewhere are shown too', async () => {
    const page = await open();
    await control.post('/faults', { vendor: 'knock', latency: 2000 });
    await control.post('/faults', { vendor: 'twilio', status: 429, code: 60212, times: 1 });
    await poll(() => page.getByRole('switch', { name: 'Knock: Slow, 2 s' }).isChecked()).toBe(true);
    const others = page.getByRole('list', { name: 'Other faults' });
    await others.getByText('60212').waitFor();
  });
});

describe('the log', () => {
  it('shows a request with its answer, of one vendor when asked', async () => {
    const page = await open();
    const requests = page.getByRole('list', { name: 'Requests, newest first' }).getByRole('listitem');
    await page.getByText('No vendor has been called.').waitFor();
    const { origins } = await credentials();
    await fetch(`${origins.plivo}/v1/Account/`);
    await sendCode('+12015550101');
    await poll(() => requests.allInnerTexts()).toMatchObject([
      expect.stringMatching(/Twilio\s+POST\s+.*\/Verifications\s+201/),
      expect.stringMatching(/Plivo\s+GET\s+\/v1\/Account\/\s+501/),
    ]);
    await page.getByRole('combobox', { name: 'Vendor' }).selectOption('Plivo');
    await poll(() => requests.count()).toBe(1);
    await requests.getByText('Plivo').waitFor();
  });
});

it('a reset brings everything back', async () => {
  const page = await open();
  await sendCode('+12015550101');
  await page.getByRole('switch', { name: 'Plivo: Fails' }).click();
  await page.getByRole('button', { name: '+ 1 day' }).click();
  await page.getByText('1 day ahead').waitFor();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByText('in step with real time').waitFor();
  await page.getByText('Nothing delivered yet').waitFor();
  await page.getByText('No vendor has been called.').waitFor();
  await poll(() => page.getByRole('switch', { name: 'Plivo: Fails' }).isChecked()).toBe(false);
});

it.each([
  ['wide', 1280, 'light'],
  ['narrow', 320, 'dark'],
] as const)('is clean to axe and within its width, %s', async (_name, width, scheme) => {
  const page = await open({ width, scheme });
  await sendCode('+12015550101');
  await control.post('/faults', { vendor: 'twilio', status: 429, code: 60212, times: 1 });
  await page.getByText('Message to +12015550101').waitFor();
  await page.getByRole('list', { name: 'Other faults' }).getByText('60212').waitFor();
  expect(await axe(page)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
