import * as z from 'zod/mini';
import { preferenceChangeSchema } from './preferences.ts';

/** Where the links of e-mails lead. The token is in the query, which no log of the platform holds. */
export const linkPath = '/v1/unsubscribe';

/** What a mail provider, and the page's own button, posts to switch off what the link is about (RFC 8058). */
export const oneClick = { 'List-Unsubscribe': 'One-Click' } as const;

export const oneClickSchema = z
  .lazy(() => z.looseObject({ 'List-Unsubscribe': z.literal('One-Click') }))
  .register(z.globalRegistry, { id: 'OneClickUnsubscribe' });

const json = z.pipe(
  z.string().check(z.maxLength(32_768)),
  z.transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.issues.push({ code: 'custom', message: 'is no JSON', input: text });
      return z.NEVER;
    }
  }),
);

/** What the page's button posts to take that back. */
export const undoSchema = z
  .lazy(() =>
    z.looseObject({
      undo: z
        .pipe(
          json,
          z
            .array(z.omit(preferenceChangeSchema.def.getter(), { enabled: true }))
            .check(z.minLength(1), z.maxLength(100)),
        )
        .register(z.globalRegistry, {
          description:
            'As JSON: what was switched off, as the page was told it: `[{"row":"…","channel":"…"}]`',
        }),
    }),
  )
  .register(z.globalRegistry, { id: 'UndoUnsubscribe' });

interface LinkOperation {
  readonly method: 'get' | 'post';
  readonly summary: string;
  /** What its button, or a mail provider, sends as a form. */
  readonly body?: z.ZodMiniType;
  /** By status, what the page says then. */
  readonly pages: Readonly<Record<number, string>>;
}

const unusable = {
  400: 'The link is not valid',
  404: 'The site offers no preferences',
  410: 'The link has expired',
  429: 'Too many requests; Retry-After says when to come again',
  503: 'The vendor, or the site’s key, could not be reached; Retry-After says when to come again',
};

/**
 * What answers at `linkPath`, by the name of the operation. No routes of the API: they take forms and answer with pages,
 * to whoever has a link.
 */
export const linkOperations: Readonly<Record<'openPreferenceLink' | 'unsubscribe', LinkOperation>> = {
  openPreferenceLink: {
    method: 'get',
    summary:
      'The page that a link in an e-mail opens: asks whether to unsubscribe, and shows the preferences. Changes nothing',
    pages: { 200: 'The page; also for a row that is locked, gone or off already', ...unusable },
  },
  unsubscribe: {
    method: 'post',
    summary:
      'One-click unsubscribing (RFC 8058), and taking it back. The link is all the proof that is needed',
    body: z.union([oneClickSchema, undoSchema]).register(z.globalRegistry, { id: 'UnsubscribeForm' }),
    pages: {
      200: 'Unsubscribed; or was already, or is subscribed again',
      ...unusable,
      400: 'The link is not valid; or the form says neither of the two',
      403: 'The row is locked; nothing was changed',
      410: 'The link has expired; or its row is gone',
      413: 'The form is larger than 64 kB (a problem, no page)',
    },
  },
};

export const linkQuerySchema = z.object({
  t: z
    .string()
    .check(z.maxLength(4096))
    .register(z.globalRegistry, {
      description:
        'A JWT of the type `belfry-preferences+jwt` that the site signed with one of its identity keys: `sub`, `exp`, and ' +
        'optionally `tenant`, `row` and `channel`',
    }),
});
