import { describe, expect, test } from 'vitest';
import { call, sandbox, startVerification } from './testing/control.ts';

describe('messages', () => {
  test('are listed newest first, all or those to one number, with their codes', async () => {
    await startVerification('+12015550101');
    await startVerification('+12015550102');
    const all = await call('GET', '/messages');
    expect(all.body.messages).toMatchObject([
      { channel: 'sms', to: '+12015550102', code: expect.stringMatching(/^\d{6}$/) },
      { channel: 'sms', to: '+12015550101' },
    ]);
    const escaped = await call('GET', '/messages?to=%2B12015550101');
    expect(escaped.body.messages).toHaveLength(1);
    expect(await call('GET', '/messages?to=+12015550101')).toEqual(escaped);
  });

  test('of every kind are kept whole, and listed by kind', async () => {
    const kinds = ['sms', 'whatsapp', 'call', 'email', 'push', 'chat'] as const;
    for (const channel of kinds)
      sandbox.context.deliveries.add({
        channel,
        to: 'ann',
        from: 'shop',
        user: 'ann',
        body: `By ${channel}`,
      });
    expect((await call('GET', '/messages')).body.messages).toHaveLength(kinds.length);
    for (const channel of kinds) {
      expect((await call('GET', `/messages?channel=${channel}`)).body.messages).toEqual([
        {
          id: expect.any(String) as unknown,
          at: expect.any(String) as unknown,
          channel,
          to: 'ann',
          from: 'shop',
          user: 'ann',
          body: `By ${channel}`,
        },
      ]);
    }
  });

  test.each([
    ['from=x', 'from'],
    ['channel=pigeon', 'channel'],
    ['to=', 'to'],
  ])('refuse the filter %s', async (query, field) => {
    expect(await call('GET', `/messages?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
  });

  test('give an e-mail’s HTML as a page that can do nothing', async () => {
    const html = '<p>Hello</p><script>alert(1)</script>';
    const mail = {
      channel: 'email',
      to: 'ann@example.com',
      from: 'shop@example.com',
      body: 'Hello',
    } as const;
    const { id } = sandbox.context.deliveries.add({ ...mail, html });
    const plain = sandbox.context.deliveries.add(mail);
    const page = await fetch(`${sandbox.origins.control}/messages/${id}/html`);
    expect(await page.text()).toMatch(/^<!doctype html>.*<p>Hello<\/p><script>alert\(1\)<\/script>$/);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy')?.split('; ') ?? [];
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'self'"]));
    expect(policy.find((rule) => rule.startsWith('sandbox'))).not.toContain('allow-scripts');
    expect(policy.find((rule) => rule.startsWith('script-src'))).toBeUndefined();
    for (const other of [plain.id, 'delivery-0'])
      expect((await call('GET', `/messages/${other}/html`)).status).toBe(404);
  });
});
