import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { PreferenceChange, Preferences } from '../../worker/contract/index.ts';
import { clientProblem, WorkerError, type Problem } from '../session/problem.ts';
import type { WorkerCall } from '../session/worker-client.ts';
import { PreferencesStore, type PreferencesObserver } from './preferences.store.ts';

type Fate = 'served' | 'lost on the way' | 'answer lost' | 'refused';

const channels = ['email', 'sms'];
const rowIds = ['social', 'updates', 'billing'];

/** A Worker in memory: `fate` says what becomes of each PATCH, `delay` when it arrives and when its answer does. */
class MemoryWorker {
  readonly values = new Map<string, boolean>();
  readonly calls: { method: string; path: string; body: unknown }[] = [];
  fate: () => Fate = () => 'served';
  readFate: () => Fate = () => 'served';
  delay: (step: string) => Promise<void> = () => Promise.resolve();

  request = async <Answer>(call: Omit<WorkerCall, 'accessToken'>): Promise<Answer> => {
    this.calls.push({ method: call.method, path: call.path, body: call.body });
    const fate = call.method === 'PATCH' ? this.fate() : this.readFate();
    await this.delay(`${call.method} arrives`);
    if (fate === 'lost on the way') return this.#fail('unreachable');
    if (fate === 'refused') {
      await this.delay('refusal returns');
      return this.#fail('vendor_unavailable');
    }
    for (const { row, channel, enabled } of changesOf(call)) this.values.set(`${row} ${channel}`, enabled);
    const answer = this.preferences();
    await this.delay(`${call.method} answer returns`);
    if (fate === 'answer lost') return this.#fail('unreachable');
    return answer as Answer;
  };

  preferences(): Preferences {
    return {
      channels: channels.map((key) => ({ key, label: key })),
      rows: [
        ...rowIds.map((id) => ({
          id,
          type: 'category' as const,
          label: id,
          locked: false,
          channels: Object.fromEntries(
            channels.map((key) => [key, { enabled: this.values.get(`${id} ${key}`) ?? true }]),
          ),
        })),
        {
          id: 'security',
          type: 'category',
          label: 'security',
          locked: true,
          channels: { email: { enabled: true, locked: true } },
        },
        {
          id: 'digest',
          type: 'workflow',
          label: 'digest',
          locked: false,
          channels: { email: { enabled: true, conditional: true }, sms: { enabled: true, locked: true } },
        },
      ],
    };
  }

  #fail(code: 'unreachable' | 'vendor_unavailable'): never {
    const problem: Problem =
      code === 'unreachable'
        ? clientProblem('unreachable', 'lost')
        : { ...clientProblem('unreachable', 'refused'), code, status: 503 };
    throw new WorkerError(problem);
  }
}

function changesOf(call: { method: string; body?: unknown }): PreferenceChange[] {
  return call.method === 'PATCH' ? (call.body as { changes: PreferenceChange[] }).changes : [];
}

const silent: PreferencesObserver = { saved: () => undefined, failed: () => undefined };

async function loaded(worker: MemoryWorker, observer = silent): Promise<PreferencesStore> {
  const store = new PreferencesStore(worker, observer);
  store.load();
  await new Promise<void>((resolve) => {
    store.subscribe(({ status }) => {
      if (status === 'ready') resolve();
    });
  });
  return store;
}

const shown = (store: PreferencesStore, row: string, channel: string) =>
  store.snapshot.preferences?.rows.find(({ id }) => id === row)?.channels[channel]?.enabled;

/** Until what the last answer set off has happened. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/** A promise that is kept when told. */
function gate(): { open: () => void; passed: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { open: () => resolve(undefined), passed: promise };
}

describe('preferences', () => {
  it('reads those of a tenant', async () => {
    const worker = new MemoryWorker();
    new PreferencesStore(worker, silent, { tenant: 'acme & sons' }).load();
    await vi.waitFor(() => expect(worker.calls[0]?.path).toBe('/v1/preferences?tenant=acme%20%26%20sons'));
  });

  it('says why nothing could be read, and reads when asked again', async () => {
    const worker = new MemoryWorker();
    worker.readFate = () => 'lost on the way';
    const store = new PreferencesStore(worker, silent);
    store.load();
    await vi.waitFor(() => expect(store.snapshot.problem?.code).toBe('unreachable'));
    expect(store.snapshot.status).toBe('error');
    worker.readFate = () => 'served';
    store.load();
    expect(store.snapshot.status).toBe('loading');
    await vi.waitFor(() => expect(store.snapshot.status).toBe('ready'));
    expect(store.snapshot.problem).toBeUndefined();
  });

  it('shows a change before it is saved, and tells when it is', async () => {
    const worker = new MemoryWorker();
    const saved = vi.fn<PreferencesObserver['saved']>();
    const store = await loaded(worker, { ...silent, saved });
    const arrival = gate();
    worker.delay = () => arrival.passed;
    store.change({ row: 'social', channel: 'email', enabled: false });
    expect(shown(store, 'social', 'email')).toBe(false);
    expect(store.snapshot.saving).toBe(true);
    expect(saved).not.toHaveBeenCalled();
    arrival.open();
    await vi.waitFor(() =>
      expect(saved).toHaveBeenCalledWith([{ row: 'social', channel: 'email', enabled: false }]),
    );
    expect(store.snapshot.saving).toBe(false);
    expect(worker.calls.at(-1)).toEqual({
      method: 'PATCH',
      path: '/v1/preferences',
      body: { changes: [{ row: 'social', channel: 'email', enabled: false }] },
    });
  });

  it('rolls a failed change back, says so, and tries it again when asked', async () => {
    const worker = new MemoryWorker();
    const failed = vi.fn<PreferencesObserver['failed']>();
    const store = await loaded(worker, { ...silent, failed });
    worker.fate = () => 'lost on the way';
    const change = { row: 'updates', channel: 'sms', enabled: false };
    store.change(change);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
    expect(shown(store, 'updates', 'sms')).toBe(true);
    expect(store.snapshot.failure).toMatchObject({ changes: [change], problem: { code: 'unreachable' } });
    worker.fate = () => 'served';
    store.retry();
    expect(store.snapshot.failure).toBeUndefined();
    await vi.waitFor(() => expect(worker.values.get('updates sms')).toBe(false));
    expect(shown(store, 'updates', 'sms')).toBe(false);
  });

  it('shows what was saved after all when only the answer was lost', async () => {
    const worker = new MemoryWorker();
    const store = await loaded(worker);
    worker.fate = () => 'answer lost';
    store.change({ row: 'social', channel: 'sms', enabled: false });
    await vi.waitFor(() => expect(store.snapshot.failure).toBeDefined());
    await vi.waitFor(() => expect(shown(store, 'social', 'sms')).toBe(false));
  });

  it('sends only the last of quick changes, after the one on its way', async () => {
    const worker = new MemoryWorker();
    const store = await loaded(worker);
    const arrival = gate();
    worker.delay = () => arrival.passed;
    const turn = (enabled: boolean) => store.change({ row: 'social', channel: 'email', enabled });
    for (const enabled of [false, true, false, true]) turn(enabled);
    expect(worker.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    arrival.open();
    await vi.waitFor(() => expect(store.snapshot.saving).toBe(false));
    const sent = worker.calls.flatMap(changesOf).map(({ enabled }) => enabled);
    expect(sent).toEqual([false, true]);
    expect(shown(store, 'social', 'email')).toBe(true);
  });

  it.each([
    { row: 'security', channel: 'email', enabled: false },
    { row: 'digest', channel: 'email', enabled: false },
    { row: 'digest', channel: 'sms', enabled: false },
    { row: 'social', channel: 'pigeon', enabled: false },
    { row: 'nothing', channel: 'email', enabled: false },
  ])('does not change what is not the visitor’s to change: $row by $channel', async (change) => {
    const worker = new MemoryWorker();
    const store = await loaded(worker);
    const before = store.snapshot;
    store.change(change);
    expect(store.snapshot).toBe(before);
    expect(worker.calls).toHaveLength(1);
  });

  it('is silent after it was closed', async () => {
    const worker = new MemoryWorker();
    const saved = vi.fn<PreferencesObserver['saved']>();
    const store = await loaded(worker, { ...silent, saved });
    const change = { row: 'social', channel: 'email', enabled: false };
    store.change(change);
    store.close();
    await vi.waitFor(() => expect(worker.values.get('social email')).toBe(false));
    await turn();
    expect(saved).not.toHaveBeenCalled();
  });

  it('sends nothing that waited once it was closed: the session may be another visitor’s by then', async () => {
    const worker = new MemoryWorker();
    const store = await loaded(worker);
    const arrival = gate();
    worker.delay = () => arrival.passed;
    for (const enabled of [false, true]) store.change({ row: 'social', channel: 'email', enabled });
    store.close();
    arrival.open();
    await vi.waitFor(() => expect(worker.values.get('social email')).toBe(false));
    await turn();
    expect(worker.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });
});

const arbitraryChange = fc.record({
  row: fc.constantFrom(...rowIds),
  channel: fc.constantFrom(...channels),
  enabled: fc.boolean(),
});

describe('whatever the order of answers', () => {
  it('ends at what the Worker has, also when requests and answers are lost', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(arbitraryChange, { minLength: 1, maxLength: 12 }),
        fc.array(fc.constantFrom<Fate>('served', 'served', 'lost on the way', 'answer lost', 'refused')),
        async (scheduler, changes, fates) => {
          const worker = new MemoryWorker();
          const store = await loaded(worker);
          worker.fate = () => fates.shift() ?? 'served';
          worker.delay = (step) => scheduler.schedule(Promise.resolve(), step);
          const visitor = scheduler.scheduleSequence(
            changes.map((change) => () => Promise.resolve(store.change(change))),
          );
          await scheduler.waitIdle();
          await visitor.task;
          expect(store.snapshot.saving).toBe(false);
          expect(store.snapshot.preferences).toEqual(worker.preferences());
        },
      ),
    ));

  it('keeps each preference’s last choice when nothing fails', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(arbitraryChange, { minLength: 1, maxLength: 12 }),
        async (scheduler, changes) => {
          const worker = new MemoryWorker();
          const store = await loaded(worker);
          worker.delay = (step) => scheduler.schedule(Promise.resolve(), step);
          const visitor = scheduler.scheduleSequence(
            changes.map((change) => () => Promise.resolve(store.change(change))),
          );
          await scheduler.waitIdle();
          await visitor.task;
          const last = new Map(changes.map((change) => [`${change.row} ${change.channel}`, change]));
          for (const [key, { row, channel, enabled }] of last) {
            expect(worker.values.get(key)).toBe(enabled);
            expect(shown(store, row, channel)).toBe(enabled);
          }
        },
      ),
    ));
});
