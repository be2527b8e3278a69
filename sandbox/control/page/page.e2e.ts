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

/** Has Knock send what a workflow sends, as a site's backend would. */
async function trigger(workflow: string, recipient: string): Promise<void> {
  await control.post('/events', {
    type: 'workflow.trigger',
    workflow,
    recipients: [recipient],
    actor: 'ben',
  });
}

const person = (page: Page, name: string | RegExp) => page.getByRole('radio', { name });

describe('the phone', () => {
  const messages = (page: Page) =>
    page.getByRole('list', { name: 'On the phone, newest first' }).getByRole('listitem');

  it('shows a delivered text with its code, on the phone of who got it', async () => {
    const page = await open();
    await page.getByText('Texts, calls and pushes show up here.').waitFor();
    await sendCode('+12015550101');
    const message = messages(page).filter({ hasText: '+12015550100 to +12015550101' });
    await message.getByText(/verification code is: \d{6}/).waitFor();
    await message.getByRole('button', { name: /^Copy \d{6}$/ }).waitFor();
    await person(page, 'Ben').check();
    await page.getByText('Texts, calls and pushes show up here.').waitFor();
    await person(page, 'Ben').press('ArrowLeft');
    expect(await person(page, 'Ann 1').isChecked()).toBe(true);
    await message.waitFor();
  });

  it('offers a number that is nobody’s once something reaches it', async () => {
    const page = await open();
    await sendCode('+12015550177');
    await person(page, '+12015550177 1').check();
    await poll(() => messages(page).count()).toBe(1);
  });
});

describe('the inbox', () => {
  it('shows an e-mail as the document that it is, in which nothing can act', async () => {
    const page = await open();
    await page.getByText('E-mails show up here.').waitFor();
    await trigger('welcome', 'cleo');
    await person(page, /^Cleo \d/).check();
    const mails = page.getByRole('list', { name: 'E-mails, newest first' }).getByRole('listitem');
    await mails.getByText('Welcome').click();
    const frame = mails.locator('iframe');
    await frame.contentFrame().getByText('Good to have you here').waitFor();
    expect(await frame.getAttribute('sandbox')).not.toMatch(/allow-scripts|allow-same-origin/);
    await person(page, 'Dan').check();
    await page.getByText('E-mails show up here.').waitFor();
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
    await clock.getByLabel('Set to').fill('2031-05-01T12:30:15');
    await clock.getByRole('button', { name: 'Set', exact: true }).click();
    await poll(async () => ((await control.get('/clock')) as Answers['/clock']).now).toMatch(/^2031-0[45]-/);
    await clock.getByRole('button', { name: 'Back to now' }).click();
    await clock.getByText('in step with real time').waitFor();
  });
});

describe('the faults', () => {
  it('are switched on and off one by one, and cleared at once', async () => {
    const page = await open();
    const toggle = (name: string) => page.getByRole('switch', { name });
    await toggle('Twilio: Fails with 503').click();
    await toggle('Stream: Refuses sockets').click();
    const both = [
      { vendor: 'twilio', status: 503 },
      { vendor: 'stream', refuse: true },
    ];
    await poll(() => control.get('/faults')).toMatchObject({ faults: both });
    await toggle('Twilio: Fails with 503').click();
    await poll(() => control.get('/faults')).toMatchObject({ faults: [both[1]] });
    expect(await toggle('Stream: Refuses sockets').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await poll(() => toggle('Stream: Refuses sockets').isChecked()).toBe(false);
    expect(await control.get('/faults')).toEqual({ faults: [] });
  });

  it('say how often they have acted', async () => {
    const page = await open();
    await page.getByRole('switch', { name: 'Plivo: Fails with 503' }).click();
    const { origins } = await credentials();
    await poll(async () => (await fetch(`${origins.plivo}/v1/`)).status).toBe(503);
    await page.getByRole('row', { name: 'Fails with 503' }).getByText('1×').waitFor();
  });

  it('that were switched on elsewhere are shown too, and can be switched off', async () => {
    const page = await open();
    await control.post('/faults', { vendor: 'knock', latency: 2000 });
    await control.post('/faults', { vendor: 'twilio', status: 429, code: 60212, times: 1 });
    await poll(() => page.getByRole('switch', { name: 'Knock: Answers 2 s late' }).isChecked()).toBe(true);
    const other = page.getByRole('list', { name: 'Other faults' }).getByRole('listitem');
    await other.getByText('times 1, status 429, code 60212').waitFor();
    await other.getByRole('button', { name: 'Switch off' }).click();
    await poll(() => other.count()).toBe(0);
    expect(await control.get('/faults')).toMatchObject({ faults: [{ vendor: 'knock', latency: 2000 }] });
  });

  it('of any other kind are taken as the API takes them, and refused with its words', async () => {
    const page = await open({ expects: /400/ });
    await page.getByText('Another fault').click();
    const json = page.getByLabel('As POST /faults takes it');
    const submit = page.getByRole('button', { name: 'Switch on' });
    await json.fill('{');
    await submit.click();
    await page.getByRole('alert').getByText('This is not JSON.').waitFor();
    await json.fill('{"vendor": "acme", "status": 500}');
    await submit.click();
    await page
      .getByRole('alert')
      .getByText(/vendor: /)
      .waitFor();
    await json.fill('{"vendor": "stream", "status": 500, "path": "/og"}');
    await submit.click();
    await page.getByRole('list', { name: 'Other faults' }).getByText('path /og, status 500').waitFor();
    await poll(() => page.getByRole('alert').count()).toBe(0);
  });

  it('cut sockets with the code that is chosen', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Close code' }).selectOption('1012, restart');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Knock: Cut sockets' }).click();
    expect((await sent).postDataJSON()).toEqual({ vendor: 'knock', cut: 1012 });
  });
});

describe('the log', () => {
  const requests = (page: Page) =>
    page.getByRole('list', { name: 'Requests, newest first' }).getByRole('listitem');

  it('shows each request as it comes, of one vendor or the failed ones when asked', async () => {
    const page = await open();
    await page.getByText('No vendor has been called.').waitFor();
    const { origins } = await credentials();
    await fetch(`${origins.plivo}/v1/Account/`);
    await sendCode('+12015550101');
    await poll(() => requests(page).allInnerTexts()).toMatchObject([
      expect.stringMatching(/Twilio\s+POST\s+.*\/Verifications\s+\d+ ms\s+201/),
      expect.stringMatching(/Plivo\s+GET\s+\/v1\/Account\/\s+\d+ ms\s+501/),
    ]);
    await page.getByRole('combobox', { name: 'Vendor' }).selectOption('Plivo');
    await poll(() => requests(page).count()).toBe(1);
    await requests(page).getByText('Plivo').waitFor();
    await page.getByRole('combobox', { name: 'Vendor' }).selectOption('All vendors');
    await page.getByRole('checkbox', { name: 'Failed only' }).check();
    await poll(() => requests(page).allInnerTexts()).toMatchObject([expect.stringContaining('501')]);
    await page.getByRole('searchbox', { name: 'Path' }).fill('/nowhere');
    await page.getByText('No request is like that.').waitFor();
  });

  it('opens a request by the keyboard, with what was sent and what was answered, no code in it', async () => {
    const page = await open();
    await sendCode('+12015550101');
    const request = requests(page).filter({ hasText: 'Verifications' });
    await request.locator('summary').press('Enter');
    await request
      .getByRole('group', { name: /^Sent, form/ })
      .getByText('"To": "+12015550101"')
      .waitFor();
    await request
      .getByRole('group', { name: /^Answered, json/ })
      .getByText('"status": "pending"')
      .waitFor();
  });
});

it('a reset brings everything back', async () => {
  const page = await open();
  await sendCode('+12015550101');
  await page.getByRole('switch', { name: 'Plivo: Fails with 503' }).click();
  await page.getByRole('button', { name: '+ 1 day' }).click();
  await page.getByText('1 day ahead').waitFor();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByText('in step with real time').waitFor();
  await page.getByText('Texts, calls and pushes show up here.').waitFor();
  await page.getByText('No vendor has been called.').waitFor();
  await poll(() => page.getByRole('switch', { name: 'Plivo: Fails with 503' }).isChecked()).toBe(false);
});

it.each([
  ['wide', 1280, 'light'],
  ['narrow', 320, 'dark'],
] as const)('is clean to axe and within its width, %s', async (_name, width, scheme) => {
  const page = await open({ width, scheme });
  await sendCode('+12015550101');
  await trigger('welcome', 'ann');
  await control.post('/faults', { vendor: 'twilio', status: 429, code: 60212, times: 1 });
  await control.post('/faults', { vendor: 'plivo', status: 503 });
  await page.getByText('+12015550100 to +12015550101').first().waitFor();
  await page.getByRole('list', { name: 'Other faults' }).getByText('60212').waitFor();
  for (const summary of ['Keys', 'Another fault', 'Welcome'])
    await page.locator('summary').filter({ hasText: summary }).first().click();
  await page.locator('summary').filter({ hasText: 'Verifications' }).first().click();
  await page.getByRole('group', { name: /^Answered/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

it('says when the sandbox does not answer, and comes back by itself', async () => {
  const page = await open({ expects: /Failed to load|ERR_/ });
  await page.getByText(/^All up for/).waitFor();
  await page.context().setOffline(true);
  await page.route('**/health', (route) => route.abort());
  await page.getByText('The sandbox does not answer.').waitFor();
  await page.unroute('**/health');
  await page.context().setOffline(false);
  await page.getByText(/^All up for/).waitFor();
  await poll(() => page.getByText('The sandbox does not answer.').count()).toBe(0);
});
