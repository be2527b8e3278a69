import { isSupportedCountry } from 'libphonenumber-js/max';
import * as z from 'zod/mini';
import './messages.ts';

const seconds = z.int().check(z.positive());
const id = z.string().check(z.regex(/^[a-z][a-z0-9_-]*$/));

/** At most so many in any window. */
const limit = z.strictObject({ sends: z.int().check(z.positive()), window: seconds });

const words = { id, label: z.string().check(z.minLength(1)), description: z.exactOptional(z.string()) };
/** Always on; nobody can switch it off. Let its workflows override preferences at the vendor, so that this is so. */
const locked = z.exactOptional(z.boolean());

/** A row of the preference center. Its id is also its key at the vendor, unless `key` says another. */
const rowSchema = z.union([
  z.strictObject({
    ...words,
    type: z.enum(['workflow', 'category']),
    key: z.exactOptional(z.string().check(z.minLength(1))),
    channels: z.array(z.string()).check(z.minLength(1)),
    locked,
  }),
  /** Each of these channels as a whole. */
  z.strictObject({
    ...words,
    type: z.literal('channel_types'),
    channels: z.array(z.string()).check(z.minLength(1)),
  }),
  /** One single channel, by its id at the vendor. */
  z.strictObject({
    ...words,
    type: z.literal('channel'),
    key: z.uuid(),
    channels: z.optional(z.undefined()),
  }),
  /** Commercial messages, all of them. */
  z.strictObject({ ...words, type: z.literal('commercial'), channels: z.optional(z.undefined()) }),
]);

/** What a site decides for itself, apart from secrets: the shape of `worker/site.ts`, checked at start. */
export const sitePolicySchema = z.strictObject({
  features: z.strictObject({
    chat: z.boolean(),
    feed: z.boolean(),
    preferences: z.boolean(),
    verification: z.boolean(),
  }),
  /** Whether a visitor without any proof gets a session. */
  guests: z.boolean(),
  /** BCP 47 tags, the default first. */
  locales: z.array(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/))).check(z.minLength(1)),
  session: z.strictObject({
    /** A session ends when it was not renewed for so long, in s. */
    idle: seconds,
    /** A session ends after so long, however often it was renewed, in s. */
    longest: seconds,
  }),
  preferences: z
    .strictObject({
      channels: z
        .array(
          z.strictObject({ key: z.enum(['in_app_feed', 'email', 'sms', 'push', 'chat']), label: z.string() }),
        )
        .check(z.minLength(1)),
      /** Whether rows of the preference center that is set up at the vendor come too, after the site's own. */
      vendorRows: z.boolean(),
      rows: z.array(rowSchema),
    })
    .check(
      z.refine(
        ({ rows }) => new Set(rows.map((row) => row.id)).size === rows.length,
        'two rows have the same id',
      ),
      z.refine(
        ({ rows, channels }) =>
          rows.every(
            (row) => row.channels?.every((key) => channels.some((channel) => channel.key === key)) ?? true,
          ),
        'a row names a channel that is not in the list',
      ),
    ),
  verification: z
    .strictObject({
      channels: z.array(z.enum(['sms', 'call', 'whatsapp', 'email'])).check(z.minLength(1)),
      /** ISO 3166-1 alpha-2; numbers of other countries are refused. */
      countries: z
        .array(
          z
            .string()
            .check(z.refine(isSupportedCountry, 'is no ISO 3166-1 code of a country with phone numbers')),
        )
        .check(z.minLength(1)),
      /** Where an element's country is not given, and none of the visitor's languages is of one in the list. */
      defaultCountry: z.exactOptional(z.string()),
      codeLength: z.int().check(z.minimum(4), z.maximum(10)),
      /** How long a code is good, in s. The vendor's own limit is 10 minutes. */
      lifetime: seconds.check(z.maximum(600)),
      /** The wait before send 2, 3 … in s; the last one repeats. */
      resendAfter: z.array(seconds).check(z.minLength(1)),
      /** Sends and checks while one code is good, whoever begins how often. */
      sends: z.int().check(z.positive()),
      checks: z.int().check(z.positive()),
      /**
       * Refused checks for one phone or address over all its codes: what a patient guesser gets. `answered` more where a
       * challenge was answered before, so that nobody can use up what a person needs.
       */
      checksPerAddress: z.strictObject({
        checks: z.int().check(z.positive()),
        answered: z.int().check(z.positive()),
        window: seconds,
      }),
      /** Sends to one phone, and to one e-mail address, over all verifications. */
      perPhone: limit,
      perEmail: limit,
      /**
       * Starts and resends from one network: `sends` where a challenge stands before most of them, `alone` (default: as
       * many) where none is set up, or its vendor cannot judge.
       */
      perNetwork: z.extend(limit, { alone: z.exactOptional(z.int().check(z.positive())) }),
      /** Starts and resends in one session. */
      perSession: limit,
      /** Sends to ten thousand numbers that follow each other, and to one country. */
      perPrefix: limit,
      perCountry: limit,
      /** Texts and calls of the whole site in 24 hours, and e-mails: what an attack can cost at most. */
      perDay: z.int().check(z.positive()),
      emailsPerDay: z.int().check(z.positive()),
      /**
       * A start is answered after so long, in ms, whatever became of it, and a wrong code no sooner: nobody learns of a
       * number by time. The vendor has this long to fail visibly; 400 is what it usually takes.
       */
      answerAfter: z.int().check(z.minimum(50), z.maximum(5000)),
      /** When a challenge is asked for, where its keys are set: see services/send-score.ts, which these weigh. */
      challenge: z.strictObject({
        /** So many asks of one network are its own affair. */
        network: z.int().check(z.positive()),
        /** Sends to one range without a code back: that are on their way, and that should have come back. */
        pending: z.int().check(z.positive()),
        unconverted: z.int().check(z.positive()),
        /** Refused checks for one phone or address, in the window of `checksPerAddress`. */
        guesses: z.int().check(z.positive()),
        /** The share of the day's budget, and of a country's limit, of 1. */
        budget: z.number().check(z.positive(), z.maximum(1)),
        /** Of the score, of 1: what a call counts beforehand, since a call is what toll fraud earns most by. */
        call: z.number().check(z.minimum(0), z.maximum(1)),
        /** What a start becomes when the challenge's vendor does not answer. */
        whenDown: z.enum(['open', 'closed']),
      }),
      /**
       * Numbers that follow each other are blocked for a while when codes go there and none comes back: of at least
       * `after` sends within `window` that are older than `settled`, a share under `atLeast`.
       */
      conversion: z.strictObject({
        window: seconds,
        after: z.int().check(z.positive()),
        atLeast: z.number().check(z.minimum(0), z.maximum(1)),
        settled: seconds,
        block: seconds,
      }),
    })
    .check(
      z.refine(
        ({ countries, defaultCountry }) =>
          defaultCountry === undefined || countries.some((country) => country === defaultCountry),
        'the default country is not in the list',
      ),
    ),
});

export type SitePolicy = z.infer<typeof sitePolicySchema>;

/** What is wrong with a policy, a line each; none when the Worker starts with it. */
export function policyProblems(policy: unknown): string[] {
  const { error } = sitePolicySchema.safeParse(policy);
  return (error?.issues ?? []).map(
    ({ path, message }) => `worker/site.ts: ${path.map(String).join('.') || 'the policy'}: ${message}`,
  );
}
