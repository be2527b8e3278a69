import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));

const side = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const composer = (scope: Page | Locator): Locator => scope.getByRole('textbox', { name: /^(Message|Write)/ });
const log = (scope: Page | Locator): Locator => scope.getByRole('log');

describe('two visitors', () => {
  it('reach each other: a message, typing, an edit, a reaction, a deletion', async () => {
    const page = await visit('/two.html');
    const [ann, ben] = [side(page, 'Ann'), side(page, 'Ben')];
    await composer(ben).waitFor();
    await composer(ann).pressSequentially('See you at the', { delay: 20 });
    await ben.getByText('Ann Archer is typing…').first().waitFor();
    await composer(ann).pressSequentially(' kiln');
    await composer(ann).press('Enter');
    await log(ben).getByText('See you at the kiln').waitFor();
    await expect.poll(() => ben.getByText('Ann Archer is typing…').first().isVisible()).toBe(false);
    expect(await composer(ann).inputValue()).toBe('');

    const sent = log(ann).getByRole('listitem').filter({ hasText: 'See you at the kiln' });
    await sent.hover();
    await sent.getByRole('button', { name: 'More actions' }).click();
    await sent.getByRole('menuitem', { name: 'Edit message' }).click();
    await composer(ann).or(ann.getByRole('textbox')).first().fill('See you at the new kiln');
    await page.keyboard.press('Enter');
    await log(ben).getByText('See you at the new kiln').waitFor();

    const received = log(ben).getByRole('listitem').filter({ hasText: 'See you at the new kiln' });
    await received.hover();
    await received.getByRole('button', { name: 'Add reaction' }).click();
    await received.getByRole('button', { name: 'Heart' }).click();
    await log(ann).getByRole('button', { name: '❤️, 1 reaction' }).waitFor();

    const edited = log(ann).getByRole('listitem').filter({ hasText: 'See you at the new kiln' });
    await edited.hover();
    await edited.getByRole('button', { name: 'More actions' }).click();
    await edited.getByRole('menuitem', { name: 'Delete message' }).click();
    await ann.getByRole('button', { name: 'Delete', exact: true }).click();
    await log(ben).getByText('See you at the new kiln').waitFor({ state: 'detached' });
  });

  it('keep the text of others as text', async () => {
    const page = await visit('/two.html');
    const hostile = '<img src=x onerror="document.title=1"><b>bold</b> [a](javascript:alert(1))';
    await composer(side(page, 'Ann')).fill(hostile);
    await composer(side(page, 'Ann')).press('Enter');
    await log(side(page, 'Ben')).getByText('<b>bold</b>').waitFor();
    expect(await log(side(page, 'Ben')).locator('a[href^="javascript"], img[src="x"], b').count()).toBe(0);
  });
});

describe('the launcher', () => {
  it('counts what is unread, opens the list, and counts no more once it was read', async () => {
    const page = await visit('/?as=ann');
    await page.getByRole('button', { name: 'Open chat, 2 unread messages' }).click();
    await page.getByRole('button', { name: /Ben Baker.*2 unread messages/s }).click();
    await composer(page).waitFor();
    await page.getByRole('button', { name: 'Back to conversations' }).click();
    await page.getByRole('button', { name: /Ben Baker/ }).waitFor();
    await expect.poll(() => page.getByText('2 unread messages').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
  });

  it('shows a message that comes while it is closed on the next look', async () => {
    const page = await visit('/?as=ann');
    await page.getByRole('button', { name: /Open chat/ }).click();
    await page.getByRole('button', { name: /General/ }).waitFor();
    await page.keyboard.press('Escape');
    await control.post('/events', {
      type: 'chat.message',
      channel: 'messaging:general',
      user: 'cleo',
      text: 'Kiln is warm',
    });
    await page.getByRole('button', { name: 'Open chat, 3 unread messages' }).waitFor();
  });

  it('asks no vendor and makes no session for a visitor whom the site does not name', async () => {
    const page = await visit('/?as=nobody');
    await page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
    const { requests } = (await control.get('/requests')) as { requests: unknown[] };
    expect(requests).toEqual([]);
  });
});

describe('history', () => {
  it('comes page by page on scrolling up, without moving what is being read, to the very first message', async () => {
    const page = await visit('/?as=ann');
    await page.getByRole('button', { name: /Open chat/ }).click();
    await page.getByRole('button', { name: /General/ }).click();
    await composer(page).waitFor();
    // What is far from what is read is not drawn: all that was seen on the way is counted.
    const seen = new Set<string>();
    const goUp = async (): Promise<number> => {
      const keys = await log(page).evaluate((element) => {
        element.scrollTop = 0;
        return [...element.querySelectorAll<HTMLElement>('.row')].map(({ dataset }) => dataset['row'] ?? '');
      });
      for (const key of keys) seen.add(key);
      return seen.size;
    };
    const anchor = await firstVisible(page);
    expect(anchor.key).not.toBe('');
    await expect.poll(goUp, { timeout: 20_000 }).toBeGreaterThan(100);
  });
});

/** The first row that can be seen in the log, and where it stands. */
function firstVisible(page: Page): Promise<{ key: string; top: number }> {
  return log(page).evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    const rows = [...element.querySelectorAll<HTMLElement>('[data-row]')];
    const row = rows.find((candidate) => candidate.getBoundingClientRect().bottom > top);
    return { key: row?.dataset['row'] ?? '', top: (row?.getBoundingClientRect().top ?? 0) - top };
  });
}
