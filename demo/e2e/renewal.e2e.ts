import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { control, useBrowser, visit } from './visit.ts';

useBrowser();
beforeEach(() => control.post('/reset'));
afterEach(() => control.clearFaults());

describe('tokens that end', () => {
  it('are renewed at every vendor without the visitor noticing', async () => {
    // A refused token is an answer that the browser's console names; the page must show nothing of it.
    const page = await visit('/two.html', { expects: /401|403|WebSocket|socket/i });
    const ann = page.getByRole('region', { name: 'Ann', exact: true });
    const ben = page.getByRole('region', { name: 'Ben', exact: true });
    await ben.getByRole('textbox', { name: /^Message/ }).waitFor();
    await ann.getByRole('button', { name: /Notifications/ }).click();
    await ann.getByRole('dialog').getByRole('article').first().waitFor();
    await page.keyboard.press('Escape');

    for (const vendor of ['stream', 'knock']) {
      await control.post('/faults', { vendor, expire: true });
      await control.post('/faults', { vendor, cut: 1001 });
    }
    const write = ann.getByRole('textbox', { name: /^Message/ });
    await write.fill('Still here');
    await expect
      .poll(() => ann.getByRole('button', { name: 'Send' }).isEnabled(), { timeout: 30_000 })
      .toBe(true);
    await write.press('Enter');
    await ben.getByRole('log').getByText('Still here').waitFor({ timeout: 30_000 });

    await control.post('/events', {
      type: 'workflow.trigger',
      workflow: 'order-status-updated',
      recipients: ['ann'],
      data: { order: '2077', status: 'has shipped', detail: 'One parcel.' },
    });
    await ann.getByRole('button', { name: /Notifications/ }).click();
    await ann.getByRole('dialog').getByText(/2077/).waitFor({ timeout: 45_000 });
    expect(await ann.getByRole('alert').count()).toBe(0);
  }, 120_000);
});
