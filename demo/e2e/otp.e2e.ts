import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { control, useBrowser, visit } from './visit.ts';

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
  const digits = `20155502${String(10 + line)}`;
  await page.getByLabel("This phone's number").fill(`+1${digits}`);
  await page.getByRole('textbox', { name: 'Mobile number' }).fill(digits);
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
});
