import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PreferenceChange, Preferences } from '../../worker/contract/index.ts';
import { clientProblem, WorkerError, type Problem } from '../session/problem.ts';
import type { WorkerCall } from '../session/worker-client.ts';
import { BlockedChannel } from '../testing/blocked.ts';
import { meetPeers } from './peers.ts';
import { withMuting, withValue } from './preferences.model.ts';
import { PreferencesStore, type Peers, type PreferencesObserver } from './preferences.store.ts';

type Fate = 'served' | 'lost on the way' | 'answer lost' | 'refused';

const channels = ['email', 'sms'];
const rowIds = ['social', 'updates', 'billing'];

/** A Worker in memory: `fate` says what becomes of each PATCH, `delay` when it arrives and when its answer does. */
class MemoryWorker {
  readonly values = new Map<string, boolean>();
  /** Rows that the site has locked: a change of one is refused with all others. */
  readonly locked = new Set<string>();
  readonly calls: { method: string; path: string; body: unknown }[] = [];
  fate: () => Fate = () => 'served';
  readFate: () => Fate = () => 'served';
  delay: (step: string) => Promise<void> = () => Promise.resolve();

  request = async <Answer>(call: Omit<WorkerCall, 'accessToken'>): Promise<Answer> => {
    this.calls.push({ method: call.method, path: call.path, body: call.body });
    const fate = call.method === 'GET' ? this.readFate() : this.fate();
    await this.delay(`${call.method} arrives`);
    if (fate === 'lost on the way') return this.#fail('unreachable');
    if (fate === 'refused' || changesOf(call).some(({ row }) => this.locked.has(row))) {
      await this.delay('refusal returns');
      return this.#fail('vendor_unavailable');
    }
    if (call.method === 'DELETE') this.values.clear();
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
          locked: this.locked.has(id),
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

async function loaded(
  worker: MemoryWorker,
  observer = silent,
  meet?: (changed: () => void) => Peers,
): Promise<PreferencesStore> {
  const store = new PreferencesStore(worker, observer, { ...(meet && { meet }) });
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

/** Stores that hear of each other, as those of two tabs do. */
function meeting() {
  const heard = new Set<() => void>();
  return (changed: () => void): Peers => {
    heard.add(changed);
    return {
      tell: () => [...heard].filter((other) => other !== changed).forEach((other) => other()),
      end: () => heard.delete(changed),
    };
  };
}

describe('stores of one visitor', () => {
  it('read what another one saves', async () => {
    const worker = new MemoryWorker();
    const meet = meetPeers('https://worker.test', 'ann');
    const [one, two] = [await loaded(worker, silent, meet), await loaded(worker, silent, meet)];
    one.change({ row: 'social', channel: 'email', enabled: false });
    await vi.waitFor(() => expect(shown(two, 'social', 'email')).toBe(false));
    for (const store of [one, two]) store.close();
  });

  it('are each on their own where the browser lets tabs tell each other nothing', async () => {
    vi.stubGlobal('BroadcastChannel', BlockedChannel);
    onTestFinished(() => void vi.unstubAllGlobals());
    const worker = new MemoryWorker();
    const store = await loaded(worker, silent, meetPeers('https://worker.test', 'ben'));
    store.change({ row: 'social', channel: 'email', enabled: false });
    await vi.waitFor(() => expect(worker.values.get('social email')).toBe(false));
    store.close();
  });
});

describe('changes that wait for a button', () => {
  const email = { row: 'social', channel: 'email', enabled: false };
  const sms = { row: 'updates', channel: 'sms', enabled: false };

  async function holding(worker: MemoryWorker, observer = silent) {
    const store = await loaded(worker, observer);
    store.hold(true);
    return store;
  }

  it('are shown, named, and sent by nobody until they are saved, then all in one request', async () => {
    const worker = new MemoryWorker();
    const saved = vi.fn<PreferencesObserver['saved']>();
    const store = await holding(worker, { ...silent, saved });
    store.change(email);
    store.change(sms);
    expect(store.snapshot.unsaved).toEqual([email, sms]);
    expect(shown(store, 'social', 'email')).toBe(false);
    expect(worker.calls).toHaveLength(1);
    store.save();
    await vi.waitFor(() => expect(saved).toHaveBeenCalledWith([email, sms]));
    expect(worker.calls.flatMap(changesOf)).toEqual([email, sms]);
    expect(worker.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    expect(store.snapshot.unsaved).toEqual([]);
  });

  it('are none when they were taken back', async () => {
    const worker = new MemoryWorker();
    const store = await holding(worker);
    store.change(email);
    store.change({ ...email, enabled: true });
    expect(store.snapshot.unsaved).toEqual([]);
    store.change(sms);
    store.discard();
    expect(store.snapshot.unsaved).toEqual([]);
    expect(shown(store, 'updates', 'sms')).toBe(true);
    store.save();
    expect(worker.calls).toHaveLength(1);
  });

  it('still wait when they could not be saved', async () => {
    const worker = new MemoryWorker();
    const failed = vi.fn<PreferencesObserver['failed']>();
    const store = await holding(worker, { ...silent, failed });
    worker.fate = () => 'refused';
    store.change(email);
    store.save();
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
    expect(store.snapshot.unsaved).toEqual([email]);
    expect(store.snapshot.failure?.changes).toEqual([email]);
    worker.fate = () => 'served';
    store.retry();
    await vi.waitFor(() => expect(worker.values.get('social email')).toBe(false));
    await vi.waitFor(() => expect(store.snapshot.unsaved).toEqual([]));
  });

  it('are saved when they no longer wait', async () => {
    const worker = new MemoryWorker();
    const store = await holding(worker);
    store.change(email);
    store.hold(false);
    await vi.waitFor(() => expect(worker.values.get('social email')).toBe(false));
  });

  it('are tried once when they no longer wait and cannot be saved, however often that is said', async () => {
    const worker = new MemoryWorker();
    const failed = vi.fn<PreferencesObserver['failed']>();
    const store = await holding(worker, { ...silent, failed });
    const fates: Fate[] = ['refused', 'refused', 'refused'];
    worker.fate = () => fates.shift() ?? 'served';
    store.change(email);
    // As the element says it before every picture.
    store.subscribe(() => store.hold(false));
    store.hold(false);
    await vi.waitFor(() => expect(failed).toHaveBeenCalled());
    await vi.waitFor(() => expect(worker.calls.at(-1)?.method).toBe('GET'));
    await turn();
    expect(worker.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    expect(store.snapshot.unsaved).toEqual([email]);
    fates.length = 0;
    store.retry();
    await vi.waitFor(() => expect(worker.values.get('social email')).toBe(false));
  });

  it('and no longer do while another is on its way are saved after it', async () => {
    const worker = new MemoryWorker();
    const store = await loaded(worker);
    const arrival = gate();
    worker.delay = () => arrival.passed;
    store.change(email);
    store.hold(true);
    store.change(sms);
    store.hold(false);
    arrival.open();
    await vi.waitFor(() => expect(worker.values.get('updates sms')).toBe(false));
    await vi.waitFor(() => expect(store.snapshot.unsaved).toEqual([]));
  });

  it('and failed when they no longer did give way to what is chosen then', async () => {
    const worker = new MemoryWorker();
    const failed = vi.fn<PreferencesObserver['failed']>();
    const store = await holding(worker, { ...silent, failed });
    worker.fate = () => 'refused';
    store.change(email);
    store.hold(false);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
    worker.fate = () => 'served';
    store.change({ ...email, enabled: true });
    await vi.waitFor(() => expect(worker.values.get('social email')).toBe(true));
    await vi.waitFor(() => expect(store.snapshot.saving).toBe(false));
    expect(shown(store, 'social', 'email')).toBe(true);
    expect(store.snapshot.unsaved).toEqual([]);
  });

  it('are let go when the site has locked them since, so that the others can be saved', async () => {
    const worker = new MemoryWorker();
    const store = await holding(worker);
    store.change(email);
    store.change(sms);
    worker.locked.add('social');
    store.save();
    // Refused, it reads anew.
    await vi.waitFor(() => expect(store.snapshot.unsaved).toEqual([sms]));
    expect(store.snapshot.failure?.changes).toEqual([email, sms]);
    expect(shown(store, 'social', 'email')).toBe(true);
    store.save();
    await vi.waitFor(() => expect(store.snapshot.unsaved).toEqual([]));
    expect(worker.values.get('updates sms')).toBe(false);
  });

  describe('under the switch of a whole channel', () => {
    const above = { row: 'whole', channel: 'email' };

    function underSwitch(): MemoryWorker {
      const worker = new MemoryWorker();
      const preferences = worker.preferences.bind(worker);
      worker.preferences = () => {
        const { rows, ...rest } = preferences();
        const enabled = worker.values.get('whole email') ?? true;
        const row = { id: 'whole', type: 'channel_types', label: 'All', locked: false } as const;
        return withMuting({ ...rest, rows: [{ ...row, channels: { email: { enabled } } }, ...rows] });
      };
      return worker;
    }

    it('are let go when that was switched off elsewhere', async () => {
      const worker = underSwitch();
      const store = await holding(worker);
      store.change(email);
      store.change(sms);
      worker.values.set('whole email', false);
      store.load();
      await vi.waitFor(() => expect(store.snapshot.unsaved).toEqual([sms]));
    });

    it.each([true, false])('wait with it when it is to be switched to %s itself', async (enabled) => {
      const worker = underSwitch();
      worker.values.set('whole email', !enabled);
      const store = await holding(worker);
      const changes = [{ ...above, enabled }, email];
      for (const change of enabled ? changes : changes.toReversed()) expect(store.change(change)).toBe(true);
      worker.values.set('social sms', false);
      store.load();
      await vi.waitFor(() => expect(shown(store, 'social', 'sms')).toBe(false));
      expect(store.snapshot.unsaved).toHaveLength(2);
      store.save();
      await vi.waitFor(() => expect(store.snapshot.unsaved).toEqual([]));
      expect([worker.values.get('whole email'), worker.values.get('social email')]).toEqual([enabled, false]);
    });
  });
});

describe('a reset', () => {
  it('forgets what was chosen, and can be undone', async () => {
    const worker = new MemoryWorker();
    worker.values.set('social email', false);
    const saved = vi.fn<PreferencesObserver['saved']>();
    const store = await loaded(worker, { ...silent, saved });
    store.reset();
    // Nothing may come between.
    expect(store.change({ row: 'social', channel: 'sms', enabled: false })).toBe(false);
    await vi.waitFor(() => expect(shown(store, 'social', 'email')).toBe(true));
    expect(saved).toHaveBeenCalledWith([{ row: 'social', channel: 'email', enabled: true }]);
    store.undo();
    await vi.waitFor(() => expect(worker.values.get('social email')).toBe(false));
    await vi.waitFor(() => expect(shown(store, 'social', 'email')).toBe(false));
    expect(store.snapshot.undo).toBeUndefined();
  });

  it('that fails leaves all as it was, and is tried again when asked', async () => {
    const worker = new MemoryWorker();
    worker.values.set('social email', false);
    const store = await loaded(worker);
    worker.fate = () => 'refused';
    store.reset();
    await vi.waitFor(() => expect(store.snapshot.failure).toMatchObject({ changes: undefined }));
    expect(shown(store, 'social', 'email')).toBe(false);
    worker.fate = () => 'served';
    store.retry();
    await vi.waitFor(() => expect(shown(store, 'social', 'email')).toBe(true));
  });
});

describe('the switch of a whole channel', () => {
  const value = (enabled: boolean) => ({ enabled });
  const preferences: Preferences = {
    channels: [
      { key: 'email', label: 'Email' },
      { key: 'sms', label: 'SMS' },
    ],
    rows: [
      { id: 'all', type: 'channel_types', label: 'All', locked: false, channels: { email: value(true) } },
      {
        id: 'news',
        type: 'category',
        label: 'News',
        locked: false,
        channels: { email: value(true), sms: { enabled: true, muted: true } },
      },
      {
        id: 'security',
        type: 'category',
        label: 'Security',
        locked: true,
        channels: { email: { enabled: true, locked: true } },
      },
    ],
  };

  it('mutes what stands under it as soon as it is off, and nothing else', () => {
    const off = withMuting(withValue(preferences, { row: 'all', channel: 'email' }, value(false)));
    expect(off.rows[1]?.channels).toEqual({
      email: { enabled: true, muted: true },
      sms: { enabled: true, muted: true },
    });
    expect(off.rows[2]).toEqual(preferences.rows[2]);
    const on = withMuting(withValue(off, { row: 'all', channel: 'email' }, value(true)));
    expect(on).toEqual(preferences);
    expect(withMuting(on)).toBe(on);
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

  it('lets two tabs and the Worker agree in the end, whoever changed what', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.tuple(fc.nat(1), arbitraryChange), { minLength: 1, maxLength: 12 }),
        fc.array(fc.constantFrom<Fate>('served', 'served', 'lost on the way', 'answer lost', 'refused')),
        async (scheduler, changes, fates) => {
          const worker = new MemoryWorker();
          const meet = meeting();
          const stores = await Promise.all([loaded(worker, silent, meet), loaded(worker, silent, meet)]);
          worker.fate = () => fates.shift() ?? 'served';
          worker.delay = (step) => scheduler.schedule(Promise.resolve(), step);
          const visitors = scheduler.scheduleSequence(
            changes.map(
              ([at, change]) =>
                () =>
                  Promise.resolve(stores[at]?.change(change)),
            ),
          );
          await scheduler.waitIdle();
          await visitors.task;
          for (const store of stores) expect(store.snapshot.preferences).toEqual(worker.preferences());
        },
      ),
    ));

  it('lets what is held, saved, reset and undone end at what the Worker has', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(
          fc.oneof(
            arbitraryChange,
            fc.constantFrom('save', 'discard', 'reset', 'undo', 'retry', 'hold', 'free'),
          ),
          { minLength: 1, maxLength: 16 },
        ),
        fc.array(fc.constantFrom<Fate>('served', 'served', 'lost on the way', 'answer lost', 'refused')),
        async (scheduler, deeds, fates) => {
          const worker = new MemoryWorker();
          const store = await loaded(worker);
          worker.fate = () => fates.shift() ?? 'served';
          worker.delay = (step) => scheduler.schedule(Promise.resolve(), step);
          const visitor = scheduler.scheduleSequence(
            deeds.map((deed) => () => {
              if (typeof deed === 'object') store.change(deed);
              else if (deed === 'hold' || deed === 'free') store.hold(deed === 'hold');
              else store[deed as 'save' | 'discard' | 'reset' | 'undo' | 'retry']();
              return Promise.resolve();
            }),
          );
          await scheduler.waitIdle();
          await visitor.task;
          store.discard();
          expect(store.snapshot.saving).toBe(false);
          expect(store.snapshot.unsaved).toEqual([]);
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
