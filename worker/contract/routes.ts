import * as z from 'zod/mini';
import { configSchema } from './config.ts';
import { healthSchema, readinessSchema } from './health.ts';
import { preferencesPatchSchema, preferencesQuerySchema, preferencesSchema } from './preferences.ts';
import type { ProblemCode } from './problems.ts';
import { proofRequestSchema, redeemedProofSchema } from './proofs.ts';
import { keySetSchema } from './key-set.ts';
import {
  chatTokenSchema,
  feedTokenSchema,
  sessionRequestSchema,
  sessionSchema,
  userParamsSchema,
} from './sessions.ts';
import { summarySchema } from './summary.ts';
import {
  verificationApprovalSchema,
  verificationCheckRequestSchema,
  verificationParamsSchema,
  verificationRequestSchema,
  verificationSchema,
  verificationSendRequestSchema,
} from './verifications.ts';

/** One route as plain data: the Worker serves it, the OpenAPI document describes it, tests read it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With OpenAPI's `{name}` for a parameter. */
  readonly path: string;
  readonly summary: string;
  /** `session`: a bearer access token is required; `optional`: taken where there is one; `server`: a server key is. */
  readonly auth: 'none' | 'optional' | 'session' | 'server';
  /**
   * `site`: only with the Origin header of one of the site's origins; `any`: public, also for other origins; `none`:
   * for the site's backend, and for no browser.
   */
  readonly origin: 'site' | 'any' | 'none';
  /** Takes an Idempotency-Key: the same request with it has the same answer, for a day. */
  readonly idempotent?: true;
  /** Also for the page that a preference link opens: for sessions that may do nothing else, on the Worker's own origin. */
  readonly linked?: true;
  readonly params?: z.ZodMiniObject;
  readonly query?: z.ZodMiniObject;
  readonly body?: z.ZodMiniType;
  readonly status: 200 | 201 | 204;
  /** Absent when the answer has no body. */
  readonly response?: z.ZodMiniType;
  /** Seconds a cache may keep the answer; without it, none may. */
  readonly maxAge?: number;
  /** What this route itself can refuse with; the common ones (`commonProblems`) come on top. */
  readonly problems: readonly ProblemCode[];
}

/** What every route of the API can answer with, besides its own problems. */
export const commonProblems = {
  always: ['internal_error'],
  site: ['origin_not_allowed', 'rate_limited'],
  /** Where a token is given. */
  optional: ['session_invalid', 'session_expired', 'scope_insufficient'],
  session: ['session_required', 'session_invalid', 'session_expired', 'scope_insufficient'],
  server: ['server_key_invalid', 'origin_not_allowed'],
  idempotent: ['idempotency_key_invalid', 'idempotency_key_reused'],
  query: ['query_invalid'],
  body: ['body_not_json', 'body_too_large', 'body_invalid'],
  /** A body that the route has no use for is not read, but may be too large. */
  anyBody: ['body_too_large'],
} as const satisfies Record<string, readonly ProblemCode[]>;

const signedIn = { auth: 'session', origin: 'site' } as const;
/** A visitor who need not have a session; what they begin belongs to it where there is one. */
const anybody = { auth: 'optional', origin: 'site' } as const;
const open = { auth: 'none', origin: 'any' } as const;
const server = { auth: 'server', origin: 'none' } as const;

/** Every route of the API, by the name of its operation. */
export const routes = {
  getConfig: {
    ...open,
    method: 'GET',
    path: '/v1/config',
    summary: 'What the elements may know about the site',
    status: 200,
    response: configSchema,
    maxAge: 60,
    problems: [],
  },
  createSession: {
    ...anybody,
    linked: true,
    method: 'POST',
    path: '/v1/sessions',
    summary:
      'Signs a visitor in: by an identity token, as a guest, by a refresh token, or by a preference link. A guest’s access token beside an identity token brings the guest’s conversations along',
    body: sessionRequestSchema,
    status: 201,
    response: sessionSchema,
    problems: [
      'identity_invalid',
      'identity_expired',
      'identity_used',
      'identity_unavailable',
      'refresh_invalid',
      'guests_not_allowed',
      'link_invalid',
      'link_expired',
      'link_not_here',
    ],
  },
  deleteSession: {
    ...signedIn,
    method: 'DELETE',
    path: '/v1/sessions/current',
    summary: 'Signs out: the session can no longer be renewed',
    status: 204,
    problems: [],
  },
  deleteSessions: {
    ...signedIn,
    method: 'DELETE',
    path: '/v1/sessions',
    summary:
      'Signs out everywhere: all sessions of the user end, and the vendors’ tokens where they can be revoked',
    status: 204,
    problems: ['vendor_unavailable'],
  },
  getSummary: {
    ...signedIn,
    method: 'GET',
    path: '/v1/summary',
    summary: 'Unread counts for a closed launcher or bell',
    status: 200,
    response: summarySchema,
    problems: [],
  },
  createChatToken: {
    ...signedIn,
    method: 'POST',
    path: '/v1/tokens/chat',
    summary: 'A token for the chat vendor; the user exists there afterwards',
    status: 200,
    response: chatTokenSchema,
    problems: ['feature_off', 'vendor_unavailable'],
  },
  createFeedToken: {
    ...signedIn,
    method: 'POST',
    path: '/v1/tokens/feed',
    summary: 'A token for the notification vendor; the user exists there afterwards',
    status: 200,
    response: feedTokenSchema,
    problems: ['feature_off', 'vendor_unavailable'],
  },
  getPreferences: {
    ...signedIn,
    linked: true,
    method: 'GET',
    path: '/v1/preferences',
    summary: "The site's preference rows with the visitor's choices",
    query: preferencesQuerySchema,
    status: 200,
    response: preferencesSchema,
    problems: ['feature_off', 'vendor_unavailable'],
  },
  changePreferences: {
    ...signedIn,
    linked: true,
    method: 'PATCH',
    path: '/v1/preferences',
    summary: 'Changes choices: all or none; answers with the rows after it',
    query: preferencesQuerySchema,
    body: preferencesPatchSchema,
    status: 200,
    response: preferencesSchema,
    problems: ['feature_off', 'preference_unknown', 'preference_locked', 'vendor_unavailable'],
  },
  resetPreferences: {
    ...signedIn,
    linked: true,
    method: 'DELETE',
    path: '/v1/preferences',
    summary: "Forgets the visitor's choices: the defaults hold again; answers with the rows after it",
    query: preferencesQuerySchema,
    status: 200,
    response: preferencesSchema,
    problems: ['feature_off', 'vendor_unavailable'],
  },
  createVerification: {
    ...anybody,
    method: 'POST',
    path: '/v1/verifications',
    summary: 'Sends a code to a phone or an e-mail address',
    body: verificationRequestSchema,
    status: 201,
    response: verificationSchema,
    problems: [
      'feature_off',
      'phone_invalid',
      'email_invalid',
      'phone_not_supported',
      'channel_not_supported',
      'challenge_required',
      'challenge_failed',
      'too_many_sends',
      'verification_paused',
      'vendor_unavailable',
    ],
  },
  sendVerification: {
    ...anybody,
    method: 'POST',
    path: '/v1/verifications/{id}/send',
    summary: 'Sends the code again, or by another channel; codes already received stay good',
    params: verificationParamsSchema,
    body: verificationSendRequestSchema,
    status: 200,
    response: verificationSchema,
    problems: [
      'feature_off',
      'verification_not_found',
      'verification_expired',
      'phone_not_supported',
      'channel_not_supported',
      'challenge_required',
      'send_too_early',
      'too_many_sends',
      'too_many_checks',
      'verification_paused',
      'vendor_unavailable',
    ],
  },
  checkVerification: {
    ...anybody,
    method: 'POST',
    path: '/v1/verifications/{id}/check',
    summary: 'Tries a code; the right one opens a session, and gives a proof for the site’s backend',
    params: verificationParamsSchema,
    body: verificationCheckRequestSchema,
    status: 200,
    response: verificationApprovalSchema,
    problems: [
      'feature_off',
      'verification_not_found',
      'verification_expired',
      'code_incorrect',
      'too_many_checks',
      'vendor_unavailable',
    ],
  },
  getKeySet: {
    ...open,
    method: 'GET',
    path: '/.well-known/jwks.json',
    summary: 'The public keys of proofs, as a JSON Web Key Set',
    status: 200,
    response: keySetSchema,
    maxAge: 300,
    problems: [],
  },
  redeemProof: {
    ...server,
    idempotent: true,
    method: 'POST',
    path: '/v1/server/proofs',
    summary: 'Takes the proof of a verification, once: what was verified, and by whom',
    body: proofRequestSchema,
    status: 200,
    response: redeemedProofSchema,
    problems: ['proof_invalid', 'proof_expired', 'proof_used'],
  },
  deleteUserSessions: {
    ...server,
    method: 'DELETE',
    path: '/v1/server/users/{id}/sessions',
    summary: 'Signs a user out everywhere',
    params: userParamsSchema,
    status: 204,
    problems: ['user_invalid', 'vendor_unavailable'],
  },
  getOpenApi: {
    ...open,
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This document',
    status: 200,
    response: z.record(z.string(), z.unknown()),
    maxAge: 300,
    problems: [],
  },
  getHealth: {
    ...open,
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the Worker is alive',
    status: 200,
    response: healthSchema,
    problems: [],
  },
  getReadiness: {
    ...open,
    method: 'GET',
    path: '/readyz',
    summary: 'Whether the Worker is able to work: settings and storage; and what it knows of its vendors',
    status: 200,
    response: readinessSchema,
    problems: ['not_ready'],
  },
} as const satisfies Record<string, Route>;

export type Routes = typeof routes;
export type Operation = keyof Routes;
