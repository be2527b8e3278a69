import type { ChatToken, FeedToken, Session, VendorToken } from '../contract/index.ts';
import type { Log } from '../platform/log.ts';
import { ProblemError } from '../platform/problem.ts';
import type { Settings } from '../platform/settings.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { VendorError } from '../vendors/http.ts';
import type { KnockClient } from '../vendors/knock/client.ts';
import type { StreamClient } from '../vendors/stream/client.ts';
import { toStreamId } from '../vendors/stream/user-id.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { Profile } from './profile.ts';
import { logVendorFailure } from './vendor-failure.ts';

/** Seconds a vendor token lives. */
const LIFE = 3600;
/** A token is handed out again only with so much of its life (ms) left: else the page would renew at once. */
const WORTHWHILE = 1_800_000;
/** Stream refuses an `iat` ahead of its clock: a little back is never that. Seconds. */
const STREAM_IAT_BACK = 5;
/** A user that was told to a vendor is not told again for so long (ms), unless something changed. */
const KNOWN_FOR = 300_000;

interface Ports {
  readonly settings: Settings;
  readonly features: SitePolicy['features'];
  readonly stream: StreamClient | undefined;
  readonly knock: KnockClient | undefined;
  readonly log: Log;
}

/** Tokens with which an element talks to a vendor itself, as the session's user and nobody else. */
export class VendorTokens {
  readonly #ports: Ports;
  /** By user. */
  readonly #told = { stream: new BoundedCache<Told>(), knock: new BoundedCache<Told>() };
  readonly #feedTokens = new BoundedCache<FeedToken>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /**
   * Makes the user exist at the chat vendor and signs a token.
   * @param now ms; when the session was known to live. A token that is issued as of then is revoked with those before a
   * sign-out, though it was asked for after it.
   */
  async chat(profile: Profile, now: number): Promise<ChatToken> {
    const { features, settings, stream } = this.#ports;
    if (!features.chat || !stream || !settings.stream) throw new ProblemError('feature_off', 'Chat is off.');
    const userId = toStreamId(profile.id);
    const { name, image } = profile;
    await this.#tell('stream', profile, now, () =>
      stream.ensureUser({
        id: userId,
        ...(name !== undefined && { name }),
        ...(image !== undefined && { image }),
      }),
    );
    const seconds = Math.floor(now / 1000);
    const exp = seconds + LIFE - STREAM_IAT_BACK;
    const { apiKey, baseUrl } = settings.stream;
    return {
      apiKey,
      userId,
      token: await stream.signer.user(userId, exp, seconds - STREAM_IAT_BACK),
      expiresAt: new Date(exp * 1000).toISOString(),
      ...(baseUrl !== undefined && { baseUrl }),
    };
  }

  /**
   * Makes the user exist at the notification vendor and signs a token. With `reuse`, one that was signed before and is
   * still fresh will do: an RSA signature is the dearest step of a page load. A renewal never reuses: who asks for a
   * token has reason to want another one.
   * @param now ms
   */
  async feed(
    profile: Profile,
    now: number,
    { reuse, aliveAt = now }: { reuse: boolean; aliveAt?: number },
  ): Promise<FeedToken> {
    const { features, settings, knock } = this.#ports;
    if (!features.feed || !knock || !settings.knock)
      throw new ProblemError('feature_off', 'Notifications are off.');
    const { id, name, email, image } = profile;
    await this.#tell('knock', profile, now, () =>
      knock.identify(id, {
        ...(name !== undefined && { name }),
        ...(email !== undefined && { email }),
        ...(image !== undefined && { avatar: image }),
      }),
    );
    const fresh = reuse ? this.#feedTokens.get(id, now) : undefined;
    if (fresh) return fresh;
    // Signed as of now, else it might be the same token again; it ends as one of when the session was known to live.
    const exp = Math.floor(aliveAt / 1000) + LIFE;
    const { publicKey, feedChannelId, baseUrl } = settings.knock;
    const token: FeedToken = {
      publicKey,
      userId: id,
      token: await knock.signer.user(id, exp, Math.floor(now / 1000)),
      expiresAt: new Date(exp * 1000).toISOString(),
      feedId: feedChannelId,
      ...(baseUrl !== undefined && { host: baseUrl }),
    };
    this.#feedTokens.set(id, token, exp * 1000 - WORTHWHILE);
    return token;
  }

  /**
   * Revokes the tokens that were issued to a user until now, at the vendor that can. Stream counts in seconds, and by
   * `iat`: it takes until the next one until a new token can be told from those, so long this waits.
   * @param now ms
   */
  async revoke(userId: string, now: number): Promise<void> {
    const { features, stream } = this.#ports;
    this.#feedTokens.delete(userId);
    if (!features.chat || !stream) return;
    const next = Math.floor(now / 1000) + 1;
    const wait = new Promise((resolve) => setTimeout(resolve, next * 1000 - now));
    await stream.revokeTokens(toStreamId(userId), new Date((next - STREAM_IAT_BACK) * 1000));
    await wait;
  }

  /** Those asked for. A vendor that fails, or that the site does not use, costs its token, not the session. */
  async include(
    profile: Profile,
    include: readonly VendorToken[],
    { now, requestId }: { now: number; requestId: string },
  ): Promise<Pick<Session, 'chat' | 'feed' | 'unavailable'>> {
    const wanted = [...new Set(include)];
    const results = await Promise.all(
      wanted.map(async (kind): Promise<Pick<Session, 'chat' | 'feed'> | undefined> => {
        try {
          return kind === 'chat'
            ? { chat: await this.chat(profile, now) }
            : { feed: await this.feed(profile, now, { reuse: true }) };
        } catch (error) {
          if (error instanceof VendorError) logVendorFailure(this.#ports.log, error, requestId);
          else if (!(error instanceof ProblemError)) throw error;
          return undefined;
        }
      }),
    );
    const unavailable = wanted.filter((_, index) => results[index] === undefined);
    return { ...Object.assign({}, ...results), ...(unavailable.length > 0 && { unavailable }) };
  }

  /** Tells a vendor who the user is, once for some minutes; parallel requests wait for the same call. */
  async #tell(
    vendor: 'stream' | 'knock',
    profile: Profile,
    now: number,
    tell: () => Promise<void>,
  ): Promise<void> {
    const told = this.#told[vendor];
    const known = told.get(profile.id, now);
    if (known && saysTheSame(known.profile, profile)) return known.done;
    const done = tell();
    told.set(profile.id, { profile, done }, now + KNOWN_FOR);
    try {
      await done;
    } catch (error) {
      told.delete(profile.id);
      throw error;
    }
  }
}

/** What a vendor was told of a user last. */
interface Told {
  readonly profile: Profile;
  readonly done: Promise<void>;
}

const saysTheSame = (a: Profile, b: Profile): boolean =>
  a === b || (a.name === b.name && a.email === b.email && a.image === b.image);
