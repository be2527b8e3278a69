import type {
  PreferenceChange,
  PreferenceRow,
  Preferences,
  PreferenceValue,
} from '../../worker/contract/index.ts';
import { toProblem, type Problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../shared/store.ts';

export interface PreferencesState {
  /** `error`: nothing could be read; see `problem`. A change that failed is in `failure`, and leaves `ready`. */
  status: 'loading' | 'ready' | 'error';
  problem: Problem | undefined;
  /** What to show: what the Worker has, under what the visitor changed since. */
  preferences: Preferences | undefined;
  /** Whether changes are on their way. */
  saving: boolean;
  /** The last change that was not saved and has been rolled back. */
  failure: { change: PreferenceChange; problem: Problem } | undefined;
}

/** Told how things ended. */
export interface PreferencesObserver {
  saved(change: PreferenceChange): void;
  /** A change was not saved, or there is nothing to show. */
  failed(problem: Problem): void;
}

/**
 * A visitor's preferences, in one tenant. A change shows at once and is saved by a request of its own. Each preference
 * has at most one request on its way, so that the last choice is the last to arrive; what was chosen and taken back
 * meanwhile is never sent. A failed change is rolled back, and all is read anew: it may have been saved after all.
 */
export class PreferencesStore extends Store<PreferencesState> {
  #session: Pick<Session, 'request'>;
  #observer: PreferencesObserver;
  #path: string;
  /** What the Worker has, as far as is known. */
  #known: Preferences | undefined;
  /** The visitor's choice of each preference that is being saved. */
  #pending = new Map<string, PreferenceChange>();
  /** Counts changes' starts: a reading that one overtook may be older than it. */
  #started = 0;
  #reading = false;
  /** Whether the Worker may have something else than is known. */
  #stale = false;
  #closed = false;

  constructor(session: Pick<Session, 'request'>, observer: PreferencesObserver, tenant?: string) {
    super({
      status: 'loading',
      problem: undefined,
      preferences: undefined,
      saving: false,
      failure: undefined,
    });
    this.#session = session;
    this.#observer = observer;
    this.#path = tenant ? `/v1/preferences?tenant=${encodeURIComponent(tenant)}` : '/v1/preferences';
  }

  /** Reads the preferences, or reads them again; what is shown stays until there is an answer. */
  load(): void {
    if (!this.#known) this.set({ status: 'loading', problem: undefined });
    this.#stale = true;
    void this.#read();
  }

  /** Turns a preference on or off. Nothing happens to one that is unknown, locked or conditional. */
  change(change: PreferenceChange): void {
    if (!this.#editable(change)) return;
    const key = keyOf(change);
    const saving = this.#pending.has(key);
    this.#pending.set(key, change);
    this.set({ failure: undefined });
    this.#show();
    if (!saving) void this.#save(key, change);
  }

  /** Tries the change that failed once more. */
  retry(): void {
    const { failure } = this.snapshot;
    if (failure) this.change(failure.change);
  }

  /** Ends it: answers still to come are nobody's any more. */
  close(): void {
    this.#closed = true;
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
    if (this.#closed) return;
    if (problem) this.set({ failure: { change, problem } });
    this.#show();
    if (problem) this.#observer.failed(problem);
    else this.#observer.saved(change);
    void this.#read();
  }

  /** Sends one change; resolves with what went wrong. */
  async #send(change: PreferenceChange): Promise<Problem | undefined> {
    this.#started += 1;
    try {
      const answer = await this.#session.request<Preferences>({
        method: 'PATCH',
        path: this.#path,
        body: { changes: [change] },
      });
      this.#learn(change, answer);
      return undefined;
    } catch (error) {
      // It may have arrived all the same.
      this.#stale = true;
      return toProblem(error);
    }
  }

  /** Reads while no change is on its way; a reading that a change overtook is thrown away and done again. */
  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    while (this.#stale && this.#pending.size === 0 && !this.#closed) {
      const started = this.#started;
      this.#stale = false;
      try {
        const answer = await this.#session.request<Preferences>({ method: 'GET', path: this.#path });
        if (started !== this.#started) {
          this.#stale = true;
          continue;
        }
        this.#known = answer;
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
    const value = answer.rows.find((row) => row.id === change.row)?.channels[change.channel];
    if (this.#known && value) this.#known = withValue(this.#known, change, value);
    else this.#stale = true;
  }

  #editable(change: PreferenceChange): boolean {
    const row = this.#known?.rows.find(({ id }) => id === change.row);
    return !!row && editable(row, change.channel);
  }

  #show(): void {
    let shown = this.#known;
    for (const change of this.#pending.values()) {
      const value = shown?.rows.find(({ id }) => id === change.row)?.channels[change.channel];
      if (!shown || !value || value.enabled === change.enabled) continue;
      shown = withValue(shown, change, { ...value, enabled: change.enabled });
    }
    this.set({ preferences: shown, saving: this.#pending.size > 0 });
  }
}

/** Whether the visitor may change a row's value on a channel. */
export function editable(row: PreferenceRow, channel: string): boolean {
  const value = row.channels[channel];
  return !!value && !row.locked && !value.locked && !value.conditional;
}

function keyOf(change: PreferenceChange): string {
  return JSON.stringify([change.row, change.channel]);
}

function withValue(
  preferences: Preferences,
  at: { row: string; channel: string },
  value: PreferenceValue,
): Preferences {
  const rows = preferences.rows.map((row) =>
    row.id === at.row ? { ...row, channels: { ...row.channels, [at.channel]: value } } : row,
  );
  return { ...preferences, rows };
}
