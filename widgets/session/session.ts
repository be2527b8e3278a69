import type {
  ChatToken,
  Config,
  FeedToken,
  Session as SessionAnswer,
  SessionUser,
  Summary,
} from '../../worker/contract/index.ts';
import { BelfryErrorEvent } from '../shared/events.ts';
import { speakAnew } from '../shared/locale/locale-controller.ts';
import { Store } from '../shared/store.ts';
import { endSession } from './end-session.ts';
import { BelfrySessionEvent } from './events.ts';
import { identityToken, type Identity } from './identity.ts';
import { Leases, type Disposable } from './leases.ts';
import { noMemory, type Memory } from './memory.ts';
import { clientProblem, toProblem, WorkerError, type Problem } from './problem.ts';
import { callWorker, type WorkerCall } from './worker-client.ts';

export type VendorToken = 'chat' | 'feed';

export interface SessionOptions {
  /** The Worker's origin. */
  worker?: string | undefined;
  /** Who the visitor is; without it a visitor is nobody, or a guest where the site allows it. */
  identity?: Identity | undefined;
  /** BCP 47; without it elements follow the page's `lang`. */
  locale?: string | undefined;
}

export interface SessionState {
  /**
   * `idle`: nobody asked yet. `signed-out`: the site names nobody (a guest may still be made when one is needed).
   * `error`: see `problem`; `open()` tries again.
   */
  status: 'idle' | 'connecting' | 'ready' | 'signed-out' | 'error';
  user: SessionUser | undefined;
  problem: Problem | undefined;
  /** Another number is another visitor, also while it is not known who they are. */
  era: number;
}

export interface SignOutOptions {
  /** All sessions of the user end, on every device. */
  everywhere?: boolean;
}

/** ms before its end at which a token counts as run out, so that none ends on its way. */
const margin = 60_000;

/** ms after which a page that names no Worker is told so. */
const patience = 5000;

/** `accessToken`: of the guest that the visitor was. */
type Grant = { accessToken?: string | undefined } & (
  { grant: 'identity'; token: string } | { grant: 'refresh'; refreshToken: string } | { grant: 'guest' }
);

/**
 * One visitor's session with the Worker: who it is, its access token, and the vendors' tokens. All elements of a page,
 * or of one `<belfry-session>`, share it. It makes no request before `open()`, `prefetch()` or a call needs one.
 */
export class Session extends Store<SessionState> {
  #options: SessionOptions = {};
  #memory: Memory = noMemory;
  #makeMemory: (worker: string) => Memory;
  #target: EventTarget | undefined;
  #tokens: SessionAnswer | undefined;
  #opening: Promise<void> | undefined;
  #renewing: Promise<void> | undefined;
  #include = new Set<VendorToken>();
  #config: Promise<Config> | undefined;
  #summary: Promise<Summary> | undefined;
  #opened = false;
  /** Counts identity changes: an answer for an earlier visitor is thrown away. */
  #era = 0;
  /** The guest that the visitor was, until they are signed in as somebody. */
  #guest: SessionAnswer | undefined;
  #leases = new Leases();
  /** What signing out has not reached the Worker with. */
  #leaving: Parameters<typeof endSession>[1] | undefined;
  #name!: (worker: string) => void;
  /** The Worker's origin, once it is given. */
  readonly named = new Promise<string>((resolve) => (this.#name = resolve));

  /** @param target where `belfry-session` and `belfry-error` are dispatched */
  constructor(target?: EventTarget, makeMemory: (worker: string) => Memory = () => noMemory) {
    super({ status: 'idle', user: undefined, problem: undefined, era: 0 });
    this.#target = target;
    this.#makeMemory = makeMemory;
  }

  get options(): Readonly<SessionOptions> {
    return this.#options;
  }

  /**
   * Changes what is given. Another Worker or identity ends the session here and begins anew if it was in use; the same
   * identity once more asks the site again, while it has named nobody so far.
   */
  configure(options: SessionOptions): void {
    const before = this.#options;
    this.#options = { ...before, ...options };
    if (this.#options.worker !== before.worker) {
      this.#memory = this.#options.worker ? this.#makeMemory(this.#options.worker) : noMemory;
      this.#config = undefined;
    }
    if (this.#options.worker) this.#name(this.#options.worker);
    speakAnew();
    const moved = before.worker !== undefined && this.#options.worker !== before.worker;
    if (!moved && this.#options.identity === before.identity) {
      if (options.identity !== undefined) void this.#askAgain(options.identity);
      return;
    }
    this.#beginAnew(!moved);
  }

  /** Whether a session can be made without making the visitor a guest. */
  get known(): boolean {
    return this.#options.identity !== undefined || this.#memory.read() !== undefined;
  }

  /** Starts what elements will need, if the visitor is known: the session and, with it, vendors' tokens. */
  prefetch(include: readonly VendorToken[]): void {
    if (this.known) void this.open({ include }).catch(() => undefined);
  }

  /**
   * Makes sure that there is a session. With `guest`, a visitor whom the site does not name becomes a guest. Resolves
   * when the session is ready or it is certain that nobody is signed in; rejects with a `WorkerError`.
   */
  async open(need: { guest?: boolean; include?: readonly VendorToken[] } = {}): Promise<void> {
    this.#opened = true;
    for (const vendor of need.include ?? []) this.#include.add(vendor);
    if (!this.#tokens) await this.#settle(() => (this.#opening ??= this.#begin(false)));
    if (!this.#tokens && need.guest) await this.#settle(() => (this.#opening ??= this.#begin(true)));
  }

  /** Tries again after a failure. */
  retry(): void {
    void this.open().catch(() => undefined);
  }

  /** A call to the Worker as this visitor, renewing the access token when it has run out. */
  async request<Answer>(call: Omit<WorkerCall, 'accessToken'>): Promise<Answer> {
    const accessToken = await this.#accessToken();
    const era = this.#era;
    try {
      return await callWorker<Answer>(await this.#worker(), { ...call, accessToken });
    } catch (error) {
      // Once the visitor is another one, their session is not for this call.
      if (!(error instanceof WorkerError) || error.problem.status !== 401 || era !== this.#era) throw error;
      await this.#renew();
      if (era !== this.#era) throw error;
      return callWorker<Answer>(await this.#worker(), { ...call, accessToken: await this.#accessToken() });
    }
  }

  /** A call that may be made by nobody, such as a first verification; made in the session of whoever is known. */
  async publicRequest<Answer>(call: Omit<WorkerCall, 'accessToken'>): Promise<Answer> {
    if (!this.#tokens && this.known) await this.open();
    if (this.#tokens) return this.request<Answer>(call);
    return callWorker<Answer>(await this.#worker(), call);
  }

  /** A Stream token of this visitor: the one that came with the session, afterwards a new one at each call. */
  chatToken(): Promise<ChatToken> {
    return this.#vendorToken('chat');
  }

  /** A Knock token of this visitor: the one that came with the session, afterwards a new one at each call. */
  feedToken(): Promise<FeedToken> {
    return this.#vendorToken('feed');
  }

  /** What the Worker offers; asked once. */
  config(): Promise<Config> {
    this.#config ??= this.#askConfig().catch((error: unknown) => {
      this.#config = undefined;
      throw error;
    });
    return this.#config;
  }

  /** What a closed launcher or bell shows. Askers at the same moment share one request. */
  summary(): Promise<Summary> {
    if (!this.#summary) {
      const asking = this.#askSummary().finally(() => {
        if (this.#summary === asking) this.#summary = undefined;
      });
      this.#summary = asking;
    }
    return this.#summary;
  }

  /** Takes over a session that the Worker gave for another proof, such as a verified phone, or one's own with more in it. */
  adopt(answer: SessionAnswer): void {
    if (this.#tokens?.user.id === answer.user.id) {
      this.#accept({ ...this.#tokens, ...answer }, 'renewed');
      return;
    }
    this.#forget('connecting');
    this.#opened = true;
    this.#accept(answer, 'in');
  }

  /**
   * Signs out here and at the Worker, which revokes the session; there is no way back but to sign in. Where the Worker
   * was not reached, it rejects, and the next call tries that again.
   */
  async signOut({ everywhere }: SignOutOptions = {}): Promise<void> {
    const worker = this.#options.worker;
    const accessToken = this.#tokens?.accessToken;
    const refreshToken = this.#tokens?.refreshToken ?? this.#memory.read();
    if (accessToken ?? refreshToken) this.#leaving = { accessToken, refreshToken };
    this.#memory.clear();
    this.#options = { ...this.#options, identity: undefined };
    this.#forget('signed-out');
    this.#target?.dispatchEvent(new BelfrySessionEvent('out', undefined));
    if (worker && this.#leaving) await endSession(worker, this.#leaving, everywhere);
    this.#leaving = undefined;
  }

  /** A thing that all elements of this session share, such as a vendor's connection; ended after its last user. */
  share<Shared extends Disposable>(
    name: string,
    create: () => Shared,
  ): { value: Shared; release: () => void } {
    return this.#leases.take(name, create);
  }

  /** The Worker's origin; waits for `configure()` when nobody has named it yet. */
  async #worker(): Promise<string> {
    if (!this.#options.worker) {
      const reminder = setTimeout(() => {
        console.warn('Belfry waits for configure({ worker }): docs/troubleshooting#worker');
      }, patience);
      await this.named;
      clearTimeout(reminder);
    }
    return this.#options.worker ?? this.named;
  }

  async #askConfig(): Promise<Config> {
    return callWorker<Config>(await this.#worker(), { method: 'GET', path: '/v1/config' });
  }

  #beginAnew(keepsGuest: boolean): void {
    this.#guest = keepsGuest && this.#tokens?.user.kind === 'guest' ? this.#tokens : undefined;
    this.#forget('idle');
    if (this.#opened) void this.open().catch(() => undefined);
  }

  /** Who is nobody, or a guest, may have signed in at the site since: that is asked before anything ends. */
  async #askAgain(identity: Identity): Promise<void> {
    const { era, status, user } = this.snapshot;
    if (status !== 'signed-out' && user?.kind !== 'guest') return;
    const token = await identityToken(identity).catch(() => undefined);
    if (token && era === this.#era) this.#beginAnew(true);
  }

  /** Of the visitor at the end: one who came meanwhile must not see the counts of the one before. */
  async #askSummary(): Promise<Summary> {
    const era = this.#era;
    const summary = await this.request<Summary>({ method: 'GET', path: '/v1/summary' });
    return era === this.#era ? summary : this.#askSummary();
  }

  async #settle(opening: () => Promise<void>): Promise<void> {
    const started = opening();
    try {
      await started;
    } finally {
      if (this.#opening === started) this.#opening = undefined;
    }
  }

  async #begin(guest: boolean): Promise<void> {
    const era = this.#era;
    this.set({ status: 'connecting', problem: undefined });
    try {
      await this.#worker();
      const grant = era === this.#era ? await this.#grant(guest) : undefined;
      if (era !== this.#era) return;
      if (!grant) {
        this.set({ status: 'signed-out', user: undefined });
        return;
      }
      const answer = await this.#exchange(grant, guest);
      if (era !== this.#era) return;
      if (answer) this.#accept(answer, 'in');
      else this.set({ status: 'signed-out', user: undefined });
    } catch (error) {
      if (era !== this.#era) return;
      this.#fail(error);
      throw error;
    }
  }

  async #grant(guest: boolean): Promise<Grant | undefined> {
    if (this.#options.identity !== undefined) {
      const token = await identityToken(this.#options.identity);
      if (token) return { grant: 'identity', token, accessToken: await this.#guestToken() };
    }
    const refreshToken = this.#memory.read();
    if (refreshToken) return { grant: 'refresh', refreshToken };
    return guest ? { grant: 'guest' } : undefined;
  }

  /** The access token of the guest that the visitor was: what they began goes on as theirs. */
  async #guestToken(): Promise<string | undefined> {
    const refreshToken = this.#guest?.refreshToken ?? this.#memory.read();
    this.#guest = undefined;
    if (!refreshToken) return undefined;
    const era = this.#era;
    try {
      const { user, accessToken, refreshToken: next } = await this.#post({ grant: 'refresh', refreshToken });
      if (user.kind !== 'guest') return undefined;
      // Should signing in fail, they are still this guest.
      if (next && era === this.#era) this.#memory.write(next);
      return accessToken;
    } catch {
      return undefined;
    }
  }

  async #post(body: object, accessToken?: string): Promise<SessionAnswer> {
    const worker = await this.#worker();
    return callWorker<SessionAnswer>(worker, { method: 'POST', path: '/v1/sessions', body, accessToken });
  }

  /** Undefined when the grant names nobody: a remembered session that has ended, or a site without guests. */
  async #exchange({ accessToken, ...grant }: Grant, guest: boolean): Promise<SessionAnswer | undefined> {
    const include = [...this.#include];
    try {
      return await this.#post(include.length > 0 ? { ...grant, include } : grant, accessToken);
    } catch (error) {
      if (!(error instanceof WorkerError)) throw error;
      if (grant.grant === 'refresh' && error.problem.status === 401) {
        this.#memory.clear();
        return guest ? this.#exchange({ grant: 'guest' }, true) : undefined;
      }
      if (error.problem.code === 'guests_not_allowed') return undefined;
      throw error;
    }
  }

  #accept(answer: SessionAnswer, change: 'in' | 'renewed'): void {
    this.#tokens = answer;
    this.#include.clear();
    if (answer.user.kind === 'site') this.#memory.clear();
    else if (answer.refreshToken) this.#memory.write(answer.refreshToken);
    this.set({ status: 'ready', user: answer.user, problem: undefined });
    this.#target?.dispatchEvent(new BelfrySessionEvent(change, answer.user));
  }

  async #accessToken(): Promise<string> {
    if (!this.#tokens) await this.open();
    if (this.#tokens && Date.parse(this.#tokens.expiresAt) - Date.now() < margin) await this.#renew();
    if (!this.#tokens) throw new WorkerError(clientProblem('signed_out', 'Nobody is signed in.'));
    return this.#tokens.accessToken;
  }

  #renew(): Promise<void> {
    this.#renewing ??= this.#exchangeAgain().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #exchangeAgain(): Promise<void> {
    const era = this.#era;
    const refreshToken = this.#tokens?.refreshToken;
    let answer: SessionAnswer | undefined;
    if (refreshToken) answer = await this.#exchange({ grant: 'refresh', refreshToken }, false);
    if (!answer && this.#options.identity !== undefined && era === this.#era) {
      const token = await identityToken(this.#options.identity);
      if (token) answer = await this.#exchange({ grant: 'identity', token }, false);
    }
    if (era !== this.#era) return;
    if (answer) {
      this.#accept(answer, 'renewed');
      return;
    }
    this.#forget('signed-out');
    this.#target?.dispatchEvent(new BelfrySessionEvent('out', undefined));
  }

  async #vendorToken<Vendor extends VendorToken>(
    vendor: Vendor,
  ): Promise<Vendor extends 'chat' ? ChatToken : FeedToken> {
    if (!this.#tokens) await this.open({ include: [vendor] });
    const included = this.#tokens?.[vendor];
    if (included) delete this.#tokens?.[vendor];
    const fresh = included && Date.parse(included.expiresAt) - Date.now() > margin;
    const token = fresh ? included : await this.request({ method: 'POST', path: `/v1/tokens/${vendor}` });
    // The route answers the vendor's own shape.
    return token as Vendor extends 'chat' ? ChatToken : FeedToken;
  }

  #forget(status: SessionState['status']): void {
    this.#era += 1;
    this.#tokens = undefined;
    this.#opening = undefined;
    this.#renewing = undefined;
    this.#summary = undefined;
    this.set({ status, user: undefined, problem: undefined, era: this.#era });
  }

  #fail(error: unknown): void {
    const problem = toProblem(error);
    this.set({ status: 'error', user: undefined, problem });
    this.#target?.dispatchEvent(new BelfryErrorEvent(problem));
  }
}
