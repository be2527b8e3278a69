import type { Session, SessionRequest, VendorToken } from '../contract/index.ts';
import type { SessionFamily } from '../objects/session-family.ts';
import { randomText } from '../platform/crypto.ts';
import type { Log } from '../platform/log.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import type { Access, AccessTokens } from './access-token.ts';
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
  readonly families: DurableObjectNamespace<SessionFamily>;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly vendorTokens: VendorTokens;
  readonly identities: Identities;
  readonly preferenceLinks: PreferenceLinks;
  readonly policy: Pick<SitePolicy, 'guests' | 'session'>;
  readonly log: Log;
}

/** Sessions: opened by a proof, renewed by a refresh token, ended on request. */
export class Sessions {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Opens or renews a session, with the vendor tokens asked for. */
  async create(request: SessionRequest, caller: Caller): Promise<Session> {
    const include = ('include' in request && request.include) || [];
    switch (request.grant) {
      case 'identity': {
        const profile = await this.#ports.identities.verify(request.token, caller.now);
        return this.open(profile, caller, include);
      }
      case 'link': {
        const { userId, tenant, expiresAt } = await this.#ports.preferenceLinks.verify(
          request.token,
          caller.now,
        );
        const link = tenant === undefined ? {} : { tenant };
        return this.open({ id: userId, kind: 'site', link }, caller, [], expiresAt - caller.now);
      }
      case 'guest': {
        if (!this.#ports.policy.guests)
          throw new ProblemError('guests_not_allowed', 'The site wants a sign-in.');
        return this.open(
          { id: `${reservedPrefixes.guest}${randomText(16)}`, kind: 'guest' },
          caller,
          include,
        );
      }
      case 'refresh':
        return this.#renew(request.refreshToken, caller, include);
    }
  }

  /** Opens a session of somebody who has just been proved. */
  async open(
    profile: Profile,
    caller: Caller,
    include: readonly VendorToken[] = [],
    /** ms; the session ends by then, if the site's policy does not end it earlier. */
    longest = Infinity,
  ): Promise<Session> {
    const { families, policy } = this.#ports;
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

  /** Ends a session: no refresh token of it is good any more. */
  async close(sessionId: string): Promise<void> {
    await this.#ports.families.getByName(sessionId).revoke();
  }

  /**
   * Who a session is.
   * @throws {ProblemError} session_expired when it was ended meanwhile.
   */
  async profile(access: Access, now: number): Promise<Profile> {
    const profile = await this.#ports.families.getByName(access.sessionId).profile(now);
    if (!profile) throw new ProblemError('session_expired', 'The session has ended.');
    return profile;
  }

  async #renew(refreshToken: string, caller: Caller, include: readonly VendorToken[]): Promise<Session> {
    const { families, log, refreshTokens } = this.#ports;
    const refused = new ProblemError('refresh_invalid', 'Sign in again.');
    const read = await refreshTokens.read(refreshToken);
    if (!read) throw refused;
    const rotation = await families.getByName(read.sessionId).rotate(read.secret, caller.origin, caller.now);
    if (rotation.outcome === 'reused') log({ event: 'refresh_reused', requestId: caller.requestId });
    if (rotation.outcome !== 'renewed') throw refused;
    const { profile, secret } = rotation;
    return this.#answer({ profile, sessionId: read.sessionId, secret }, caller, include);
  }

  async #answer(
    { profile, sessionId, secret }: { profile: Profile; sessionId: string; secret: string },
    caller: Caller,
    include: readonly VendorToken[],
  ): Promise<Session> {
    const { accessTokens, refreshTokens, vendorTokens } = this.#ports;
    const { id, kind, name, link } = profile;
    const access: Access = { userId: id, sessionId, kind, origin: caller.origin, ...(link && { link }) };
    const [{ token, expiresAt }, refreshToken, vendor] = await Promise.all([
      accessTokens.issue(access, caller.now),
      refreshTokens.write({ sessionId, secret }),
      vendorTokens.include(profile, link ? [] : include, caller),
    ]);
    return {
      accessToken: token,
      expiresAt: new Date(expiresAt).toISOString(),
      refreshToken,
      user: { id, kind, ...(name !== undefined && { name }) },
      ...vendor,
    };
  }
}
