import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session as SessionAnswer } from '../../worker/contract/index.ts';
import type { Memory } from './memory.ts';
import { WorkerError } from './problem.ts';
import { Session } from './session.ts';

const worker = 'https://worker.example';

/** A Worker that hands out numbered sessions and notes what it was asked. */
class FakeWorker {
  readonly grants: Record<string, unknown>[] = [];
  readonly calls: { method: string; path: string; token: string | null }[] = [];
  #answers: (() => Response | Promise<Response>)[] = [];
  #count = 0;
  guests = true;
  /** s */
  accessLife = 600;

  /** The next request gets this answer. */
  next(...answers: (() => Response | Promise<Response>)[]): void {
    this.#answers.push(...answers);
  }

  readonly fetch = async (input: URL | string, init: RequestInit = {}): Promise<Response> => {
    const { pathname } = new URL(input);
    const headers = new Headers(init.headers);
    this.calls.push({ method: init.method ?? 'GET', path: pathname, token: headers.get('authorization') });
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    if (pathname === '/v1/sessions') this.grants.push(body);
    const prepared = this.#answers.shift();
    if (prepared) return prepared();
    if (pathname === '/v1/sessions') return this.#session(body);
    if (pathname === '/v1/tokens/chat')
      return Response.json({ token: `chat-${this.#count}`, expiresAt: this.#in(3600) });
    return pathname === '/v1/sessions/current'
      ? new Response(null, { status: 204 })
      : Response.json({ ok: true });
  };

  #session(body: Record<string, unknown>): Response {
    if (body['grant'] === 'guest' && !this.guests) return problem(403, 'guests_not_allowed');
    this.#count += 1;
    const include = (body['include'] as string[] | undefined) ?? [];
    const answer = {
      accessToken: `access-${this.#count}`,
      expiresAt: this.#in(this.accessLife),
      refreshToken: `refresh-${this.#count}`,
      user: { id: `user-${this.#count}`, kind: body['grant'] === 'identity' ? 'site' : 'guest' },
      ...(include.includes('chat')
        ? { chat: { token: `included-${this.#count}`, expiresAt: this.#in(3600) } }
        : {}),
    };
    return Response.json(answer, { status: 201 });
  }

  #in(seconds: number): string {
    return new Date(Date.now() + seconds * 1000).toISOString();
  }
}

function problem(status: number, code: string): Response {
  return Response.json(
    { type: 'about:blank', title: code, detail: code, status, code, requestId: 'r' },
    { status },
  );
}

function memory(initial?: string): Memory & { kept: string | undefined } {
  const kept = {
    kept: initial,
    read: () => kept.kept,
    write: (token: string) => void (kept.kept = token),
    clear: () => void (kept.kept = undefined),
  };
  return kept;
}

let fake: FakeWorker;

beforeEach(() => {
  fake = new FakeWorker();
  vi.stubGlobal('fetch', fake.fetch);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('opening', () => {
  it('asks for one session however many elements open it at once', async () => {
    const session = new Session();
    session.configure({ worker, identity: async () => 'token' });
    await Promise.all([session.open(), session.open({ guest: true }), session.open({ include: ['chat'] })]);
    expect(fake.grants).toHaveLength(1);
    expect(session.snapshot).toMatchObject({ status: 'ready', user: { id: 'user-1' } });
  });

  it('makes no guest of a visitor until one is needed, and none where the site has none', async () => {
    const session = new Session();
    session.configure({ worker });
    await session.open();
    expect(session.snapshot.status).toBe('signed-out');
    expect(fake.calls).toHaveLength(0);
    await session.open({ guest: true });
    expect(fake.grants).toEqual([{ grant: 'guest' }]);

    fake.guests = false;
    const other = new Session();
    other.configure({ worker });
    await other.open({ guest: true });
    expect(other.snapshot.status).toBe('signed-out');
  });

  it('waits to be told where the Worker is, says so after a while, and goes on by itself', async () => {
    vi.useFakeTimers();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const session = new Session();
    const opened = session.open({ guest: true });
    await vi.advanceTimersByTimeAsync(6000);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('configure({ worker })'));
    expect(session.snapshot.status).toBe('connecting');
    session.configure({ worker, identity: () => 'ann' });
    await opened;
    expect(session.snapshot.status).toBe('ready');
    expect(fake.grants).toEqual([{ grant: 'identity', token: 'ann' }]);
    warn.mockRestore();
  });

  it('does nothing for an unknown visitor on prefetch', () => {
    const session = new Session();
    session.configure({ worker });
    session.prefetch(['chat']);
    expect(fake.calls).toHaveLength(0);
  });

  it('brings a guest back by its refresh token, and forgets one that has ended', async () => {
    const kept = memory('old');
    const session = new Session(undefined, () => kept);
    session.configure({ worker });
    await session.open();
    expect(fake.grants).toEqual([{ grant: 'refresh', refreshToken: 'old' }]);
    expect(kept.kept).toBe('refresh-1');

    fake.next(() => problem(401, 'refresh_invalid'));
    const again = new Session(undefined, () => kept);
    again.configure({ worker });
    await again.open();
    expect(again.snapshot.status).toBe('signed-out');
    expect(kept.kept).toBeUndefined();
  });

  it("keeps nothing of a site's own user", async () => {
    const kept = memory();
    const session = new Session(undefined, () => kept);
    session.configure({ worker, identity: () => 'token' });
    await session.open();
    expect(kept.kept).toBeUndefined();
  });

  it('shows a failure, and tries again when asked', async () => {
    fake.next(() => Promise.reject(new TypeError('no network')));
    const session = new Session();
    session.configure({ worker, identity: () => 'token' });
    await expect(session.open()).rejects.toBeInstanceOf(WorkerError);
    expect(session.snapshot).toMatchObject({ status: 'error', problem: { code: 'unreachable' } });
    await session.open();
    expect(session.snapshot.status).toBe('ready');
  });

  it('says so when the site cannot say who the visitor is', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => Promise.reject(new Error('login service is down')) });
    await expect(session.open()).rejects.toMatchObject({ problem: { code: 'identity_unavailable' } });
    expect(fake.calls).toHaveLength(0);
  });
});

describe('another visitor', () => {
  it('throws an answer for the earlier visitor away', async () => {
    const slow = Promise.withResolvers<Response>();
    fake.next(() => slow.promise);
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    const first = session.open();
    await vi.waitFor(() => expect(fake.grants).toHaveLength(1));
    session.configure({ identity: () => 'ben' });
    await vi.waitFor(() => expect(session.snapshot.status).toBe('ready'));
    const current = session.snapshot.user;
    slow.resolve(
      Response.json({
        accessToken: 'stale',
        expiresAt: new Date(Date.now() + 1e6).toISOString(),
        user: { id: 'ann', kind: 'site' },
      }),
    );
    await first;
    expect(session.snapshot.user).toBe(current);
    expect(fake.grants.map((grant) => grant['token'])).toEqual(['ann', 'ben']);
  });

  it('adopts the session of another proof', async () => {
    const kept = memory();
    const session = new Session(undefined, () => kept);
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    const proven: SessionAnswer = {
      accessToken: 'proven',
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
      refreshToken: 'proven-refresh',
      user: { id: 'tel-1', kind: 'phone' },
    };
    session.adopt(proven);
    await session.request({ method: 'GET', path: '/v1/summary' });
    expect(session.snapshot.user?.id).toBe('tel-1');
    expect(fake.calls.at(-1)?.token).toBe('Bearer proven');
    expect(kept.kept).toBe('proven-refresh');
  });

  it('keeps the session that it has when more was proved of the same visitor', async () => {
    const session = new Session();
    session.configure({ worker, identity: async () => 'token' });
    await session.open();
    const changes: string[] = [];
    session.subscribe(() => changes.push(session.snapshot.status));
    session.adopt({
      accessToken: 'access-2',
      expiresAt: new Date(Date.now() + 1000).toISOString(),
      user: { id: 'user-1', kind: 'site', phone: '+1 ••••87' },
    });
    expect(session.snapshot.user?.phone).toBe('+1 ••••87');
    expect(changes).toEqual(['ready']);
    // The access token ends soon: the refresh token that the session had before renews it.
    await session.request({ method: 'GET', path: '/v1/summary' });
    expect(fake.grants.at(-1)).toEqual({ grant: 'refresh', refreshToken: 'refresh-1' });
  });

  it('signs out here and at the Worker', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    await session.signOut();
    expect(fake.calls.at(-1)).toMatchObject({
      method: 'DELETE',
      path: '/v1/sessions/current',
      token: 'Bearer access-1',
    });
    expect(session.snapshot).toMatchObject({ status: 'signed-out', user: undefined });
    await expect(session.request({ method: 'GET', path: '/v1/summary' })).rejects.toMatchObject({
      problem: { code: 'signed_out' },
    });
  });

  it('signs the user out of every session when asked to', async () => {
    const session = new Session();
    session.configure({ worker, identity: async () => 'token' });
    await session.open();
    fake.next(() => new Response(null, { status: 204 }));
    await session.signOut({ everywhere: true });
    expect(fake.calls.at(-1)).toEqual({ method: 'DELETE', path: '/v1/sessions', token: 'Bearer access-1' });
    expect(session.snapshot.status).toBe('signed-out');
  });

  it('ends at the next call what the Worker could not be told of', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    fake.next(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(session.signOut({ everywhere: true })).rejects.toMatchObject({
      problem: { code: 'unreachable' },
    });
    expect(session.snapshot.status).toBe('signed-out');
    fake.next(() => new Response(null, { status: 204 }));
    await session.signOut({ everywhere: true });
    expect(fake.calls.at(-1)).toEqual({ method: 'DELETE', path: '/v1/sessions', token: 'Bearer access-1' });
    const asked = fake.calls.length;
    await session.signOut({ everywhere: true });
    expect(fake.calls).toHaveLength(asked);
  });

  it('ends the session at the Worker also after its access token has run out', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    fake.next(() => problem(401, 'session_expired'));
    await session.signOut();
    expect(fake.grants.at(-1)).toEqual({ grant: 'refresh', refreshToken: 'refresh-1' });
    expect(fake.calls.at(-1)).toMatchObject({ method: 'DELETE', token: 'Bearer access-2' });
  });

  it('ends a remembered session that nothing has opened yet', async () => {
    const kept = memory('kept-refresh');
    const session = new Session(undefined, () => kept);
    session.configure({ worker });
    await session.signOut();
    expect(fake.grants).toEqual([{ grant: 'refresh', refreshToken: 'kept-refresh' }]);
    expect(fake.calls.at(-1)).toMatchObject({ method: 'DELETE', token: 'Bearer access-1' });
    expect(kept.kept).toBeUndefined();
  });

  it('is signed out of a session that the Worker has ended before', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    fake.next(
      () => problem(401, 'session_expired'),
      () => problem(401, 'refresh_invalid'),
    );
    await session.signOut();
    expect(fake.calls).toHaveLength(3);
    expect(session.snapshot.status).toBe('signed-out');
  });

  it('takes a refusal of its origin for a failure, not for a site without guests', async () => {
    const session = new Session();
    session.configure({ worker });
    fake.next(() => problem(403, 'origin_not_allowed'));
    await expect(session.open({ guest: true })).rejects.toBeInstanceOf(WorkerError);
    expect(session.snapshot).toMatchObject({ status: 'error', problem: { code: 'origin_not_allowed' } });
  });

  it('gives no visitor the counts of the one before', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    const counts = (unread: number) => Response.json({ chat: { unread, channels: 1 } });
    fake.next(async () => {
      session.configure({ identity: () => 'ben' });
      await session.open();
      fake.next(() => counts(2));
      return counts(1);
    });
    await expect(session.summary()).resolves.toEqual({ chat: { unread: 2, channels: 1 } });
    expect(fake.calls.at(-1)).toMatchObject({ path: '/v1/summary', token: 'Bearer access-2' });
  });

  it('does not repeat what one visitor asked for as the next', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    fake.next(() => {
      session.configure({ identity: () => 'ben' });
      return problem(401, 'session_expired');
    });
    const change = session.request({ method: 'PATCH', path: '/v1/preferences', body: {} });
    await expect(change).rejects.toMatchObject({ problem: { code: 'session_expired' } });
    expect(fake.calls.filter(({ path }) => path === '/v1/preferences')).toHaveLength(1);
  });
});

describe('the same identity once more', () => {
  it.each([
    ['nobody', false],
    ['a guest', true],
  ])('signs in who was %s and has signed in at the site since', async (_, guest) => {
    const site: { visitor?: string } = {};
    const identity = () => site.visitor;
    const session = new Session();
    session.configure({ worker, identity });
    await session.open({ guest });
    expect(session.snapshot.user?.kind).toBe(guest ? 'guest' : undefined);
    site.visitor = 'ann';
    session.configure({ worker, identity });
    await vi.waitFor(() => expect(session.snapshot.user?.kind).toBe('site'));
  });

  it('changes nothing as long as the site names nobody, or who is there', async () => {
    const site: { visitor?: string } = {};
    const identity = vi.fn(() => site.visitor);
    const session = new Session();
    session.configure({ worker, identity });
    await session.open({ guest: true });
    const { era } = session.snapshot;
    const before = identity.mock.calls.length;
    session.configure({ worker, identity });
    await vi.waitFor(() => expect(identity).toHaveBeenCalledTimes(before + 1));
    site.visitor = 'ann';
    await Promise.resolve();
    expect(session.snapshot).toMatchObject({ era, status: 'ready' });

    const named = new Session();
    named.configure({ worker, identity });
    await named.open();
    const asked = identity.mock.calls.length;
    named.configure({ worker, identity });
    await named.open();
    expect(identity).toHaveBeenCalledTimes(asked);
  });
});

describe('renewing', () => {
  it('renews an access token before it ends, once for all who ask', async () => {
    vi.useFakeTimers();
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    vi.advanceTimersByTime((600 - 59) * 1000);
    await Promise.all([1, 2, 3].map(() => session.request({ method: 'GET', path: '/v1/summary' })));
    expect(fake.grants.slice(1)).toEqual([{ grant: 'refresh', refreshToken: 'refresh-1' }]);
    expect(fake.calls.filter(({ path }) => path === '/v1/summary').map(({ token }) => token)).toEqual(
      Array(3).fill('Bearer access-2'),
    );
  });

  it('asks the site again when the refresh token is no longer good', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    fake.next(
      () => problem(401, 'session_expired'),
      () => problem(401, 'refresh_invalid'),
    );
    await expect(session.request({ method: 'GET', path: '/v1/summary' })).resolves.toEqual({ ok: true });
    expect(fake.grants.map(({ grant }) => grant)).toEqual(['identity', 'refresh', 'identity']);
  });

  it('does not ask for ever when every answer is a refusal', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open();
    fake.next(
      () => problem(401, 'session_expired'),
      () => problem(401, 'refresh_invalid'),
      () => problem(401, 'identity_expired'),
    );
    await expect(session.request({ method: 'GET', path: '/v1/summary' })).rejects.toBeInstanceOf(WorkerError);
    expect(fake.calls).toHaveLength(4);
  });
});

describe('vendor tokens', () => {
  it('gives the token that came with the session first, and new ones afterwards', async () => {
    const session = new Session();
    session.configure({ worker, identity: () => 'ann' });
    await session.open({ include: ['chat'] });
    expect(fake.grants[0]).toMatchObject({ include: ['chat'] });
    expect((await session.chatToken()).token).toBe('included-1');
    expect((await session.chatToken()).token).toBe('chat-1');
  });
});

describe('sharing', () => {
  it('keeps a shared thing for those who come while another leaves, and ends it after the last', () => {
    vi.useFakeTimers();
    const session = new Session();
    const dispose = vi.fn();
    const create = vi.fn(() => ({ dispose }));
    const first = session.share('chat', create);
    first.release();
    const second = session.share('chat', create);
    vi.advanceTimersByTime(10_000);
    expect(second.value).toBe(first.value);
    expect(create).toHaveBeenCalledTimes(1);
    expect(dispose).not.toHaveBeenCalled();
    first.release();
    second.release();
    second.release();
    vi.advanceTimersByTime(10_000);
    expect(dispose).toHaveBeenCalledTimes(1);
  });
});

describe('a guest who signs in', () => {
  const lastCall = () => fake.calls.at(-1);

  it('says who they were, so that what they began goes on', async () => {
    const kept = memory();
    const session = new Session(undefined, () => kept);
    session.configure({ worker });
    await session.open({ guest: true });
    session.configure({ identity: async () => 'token' });
    await session.open();
    expect(fake.grants.map(({ grant }) => grant)).toEqual(['guest', 'refresh', 'identity']);
    expect(lastCall()?.token).toBe('Bearer access-2');
    expect(session.snapshot.user?.kind).toBe('site');
    expect(kept.kept).toBeUndefined();
  });

  it('does so in a session of its own, which remembers nothing, too', async () => {
    const session = new Session();
    session.configure({ worker });
    await session.open({ guest: true });
    session.configure({ identity: async () => 'token' });
    await session.open();
    expect(lastCall()?.token).toBe('Bearer access-2');
  });

  it('does so when the page was left to sign in', async () => {
    const session = new Session(undefined, () => memory('of-a-guest'));
    session.configure({ worker, identity: async () => 'token' });
    await session.open();
    expect(fake.grants[0]).toEqual({ grant: 'refresh', refreshToken: 'of-a-guest' });
    expect(lastCall()?.token).toBe('Bearer access-1');
  });

  it('is signed in all the same when the guest has ended', async () => {
    const session = new Session(undefined, () => memory('ended'));
    session.configure({ worker, identity: async () => 'token' });
    fake.next(() => problem(401, 'refresh_invalid'));
    await session.open();
    expect(lastCall()?.token).toBeNull();
    expect(session.snapshot.user?.kind).toBe('site');
  });

  it('stays the guest when signing in fails', async () => {
    const kept = memory('of-a-guest');
    const session = new Session(undefined, () => kept);
    session.configure({ worker, identity: async () => 'token' });
    const guest = {
      accessToken: 'access',
      expiresAt: '2099-01-01T00:00:00Z',
      refreshToken: 'next',
      user: { id: 'g', kind: 'guest' },
    };
    fake.next(
      () => Response.json(guest, { status: 201 }),
      () => problem(503, 'identity_unavailable'),
    );
    await expect(session.open()).rejects.toThrow();
    expect(kept.kept).toBe('next');
  });

  it('costs one request while the site names nobody', async () => {
    const session = new Session(undefined, () => memory('of-a-guest'));
    session.configure({ worker, identity: async () => undefined });
    await session.open();
    expect(fake.grants).toEqual([{ grant: 'refresh', refreshToken: 'of-a-guest' }]);
  });
});

describe('a call that anybody may make', () => {
  const call = { method: 'POST', path: '/v1/verifications', body: {} } as const;

  it('is made by nobody where nobody is known', async () => {
    const session = new Session();
    session.configure({ worker });
    await session.publicRequest(call);
    expect(fake.calls).toEqual([{ method: 'POST', path: '/v1/verifications', token: null }]);
  });

  it('is made in the session of who is known, though nothing has opened it yet', async () => {
    const session = new Session();
    session.configure({ worker, identity: async () => 'token' });
    await session.publicRequest(call);
    expect(fake.calls.at(-1)?.token).toBe('Bearer access-1');
  });
});
