import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { site } from '../../worker/site.ts';
import { axe, control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));

/** What the phone that is drawn on the page shows: that is where a person reads the code. */
async function codeOnThePhone(page: Page): Promise<string> {
  const newest = page.getByRole('list', { name: 'Texts on this phone' }).getByRole('listitem').first();
  await newest.waitFor();
  return (await newest.locator('strong').textContent()) ?? '';
}

const field = (page: Page) => page.getByRole('textbox', { name: /Enter the 6-digit code/ });
const wrong = (code: string) => (code === '123456' ? '654321' : '123456');

/** A number that no other test uses: the Worker counts sends per phone. */
let line = 0;
async function start(page: Page): Promise<string> {
  line += 1;
  // In an area of its own: a range with many codes that nobody gave back looks like an attack.
  const areas = [209, 214, 216, 219, 224, 225, 228, 229, 231, 234];
  const digits = `${areas[line % areas.length]}55501${String(10 + line)}`;
  await page.getByLabel("This phone's number").fill(`+1${digits}`);
  const number = page.getByRole('textbox', { name: 'Mobile number' });
  // The page puts its own number there once it is ready.
  await expect
    .poll(async () => {
      await number.fill(digits);
      return (await number.inputValue()).replace(/\D/g, '');
    })
    .toBe(digits);
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await field(page).waitFor();
  return `+1${digits}`;
}

describe('phone sign-in', () => {
  it("goes from a number to the page's session, by the code on the phone", async () => {
    const page = await visit('/phone.html');
    const number = await start(page);
    await field(page).fill(await codeOnThePhone(page));
    await page.getByText('Number verified').first().waitFor();
    await expect.poll(() => page.locator('[data-session-kind]').textContent()).toBe('A verified phone');
    const id = await page.locator('[data-session-id]').textContent();
    expect(id).toMatch(/^tel-/);
    expect(id).not.toContain(number.slice(-7));

    // The chat that opens now is the verified phone's, and stays so over a reload.
    await page.reload();
    await expect.poll(() => page.locator('[data-session-id]').textContent()).toBe(id);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(() => page.locator('[data-session-kind]').textContent()).toBe('Nobody');
  });

  it('says that a code is wrong, how many tries are left, and takes the right one after', async () => {
    const page = await visit('/phone.html', { expects: /422/ });
    await start(page);
    const code = await codeOnThePhone(page);
    await field(page).fill(wrong(code));
    await page.getByText('That code is not right. 4 tries left.').first().waitFor();
    expect(await field(page).inputValue()).toBe('');
    await field(page).fill(code);
    await page.getByText('Number verified').first().waitFor();
  });

  it('offers a new code when the old one has expired', async () => {
    const page = await visit('/phone.html', { expects: /41\d|404/ });
    await start(page);
    const code = await codeOnThePhone(page);
    await control.post('/clock', { advance: 601 });
    await field(page).fill(code);
    await page.getByText('This code has expired. Send a new one.').first().waitFor();
    await page.getByRole('button', { name: 'Send a new code' }).waitFor();
  });

  it('counts down to the next send, then sends again', async () => {
    const page = await visit('/phone.html');
    const to = await start(page);
    await page.getByText(/Send again in/).waitFor();
    const again = page.getByRole('button', { name: 'Send the code again' });
    await again.waitFor({ timeout: 40_000 });
    await again.click();
    await expect
      .poll(
        async () =>
          ((await control.get(`/messages?to=${encodeURIComponent(to)}`)) as { messages: unknown[] }).messages
            .length,
      )
      .toBe(2);
  });
});

describe('a challenge', () => {
  const network = '203.0.113.7';
  /** Asks of this network for as many codes as are its own affair: the next one looks like an attack. */
  async function exhaust(): Promise<void> {
    const { demo, worker } = inject('chain');
    for (let ask = 0; ask < site.verification.challenge.network; ask += 1) {
      const answer = await fetch(`${worker}/v1/verifications`, {
        method: 'POST',
        headers: { origin: demo, 'content-type': 'application/json', 'cf-connecting-ip': network },
        body: JSON.stringify({ to: `bot${ask}@mail.example`, channel: 'email' }),
      });
      await answer.text();
    }
  }

  it('is ticked by keyboard where it looks like an attack, and the code follows by itself', async () => {
    await exhaust();
    const page = await visit('/phone.html', { network, expects: /403/ });
    await page.getByLabel("This phone's number").fill('+12015550260');
    await page.getByRole('textbox', { name: 'Mobile number' }).fill('2015550260');
    await page.keyboard.press('Enter');
    const check = page.getByRole('group', { name: 'Security check' });
    const box = check.getByRole('checkbox', { name: 'Verify you are human' });
    await box.waitFor();
    await page.getByText('One quick check, then we send the code.').first().waitFor();
    expect(await check.evaluate((group) => group === document.activeElement)).toBe(true);
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await box.evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input)).toBe(
      true,
    );
    await page.keyboard.press('Space');
    await field(page).waitFor();
    expect(await check.count()).toBe(0);
    // From the box, which is gone, to the code.
    await page.keyboard.type(await codeOnThePhone(page));
    await page.getByText('Number verified').first().waitFor();
    await expect.poll(() => page.locator('[data-session-kind]').textContent()).toBe('A verified phone');
  });

  it('leaves the neighbours of who floods in peace', async () => {
    await exhaust();
    const page = await visit('/phone.html');
    await start(page);
    await field(page).fill(await codeOnThePhone(page));
    await page.getByText('Number verified').first().waitFor();
  });
});

describe('by e-mail', () => {
  it("goes from an address to the page's session, and is told apart from a phone", async () => {
    const address = 'iris@willow-wren.example';
    const page = await visit('/phone.html', { expects: /422/ });
    await page.getByRole('textbox', { name: 'Mobile number' }).focus();
    await page.getByRole('button', { name: 'Use an email address instead' }).click();
    await page.getByRole('textbox', { name: 'Email address' }).fill(address);
    await page.getByRole('button', { name: 'Email me a code' }).click();
    await field(page).waitFor();
    await page.getByText('We emailed it to').first().waitFor();
    expect(await page.getByText(address).count()).toBe(0);
    const inbox = await page.context().newPage();
    await inbox.goto(inject('chain').control);
    const letter = inbox.getByRole('listitem').filter({ hasText: `to ${address}` });
    const copy = letter.getByRole('button', { name: /^Copy \d{6}$/ });
    const code = /\d{6}/.exec((await copy.textContent()) ?? '')?.[0] ?? '';
    await inbox.close();
    await field(page).fill(wrong(code));
    await page.getByText('That code is not right. 4 tries left.').first().waitFor();
    await field(page).fill(code);
    await page.getByText('Email address verified').first().waitFor();
    await expect
      .poll(() => page.locator('[data-session-kind]').textContent())
      .toBe('A verified e-mail address');
    const id = await page.locator('[data-session-id]').textContent();
    expect(id).toMatch(/^mail-/);
    expect(id).not.toContain('iris');
  });
});

describe('in a form', () => {
  it('holds the order back until the phone is verified, and Ann stays Ann', async () => {
    const page = await visit('/?as=ann');
    await page.getByRole('button', { name: 'Text me a code' }).waitFor();
    await page.getByRole('button', { name: 'Place the order' }).click();
    await expect.poll(() => page.locator('[data-checkout-done]').textContent()).toBe('');
    await page.getByRole('button', { name: 'Text me a code' }).click();
    await field(page).fill(await codeOnThePhone(page));
    await page.getByText('Number verified').first().waitFor();
    await page.getByRole('button', { name: 'Place the order' }).click();
    await page.getByText('Thank you.').waitFor();
    expect(await page.locator('[data-who]').textContent()).toBe('Ann Archer');
  });

  it('goes on with the code after a reload, though a named visitor’s session is another one then', async () => {
    const page = await visit('/?as=ann');
    await page.getByRole('button', { name: 'Text me a code' }).click();
    await field(page).waitFor();
    await page.reload();
    await field(page).fill(await codeOnThePhone(page));
    await page.getByText('Number verified').first().waitFor();
    await page.getByRole('button', { name: 'Place the order' }).click();
    await page.getByText('Thank you.').waitFor();
  });
});
