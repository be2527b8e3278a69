import { describe, expect, it } from 'vitest';
import { ready } from './testing/ready.ts';

describe('an e-mail address', () => {
  it('is asked for where the site says so first, or the visitor does', async () => {
    const { store, worker } = await ready({ channels: ['email', 'sms'] });
    expect(store.snapshot.by).toBe('email');
    expect(store.ways).toEqual(['email']);
    store.editEmail(' ann@exmaple.org ');
    await store.send();
    expect(worker.calls[0]?.body).toEqual({ to: 'ann@exmaple.org', channel: 'email' });
    expect(store.snapshot).toMatchObject({ step: 'code', verification: { channel: 'email' } });
    store.changeAddress();
    store.askFor('phone');
    expect(store.ways).toEqual(['sms']);
    expect(store.snapshot.email).toBe(' ann@exmaple.org ');
  });

  it('is still asked for when the page changes something else', async () => {
    const chosen = await ready();
    chosen.store.askFor('email');
    chosen.store.configure({ locale: 'de', phone: '' });
    expect(chosen.store.snapshot.by).toBe('email');
    const typed = await ready({ channels: ['email', 'sms'] });
    typed.store.editEmail('ann@ex');
    typed.store.configure({ channels: ['sms', 'email'] });
    expect(typed.store.snapshot).toMatchObject({ by: 'email', email: 'ann@ex' });
    // Unless there is no such way any more, or the visitor begins anew.
    typed.store.configure({ channels: ['sms'] });
    expect(typed.store.snapshot.by).toBe('phone');
    chosen.store.reset();
    expect(chosen.store.snapshot.by).toBe('phone');
  });

  it('has to look like one before anybody is asked', async () => {
    const { store, worker } = await ready({ channels: ['email'] });
    for (const text of ['', 'ann', 'ann@', 'ann@example', '@example.org', 'ann smith@example.org']) {
      store.editEmail(text);
      await store.send();
      expect(store.snapshot.fault, text).toBe('email');
    }
    expect(worker.calls).toEqual([]);
  });
});
