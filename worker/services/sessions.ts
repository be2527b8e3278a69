import type { Session, SessionRequest, SessionUser, VendorToken } from '../contract/index.ts';
import type { CarryOver } from '../objects/carry-over.ts';
import type { SessionFamily } from '../objects/session-family.ts';
import type { SignOuts } from '../objects/sign-outs.ts';
import { randomText } from '../platform/crypto.ts';
import { describeError, type Log } from '../platform/log.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import type { Access, AccessTokens } from './access-token.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { Identities } from './identity.ts';
import type { PreferenceLinks } from './preference-link.ts';
import { reservedPrefixes, type Profile } from './profile.ts';
import type { RefreshTokens } from './refresh-token.ts';
import type { VendorTokens } from './vendor-tokens.ts';

/** Who asks: always known from the request, never from its body. `now` in ms. */
export interface Caller {
  readonly origin: string;
  readonly now: number;
  readonly requestId: string;
}

interface Ports {
  readonly signOuts: DurableObjectNamespace<SignOuts>;
  readonly carryOvers: DurableObjectNamespace<CarryOver>;
  readonly features: SitePolicy['features'];
  readonly families: DurableObjectNamespace<SessionFamily>;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly vendorTokens: VendorTokens;
  readonly identities: Identities;
  readonly preferenceLinks: PreferenceLinks;
  readonly policy: Pick<SitePolicy, 'guests' | 'session'>;
  readonly log: Log;
}

/** ms that a visitor waits for the conversations of the guest that they were. */
const PATIENCE = 5000;

/**
 * ms for which a session that was seen alive counts as alive here, where what it is asked for says since when. One that
 * is ended by another isolate is heard of after that.
 */
const ALIVE_FOR = 10_000;

/** A session as it was when its object was asked last. */
export interface Seen {
  readonly profile: Profile;
  /** ms */
  readonly at: number;
}

/** What a new session is opened with. */
interface Opening {
  readonly include?: readonly VendorToken[];
  /** ms; the session ends by then, if the site's policy does not end it earlier. */
  readonly longest?: number;
  /** The session that the visitor had until now. */
  readonly before?: Access;
}

/** Sessions: opened by a proof, renewed by a refresh token, ended on request. */
export class Sessions {
  readonly #ports: Ports;
  /** By session, those that were seen lately. */
  readonly #seen = new BoundedCache<Seen>();
  /** How often something in `#seen` was found to be over: what was asked before that may be as old as it. */
  #ends = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /**
   * Opens or renews a session, with the vendor tokens asked for.
   * @param before the session that the visitor had until now, if any
   */
  async create(request: SessionRequest, caller: Caller, before?: Access): Promise<Session> {
    const include = ('include' in request && request.include) || [];
    switch (request.grant) {
      case 'identity': {
        const profile = await this.#ports.identities.verify(request.token, caller.now);
        return this.open(profile, caller, { include, ...(before && { before }) });
      }
      case 'link': {
        const { userId, tenant, expiresAt } = await this.#ports.preferenceLinks.verify(
          request.token,
          caller.now,
        );
        const link = tenant === undefined ? {} : { tenant };
        return this.open({ id: userId, kind: 'site', link }, caller, { longest: expiresAt - caller.now });
      }
      case 'guest': {
        if (!this.#ports.policy.guests)
          throw new ProblemError('guests_not_allowed', 'The site wants a sign-in.');
        return this.open({ id: `${reservedPrefixes.guest}${randomText(16)}`, kind: 'guest' }, caller, {
          include,
        });
      }
      case 'refresh':
        return this.#renew(request.refreshToken, caller, include);
    }
  }

  /** Opens a session of somebody who has just been proved. */
  async open(
    profile: Profile,
    caller: Caller,
    { include = [], longest = Infinity, before }: Opening = {},
  ): Promise<Session> {
    const { families, policy } = this.#ports;
    if (before?.kind === 'guest') await this.#carryOver(before, profile, caller);
    const sessionId = randomText(16);
    const secret = await families.getByName(sessionId).open({
      profile,
      origin: caller.origin,
      idle: policy.session.idle * 1000,
      longest: Math.min(policy.session.longest * 1000, longest),
      now: caller.now,
    });
    return this.#answer({ profile, sessionId, secret }, caller, include);
  }

  /**
   * Keeps what was verified (masked) with a session that goes on. The answer has a new access token, and no refresh
   * token: the one that the page holds stays good.
   * @throws {ProblemError} session_expired
   */
  async stepUp(access: Access, verified: NonNullable<Profile['verified']>, caller: Caller): Promise<Session> {
    const { accessTokens, families } = this.#ports;
    this.#forget(access.sessionId);
    const profile = await families.getByName(access.sessionId).addVerified(verified, caller.now);
    if (!profile) throw ended();
    const { token, expiresAt } = await accessTokens.issue(access, caller.now);
    return { accessToken: token, expiresAt: new Date(expiresAt).toISOString(), user: present(profile) };
  }

  /** Ends a session: no refresh token of it is good any more. */
  async close(sessionId: string): Promise<void> {
    await this.#ports.families.getByName(sessionId).revoke();
    this.#forget(sessionId);
  }

  /**
   * Ends all sessions of a user, and the vendors' tokens where a vendor can: Stream's. Knock's end within the hour.
   * @throws {VendorError} the sessions have ended then, but tokens may live: to be tried again
   */
  async closeAll(userId: string, { now }: Pick<Caller, 'now'>): Promise<void> {
    const { policy, signOuts, vendorTokens } = this.#ports;
    await signOuts.getByName(userId).record(now, now + policy.session.longest * 1000);
    this.#seen.deleteWhere(({ profile }) => profile.id === userId);
    this.#ends += 1;
    await vendorTokens.revoke(userId, now);
  }

  /**
   * Who a session is.
   * @throws {ProblemError} session_expired when it was ended meanwhile.
   */
  async profile(access: Access, now: number): Promise<Profile> {
    const profile = await this.#ports.families.getByName(access.sessionId).profile(now);
    if (!profile) throw ended();
    return profile;
  }

  /**
   * The same, as it was at most some seconds ago: for what is issued as of then, and ends no later than what could be
   * had then. A page that has just opened its session asks for its vendors' tokens next.
   * @throws {ProblemError} session_expired when it was ended before that.
   */
  async seen(access: Access, now: number): Promise<Seen> {
    const known = this.#seen.get(access.sessionId, now);
    if (known) return known;
    const ends = this.#ends;
    const seen: Seen = { profile: await this.profile(access, now), at: now };
    if (ends === this.#ends) this.#seen.set(access.sessionId, seen, now + ALIVE_FOR);
    return seen;
  }

  #forget(sessionId: string): void {
    this.#seen.delete(sessionId);
    this.#ends += 1;
  }

  /**
   * What a guest began, goes on as the user that they turned out to be; the guest's session ends. It is no reason to
   * keep anybody from signing in: what fails now is done later, by the object itself.
   */
  async #carryOver(guest: Access, to: Profile, { now, requestId }: Caller): Promise<void> {
    const { carryOvers, families, features, log } = this.#ports;
    const family = families.getByName(guest.sessionId);
    const { chat, feed } = features;
    try {
      // A guest's session that has ended may be anybody's who found its token.
      if (!(await family.profile(now))) return;
      const moving = carryOvers
        .getByName(guest.userId)
        .carry({ guest: guest.userId, to, features: { chat, feed } });
      const outcome = await within(PATIENCE, moving);
      log({ event: 'guest_carried_over', requestId, outcome: outcome ?? 'later' });
      await family.revoke();
      this.#forget(guest.sessionId);
    } catch (error) {
      log({ event: 'guest_carried_over', requestId, outcome: 'failed', ...describeError(error) });
    }
  }

  async #renew(refreshToken: string, caller: Caller, include: readonly VendorToken[]): Promise<Session> {
    const { families, log, refreshTokens } = this.#ports;
    const refused = new ProblemError('refresh_invalid', 'Sign in again.');
    const read = await refreshTokens.read(refreshToken);
    if (!read) throw refused;
    const rotation = await families.getByName(read.sessionId).rotate(read.secret, caller.origin, caller.now);
    if (rotation.outcome === 'reused') log({ event: 'refresh_reused', requestId: caller.requestId });
    if (rotation.outcome !== 'renewed') {
      this.#forget(read.sessionId);
      throw refused;
    }
    const { profile, secret } = rotation;
    return this.#answer({ profile, sessionId: read.sessionId, secret }, caller, include);
  }

  async #answer(
    { profile, sessionId, secret }: { profile: Profile; sessionId: string; secret: string },
    caller: Caller,
    include: readonly VendorToken[],
  ): Promise<Session> {
    const { accessTokens, refreshTokens, vendorTokens } = this.#ports;
    const { id, kind, link } = profile;
    const access: Access = { userId: id, sessionId, kind, origin: caller.origin, ...(link && { link }) };
    this.#seen.set(sessionId, { profile, at: caller.now }, caller.now + ALIVE_FOR);
    const [{ token, expiresAt }, refreshToken, vendor] = await Promise.all([
      accessTokens.issue(access, caller.now),
      refreshTokens.write({ sessionId, secret }),
      vendorTokens.include(profile, link ? [] : include, caller),
    ]);
    return {
      accessToken: token,
      expiresAt: new Date(expiresAt).toISOString(),
      refreshToken,
      user: present(profile),
      ...vendor,
    };
  }
}

/** Undefined when it takes longer; then it goes on by itself. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const ended = (): ProblemError => new ProblemError('session_expired', 'The session has ended.');

const present = ({ id, kind, name, verified }: Profile): SessionUser => ({
  id,
  kind,
  ...(name !== undefined && { name }),
  ...verified,
});
