/**
 * The contract between the Worker and everything that talks to it. Schemas and routes are data; the Worker, the
 * OpenAPI document and the tests read them. Elements import only types from here (`import type`), so that no schema
 * library reaches a page. Schemas are lazy, here and beside what uses them: to build all takes a fifth of the Worker's
 * start, and most isolates need few.
 */
export type { Config, VerificationChannel } from './config.ts';
export type { PreferenceChange, PreferenceRow, Preferences, PreferenceValue } from './preferences.ts';
export type { Problem, ProblemCode } from './problems.ts';
export type { PublicKey } from './key-set.ts';
export type { RedeemedProof } from './proofs.ts';
export type { Operation, Route, Routes } from './routes.ts';
export type { ChatToken, FeedToken, Session, SessionRequest, SessionUser, VendorToken } from './sessions.ts';
export type { Summary } from './summary.ts';
export type { Verification, VerificationApproval, VerificationRequest } from './verifications.ts';

export { wholeRow } from './preferences.ts';
export { commonProblems, routes } from './routes.ts';
export { problems } from './problems.ts';
