import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { Desk } from '../outbox/desk.ts';
import { ben, PretendConnection } from '../testing/pretend-connection.ts';
import { ChatStore } from './chat.store.ts';

const general = 'messaging:general';
/** ms */
const waiting = { timeout: 5_000, interval: 1 };

it('shows a stretch of the vendor’s list without holes, wherever it goes, and the newest when it goes there', async () => {
  const step = fc.constantFrom(
    'write',
    'erase',
    'older',
    'newer',
    'jump',
    'newest',
    'cut',
    'lose',
    'recover',
    'read',
    'look away',
    'send',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, fc.nat(1_000)), { maxLength: 30 }),
      fc.integer({ min: 30, max: 150 }),
      async (steps, before) => {
        const connection = new PretendConnection();
        connection.addChannel(general);
        const write = () => connection.write(general, ben);
        for (let at = 0; at < before; at += 1) write();
        const store = new ChatStore(new Desk(connection), {
          arrived: () => undefined,
          failed: () => undefined,
        });
        // Where the window is away from the newest, nobody tells what was erased in it during a gap.
        const unheard = new Set<string>();
        const shown = () =>
          (store.selected?.messages ?? []).map(({ id }) => id).filter((id) => !unheard.has(id));
        const truth = () => connection.messagesOf(general).map(({ id }) => id);
        const calm = () =>
          vi.waitFor(() => expect(store.selected).toMatchObject({ opened: true, busy: undefined }), waiting);
        store.select(general);
        await calm();
        for (const [action, number] of steps) {
          const some = truth()[number % truth().length] ?? '';
          if (action === 'write') for (let at = 0; at < 1 + (number % 40); at += 1) write();
          if (action === 'erase') {
            if (connection.deaf || !connection.online) unheard.add(some);
            connection.erase(general, some);
          }
          if (action === 'older') await store.loadOlder(general);
          if (action === 'newer') await store.loadNewer(general);
          if (action === 'jump') await store.jump(general, some);
          if (action === 'newest') await store.jumpToNewest(general);
          if (action === 'cut') connection.cut();
          if (action === 'lose') connection.deaf = true;
          if (action === 'recover') connection.recover();
          if (action === 'read') store.setReading(general, true);
          if (action === 'look away') store.setReading(general, false);
          if (action === 'send' && connection.online)
            store.outgoing.send(general, { text: `sent ${number}` });
        }
        connection.recover();
        await vi.waitFor(() => expect(store.selected?.pending).toEqual([]), waiting);
        await calm();
        const start = truth().indexOf(shown()[0] ?? '');
        expect(shown()).toEqual(truth().slice(Math.max(0, start), Math.max(0, start) + shown().length));
        await store.jumpToNewest(general);
        await calm();
        expect(store.selected?.hasNewer).toBe(false);
        expect(shown()).toEqual(truth().slice(-shown().length || truth().length));
        store.close();
      },
    ),
    { numRuns: 150 },
  );
});

it('shows nothing that was erased in a second gap, while the first was caught up with', async () => {
  const connection = new PretendConnection();
  connection.addChannel(general);
  for (let at = 0; at < 31; at += 1) connection.write(general, ben);
  const store = new ChatStore(new Desk(connection), { arrived: () => undefined, failed: () => undefined });
  store.select(general);
  await vi.waitFor(() => expect(store.selected?.opened).toBe(true), waiting);
  await store.loadOlder(general);
  expect(store.selected?.messages).toHaveLength(31);
  connection.recover();
  connection.cut();
  connection.erase(general, store.selected?.messages[0]?.id ?? '');
  connection.recover();
  await vi.waitFor(() => expect(store.selected?.messages).toEqual(connection.messagesOf(general)), waiting);
  store.close();
});
