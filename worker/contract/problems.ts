import * as z from 'zod/mini';

/**
 * Every problem the Worker can answer with: the closed list behind `ProblemCode`. `status` is the HTTP status,
 * `title` the short fixed text of RFC 9457; `detail` says more at the place where it is raised.
 */
export const problems = {
  idempotency_key_invalid: { status: 400, title: 'The idempotency key is malformed' },
  body_not_json: { status: 400, title: 'The body is not JSON' },
  session_required: { status: 401, title: 'A session is required' },
  session_invalid: { status: 401, title: 'The access token is not valid' },
  session_expired: { status: 401, title: 'The access token has expired' },
  identity_invalid: { status: 401, title: 'The identity token is not valid' },
  identity_used: { status: 401, title: 'The identity token was used before' },
  identity_expired: { status: 401, title: 'The identity token has expired' },
  refresh_invalid: { status: 401, title: 'The refresh token is not valid' },
  server_key_invalid: { status: 401, title: 'The server key is missing or not valid' },
  link_invalid: { status: 401, title: 'The link is not valid' },
  link_expired: { status: 401, title: 'The link has expired' },
  origin_not_allowed: { status: 403, title: 'This origin is not one of the site' },
  guests_not_allowed: { status: 403, title: 'Guests are not allowed' },
  link_not_here: { status: 403, title: 'A link is only good on the page that it opens' },
  scope_insufficient: { status: 403, title: 'The session may not do this' },
  preference_locked: { status: 403, title: 'The preference cannot be changed' },
  challenge_required: { status: 403, title: 'A challenge is to be answered first' },
  challenge_failed: { status: 403, title: 'The answer to the challenge was not accepted' },
  route_not_found: { status: 404, title: 'There is no such route' },
  feature_off: { status: 404, title: 'The site does not use this feature' },
  verification_not_found: { status: 404, title: 'There is no such verification' },
  method_not_allowed: { status: 405, title: 'The route does not answer to this method' },
  proof_used: { status: 409, title: 'The proof was used before' },
  verification_expired: { status: 410, title: 'The verification has expired' },
  proof_expired: { status: 410, title: 'The proof has expired' },
  body_too_large: { status: 413, title: 'The body is too large' },
  body_invalid: { status: 422, title: 'The body does not fit the schema' },
  query_invalid: { status: 422, title: 'The query does not fit the schema' },
  proof_invalid: { status: 422, title: 'The proof is not valid' },
  user_invalid: { status: 422, title: 'There can be no such user' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key belongs to another request' },
  preference_unknown: { status: 422, title: 'There is no such preference' },
  phone_invalid: { status: 422, title: 'The phone number is not valid' },
  email_invalid: { status: 422, title: 'The e-mail address is not valid' },
  phone_not_supported: { status: 422, title: 'The phone number is not supported' },
  channel_not_supported: { status: 422, title: 'The channel is not supported' },
  code_incorrect: { status: 422, title: 'The code is not correct' },
  rate_limited: { status: 429, title: 'Too many requests' },
  send_too_early: { status: 429, title: 'It is too early to send again' },
  too_many_sends: { status: 429, title: 'Too many codes were sent' },
  too_many_checks: { status: 429, title: 'Too many codes were tried' },
  internal_error: { status: 500, title: 'Something went wrong' },
  identity_unavailable: { status: 503, title: "The site's keys cannot be read now" },
  vendor_unavailable: { status: 503, title: 'A service behind this one does not answer' },
  verification_paused: { status: 503, title: 'No codes are sent now' },
  not_ready: { status: 503, title: 'The Worker is not able to work' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** A problem as RFC 9457 has it (`application/problem+json`), with Belfry's members. */
export const problemSchema = z
  .lazy(() =>
    z.object({
      type: z.string().register(z.globalRegistry, { description: 'A URI of this kind of problem' }),
      title: z.string(),
      status: z.int(),
      detail: z
        .string()
        .register(z.globalRegistry, { description: 'What happened here, in words for a developer' }),
      code: z.enum(problemCodes).register(z.globalRegistry, { description: 'What a program decides by' }),
      requestId: z.string(),
      retryAfter: z
        .exactOptional(z.int())
        .register(z.globalRegistry, { description: 'Seconds to wait before the same request makes sense' }),
      checksLeft: z
        .exactOptional(z.int())
        .register(z.globalRegistry, { description: 'How many codes may still be tried' }),
      sendsLeft: z
        .exactOptional(z.int())
        .register(z.globalRegistry, { description: 'How many codes may still be sent' }),
      issues: z
        .exactOptional(z.array(z.object({ path: z.string(), message: z.string() })))
        .register(z.globalRegistry, { description: 'Where the input broke the schema' }),
    }),
  )
  .register(z.globalRegistry, { id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
