import type { PreferenceChange, Preferences, PreferenceValue } from '../../worker/contract/index.ts';
import { toProblem, type Problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../shared/store.ts';
import { differences, editable, keyOf, valueOf, withMuting, withValue } from './preferences.model.ts';

export interface PreferencesFailure {
  /** What was not done; undefined for a reset. */
  changes: readonly PreferenceChange[] | undefined;
  problem: Problem;
}

export interface PreferencesState {
  /** `error`: nothing could be read; see `problem`. A change that failed is in `failure`, and leaves `ready`. */
  status: 'loading' | 'ready' | 'error';
  problem: Problem | undefined;
  /** What to show: what the Worker has, under what the visitor changed since. */
  preferences: Preferences | undefined;
  /** Whether changes are on their way. */
  saving: boolean;
  /** What the visitor changed and has not saved, when changes wait for a button. */
  unsaved: readonly PreferenceChange[];
  /** What a reset just undid: what brings it back. */
  undo: readonly PreferenceChange[] | undefined;
  /** What was last not done: rolled back, or still unsaved. */
  failure: PreferencesFailure | undefined;
}

/** Told how things ended. */
export interface PreferencesObserver {
  saved(changes: readonly PreferenceChange[]): void;
  /** A change was not saved, or there is nothing to show. */
  failed(problem: Problem): void;
}

/** Other stores of the same visitor, in this page and in other tabs. */
export interface Peers {
  /** Tells them that something was changed. */
  tell(): void;
  end(): void;
}

/**
 * A visitor's preferences, in one tenant. A change shows at once and is saved by a request of its own, or waits until
 * `save()` where changes are held. Each preference has at most one request on its way, so that the last choice is the
 * last to arrive; what was chosen and taken back meanwhile is never sent. A failed change is rolled back, and all is
 * read anew: it may have been saved after all. What other stores of the visitor save is read, too.
 */
export class PreferencesStore extends Store<PreferencesState> {
  #session: Pick<Session, 'request'>;
  #observer: PreferencesObserver;
  #path: string;
  #meet: ((changed: () => void) => Peers) | undefined;
  #peers: Peers | undefined;
  /** What the Worker has, as far as is known. */
  #known: Preferences | undefined;
  /** The visitor's choice of each preference that is being saved. */
  #pending = new Map<string, PreferenceChange>();
  /** The visitor's choices that wait for `save()`. */
  #held = new Map<string, PreferenceChange>();
  #holding = false;
  /** Whether a reset, or all that was held, is on its way: then no single change may overtake it. */
  #busy = false;
  /** Counts changes' starts: a reading that one overtook may be older than it. */
  #started = 0;
  #reading = false;
  /** Whether the Worker may have something else than is known. */
  #stale = false;
  #closed = false;

  constructor(
    session: Pick<Session, 'request'>,
    observer: PreferencesObserver,
    { tenant, meet }: { tenant?: string | undefined; meet?: (changed: () => void) => Peers } = {},
  ) {
    super({
      status: 'loading',
      problem: undefined,
      preferences: undefined,
      saving: false,
      unsaved: [],
      undo: undefined,
      failure: undefined,
    });
    this.#session = session;
    this.#observer = observer;
    this.#path = tenant ? `/v1/preferences?tenant=${encodeURIComponent(tenant)}` : '/v1/preferences';
    this.#meet = meet;
  }

  /** Reads the preferences, or reads them again; what is shown stays until there is an answer. */
  load(): void {
    if (!this.#known) this.set({ status: 'loading', problem: undefined });
    this.#peers ??= this.#meet?.(() => this.load());
    this.#stale = true;
    void this.#read();
  }

  /** Whether changes wait for `save()`. What waits when they no longer do is saved. */
  hold(holding: boolean): void {
    if (holding === this.#holding) return;
    this.#holding = holding;
    if (!holding) this.save();
  }

  /** Turns a preference on or off; false for one that is unknown, locked, muted or conditional, and amid a reset. */
  change(change: PreferenceChange): boolean {
    if (this.#busy || !this.#editable(change)) return false;
    const key = keyOf(change);
    this.set({ failure: undefined, undo: undefined });
    if (this.#holding) {
      this.#held.set(key, change);
      this.#show();
      return true;
    }
    // What could not be saved with the others is what is chosen now.
    this.#held.delete(key);
    const saving = this.#pending.has(key);
    this.#pending.set(key, change);
    this.#show();
    if (!saving) void this.#save(key, change);
    return true;
  }

  /** Saves what waits: all of it, or, when that fails, nothing. */
  save(): void {
    const changes = this.snapshot.unsaved;
    if (changes.length > 0) void this.#whole(changes, () => this.#patch(changes));
  }

  /** Takes back what waits. */
  discard(): void {
    if (this.#busy) return;
    this.#held.clear();
    this.set({ failure: undefined });
    this.#show();
  }

  /** Lets the site's defaults hold again. */
  reset(): void {
    const before = this.#known;
    if (!before) return;
    void this.#whole(undefined, async () => {
      const after = await this.#request('DELETE');
      const undo = differences(after, before);
      this.set({ undo: undo.length > 0 ? undo : undefined });
      return { after, changes: differences(before, after) };
    });
  }

  /** Brings back what the last reset undid. */
  undo(): void {
    const { undo } = this.snapshot;
    if (undo) void this.#whole(undo, () => this.#patch(undo));
  }

  /** Tries what failed once more. */
  retry(): void {
    const { failure } = this.snapshot;
    if (!failure) return;
    if (!failure.changes) this.reset();
    else if (this.#held.size > 0) this.save();
    else if (failure.changes.length > 1) {
      const { changes } = failure;
      void this.#whole(changes, () => this.#patch(changes));
    } else for (const change of failure.changes) this.change(change);
  }

  /** Hears nothing of other stores until the next `load()`. */
  rest(): void {
    this.#peers?.end();
    this.#peers = undefined;
  }

  /** Ends it: answers still to come are nobody's any more. */
  close(): void {
    this.#closed = true;
    this.rest();
  }

  async #save(key: string, first: PreferenceChange): Promise<void> {
    let change = first;
    let problem = await this.#send(change);
    // Closed, the session may be another visitor's: what waited was not theirs to save.
    for (let next = this.#pending.get(key); next && next.enabled !== change.enabled && !this.#closed;) {
      change = next;
      problem = await this.#send(change);
      next = this.#pending.get(key);
    }
    this.#pending.delete(key);
    this.#done([change], problem);
  }

  /** Sends one change; resolves with what went wrong. */
  async #send(change: PreferenceChange): Promise<Problem | undefined> {
    this.#started += 1;
    try {
      this.#learn(change, await this.#request('PATCH', [change]));
      return undefined;
    } catch (error) {
      // It may have arrived all the same.
      this.#stale = true;
      return toProblem(error);
    }
  }

  /** Does something to many preferences at once, while nothing else is on its way. */
  async #whole(
    changes: readonly PreferenceChange[] | undefined,
    act: () => Promise<{ after: Preferences; changes: readonly PreferenceChange[] }>,
  ): Promise<void> {
    if (this.#busy || this.#pending.size > 0) return;
    this.#busy = true;
    this.#started += 1;
    this.set({ failure: undefined, undo: undefined });
    this.#show();
    let problem: Problem | undefined;
    let saved: readonly PreferenceChange[] = [];
    try {
      const done = await act();
      this.#known = done.after;
      saved = done.changes;
      this.#held.clear();
    } catch (error) {
      this.#stale = true;
      problem = toProblem(error);
    }
    this.#busy = false;
    this.#done(problem ? changes : saved, problem);
  }

  #done(changes: readonly PreferenceChange[] | undefined, problem: Problem | undefined): void {
    if (this.#closed) return;
    if (problem) this.set({ failure: { changes, problem } });
    this.#show();
    if (problem) this.#observer.failed(problem);
    else this.#observer.saved(changes ?? []);
    // What was held when this began, and no longer waits for a button.
    if (!problem && !this.#holding) this.save();
    // Also of a failure: it may have been saved after all.
    this.#peers?.tell();
    void this.#read();
  }

  async #patch(changes: readonly PreferenceChange[]) {
    return { after: await this.#request('PATCH', changes), changes };
  }

  #request(method: 'GET' | 'PATCH' | 'DELETE', changes?: readonly PreferenceChange[]): Promise<Preferences> {
    return this.#session.request<Preferences>({
      method,
      path: this.#path,
      ...(changes && { body: { changes } }),
    });
  }

  /** Reads while no change is on its way; a reading that a change overtook is thrown away and done again. */
  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    while (this.#stale && this.#pending.size === 0 && !this.#busy && !this.#closed) {
      const started = this.#started;
      this.#stale = false;
      try {
        const answer = await this.#request('GET');
        if (started !== this.#started) {
          this.#stale = true;
          continue;
        }
        this.#known = answer;
        this.#release(answer);
        this.set({ status: 'ready', problem: undefined });
      } catch (error) {
        // What is shown stays; the next change or load reads again.
        this.#stale = true;
        if (!this.#known) this.#unreadable(toProblem(error));
        break;
      }
    }
    this.#reading = false;
    this.#show();
  }

  #unreadable(problem: Problem): void {
    if (this.#closed) return;
    this.set({ status: 'error', problem });
    this.#observer.failed(problem);
  }

  /** Takes one preference from an answer: its others may be older than what is known of them. */
  #learn(change: PreferenceChange, answer: Preferences): void {
    const value = valueOf(answer, change);
    if (this.#known && value) this.#known = withValue(this.#known, change, value);
    else this.#stale = true;
  }

  #editable(change: PreferenceChange): boolean {
    const row = this.snapshot.preferences?.rows.find(({ id }) => id === change.row);
    return !!row && editable(row, change.channel);
  }

  /** Lets go of what waits and has been locked since, or has gone: with it, the Worker would refuse all that waits. */
  #release({ rows }: Preferences): void {
    const above = rows.find(({ type }) => type === 'channel_types');
    for (const [key, { row: id, channel }] of this.#held) {
      const row = rows.find((candidate) => candidate.id === id);
      // What mutes it is to be changed in the same breath.
      const muted = !!above && this.#held.has(keyOf({ row: above.id, channel }));
      if (!row || !editable(row, channel, muted)) this.#held.delete(key);
    }
  }

  #show(): void {
    let shown = this.#known;
    const unsaved: PreferenceChange[] = [];
    for (const [changes, waiting] of [
      [this.#held, true],
      [this.#pending, false],
    ] as const) {
      for (const change of changes.values()) {
        const value: PreferenceValue | undefined = shown && valueOf(shown, change);
        if (!shown || !value || value.enabled === change.enabled) continue;
        shown = withValue(shown, change, { ...value, enabled: change.enabled });
        if (waiting) unsaved.push(change);
      }
    }
    this.set({
      preferences: shown && withMuting(shown),
      saving: this.#pending.size > 0 || this.#busy,
      // Equal lists are one, so that nobody is told of nothing.
      ...(JSON.stringify(unsaved) !== JSON.stringify(this.snapshot.unsaved) && { unsaved }),
    });
  }
}
