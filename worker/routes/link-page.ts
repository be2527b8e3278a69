import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { linkPath, oneClick, oneClickSchema, undoSchema } from '../contract/link-page.ts';
import type { ProblemCode } from '../contract/index.ts';
import { clientNetwork } from '../platform/network.ts';
import { ProblemError } from '../platform/problem.ts';
import type { PreferenceLink } from '../services/preference-link.ts';
import { logVendorFailure } from '../services/vendor-failure.ts';
import { VendorError } from '../vendors/http.ts';
import { linkView, type LinkView } from './link-page.view.ts';
import { wordsFor, type Words } from './link-page.words.ts';
import { center } from './preferences.ts';
import { checkShield, type AppEnv, type Parts } from './register.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** The page runs nothing but its own files, and tells no other page where it was. */
const pageHeaders = {
  'content-type': 'text/html; charset=UTF-8',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

type Status = 200 | 400 | 403 | 404 | 410 | 429 | 503;
type State = Omit<LinkView, 'words' | 'site' | 'token'> & {
  readonly status: Status;
  /** s */
  readonly retryAfter?: number;
};

type Say =
  'done' | 'already' | 'restored' | 'locked' | 'gone' | 'expired' | 'invalid' | 'request' | 'busy' | 'off';

/** What the page says to a problem; any other one is an error of ours. */
const refusals: Partial<Record<ProblemCode, { readonly state: Say; readonly status: Status }>> = {
  link_expired: { state: 'expired', status: 410 },
  link_invalid: { state: 'invalid', status: 400 },
  feature_off: { state: 'off', status: 404 },
  preference_locked: { state: 'locked', status: 403 },
  preference_unknown: { state: 'gone', status: 410 },
  identity_unavailable: { state: 'busy', status: 503 },
  rate_limited: { state: 'busy', status: 429 },
};

const limitBody = bodyLimit({
  maxSize: 65_536,
  onError: () => {
    throw new ProblemError('body_too_large', 'A body has at most 64 kB.');
  },
});

/**
 * The page that a link in an e-mail opens, and one-click unsubscribing (RFC 8058), which posts to the same address.
 * GET changes nothing: mail scanners follow links. POST acts at once, without a session, an Origin or a further step:
 * the link's signature is all the proof there is.
 */
export function registerLinkPage(app: Hono<AppEnv>, { ports, services, answers }: Parts): void {
  const [site = ''] = ports.settings.siteOrigins;
  const serve = async (
    c: Context<AppEnv>,
    act: (link: PreferenceLink, words: Words, caller: { now: number; requestId: string }) => Promise<State>,
  ) => {
    c.set('operation', c.req.method === 'POST' ? 'unsubscribe' : 'openPreferenceLink');
    const words = wordsFor(c.req.header('accept-language'), ports.policy.locales);
    const token = c.req.query('t') ?? '';
    const caller = { now: ports.now(), requestId: c.get('requestId') };
    let state: State;
    try {
      const link = await verified(c, token, caller.now);
      center(services);
      state = await act(link, words, caller);
    } catch (error) {
      state = refusal(c, error, words);
    }
    const { status, retryAfter } = state;
    return answers.write(c, status, String(await linkView({ ...state, words, site, token })), {
      ...pageHeaders,
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    });
  };

  /** Links that nobody signed are counted by network; signed ones by their user, since mail providers send for many. */
  const verified = async (c: Context<AppEnv>, token: string, now: number): Promise<PreferenceLink> => {
    try {
      const link = await services.preferenceLinks.verify(token, now);
      await checkShield(ports, `link ${link.userId}`);
      return link;
    } catch (error) {
      await checkShield(ports, clientNetwork(c.req.header('cf-connecting-ip')));
      throw error;
    }
  };

  const refusal = (c: Context<AppEnv>, error: unknown, words: Words): State => {
    if (error instanceof VendorError) {
      logVendorFailure(ports.log, error, c.get('requestId'));
      c.set('code', 'vendor_unavailable');
      return busy(words, 503, error.retryAfter ?? 5);
    }
    if (!(error instanceof ProblemError)) throw error;
    c.set('code', error.code);
    const known = refusals[error.code];
    if (!known) throw error;
    if (error.code === 'rate_limited') return busy(words, 429, error.extra.retryAfter ?? 60);
    return { ...say(words, known.state), status: known.status };
  };

  app.get(linkPath, (c) =>
    serve(c, async (link, words, caller) => {
      const below = { center: { tenant: link.tenant } };
      const outcome = await center(services).foresee(link, link, caller);
      if (outcome !== 'done') return { ...say(words, outcome), ...below, status: 200 };
      const row = link.row === undefined ? undefined : await center(services).row(link, link.row, caller);
      return { ...ask(link, row, words), ...below, status: 200 };
    }),
  );

  app.post(linkPath, limitBody, (c) =>
    serve(c, async (link, words, caller) => {
      const body: unknown = await c.req.parseBody().catch(() => undefined);
      const below = { center: { tenant: link.tenant } };
      const undo = undoSchema.safeParse(body).data?.undo;
      if (undo) {
        const changes = undo.map((change) => ({ ...change, enabled: true }));
        await center(services).change(link, changes, caller);
        return { ...say(words, 'restored'), ...below, status: 200 };
      }
      if (!oneClickSchema.safeParse(body).success) {
        const form = { button: words.say('ask.button'), fields: oneClick };
        return { ...say(words, 'request'), form, ...below, status: 400 };
      }
      const off = await center(services).switchOff(link, link, caller);
      switch (off.outcome) {
        case 'locked':
          return { ...say(words, 'locked'), ...below, status: 403 };
        case 'gone':
          return { ...say(words, 'gone'), ...below, status: 410 };
        case 'already':
          return { ...say(words, 'already'), ...below, status: 200 };
        case 'done': {
          const fields = { undo: JSON.stringify(off.changes.map(({ row, channel }) => ({ row, channel }))) };
          const form = { button: words.say('done.button'), fields, quiet: true };
          return { ...say(words, 'done'), form, ...below, status: 200 };
        }
      }
    }),
  );

  const ask = (
    { row: id, channel: key }: PreferenceLink,
    row: { label: string; whole: boolean } | undefined,
    words: Words,
  ): Omit<State, 'status'> => {
    const channel = center(services).channelLabel(key) ?? key;
    const kind = id === undefined ? 'ask.all' : row?.whole ? 'ask.whole' : 'ask.row';
    return {
      heading: words.say('ask.heading'),
      text: words.say(kind, { row: row?.label ?? '', channel }),
      form: { button: words.say('ask.button'), fields: oneClick },
    };
  };
}

const say = (words: Words, state: Say) => ({
  heading: words.say(`${state}.heading`),
  text: words.say(`${state}.text`),
});

/** The button does again what failed, if it was one click; a page that could not be shown asks first. */
const busy = (words: Words, status: 429 | 503, retryAfter: number): State => ({
  ...say(words, 'busy'),
  form: { button: words.say('ask.button'), fields: oneClick },
  status,
  retryAfter,
});
