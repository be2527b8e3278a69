import type * as z from 'zod/mini';
import type { Operation, Route, Routes } from '../contract/index.ts';
import type { Access } from '../services/access-token.ts';
import type { Services } from '../services/services.ts';
import type { Sender } from '../services/verifications.ts';

type Parsed<R, K extends string> =
  R extends Record<K, infer S extends z.ZodMiniType> ? z.output<S> : undefined;

/** What a handler gets: everything is checked already, as the contract says. */
export interface Input<R extends Route> {
  readonly params: Parsed<R, 'params'>;
  readonly query: Parsed<R, 'query'>;
  readonly body: Parsed<R, 'body'>;
  /** Who acts: there for routes that ask for a session; for those that take one, where there is one. */
  readonly access: R extends { auth: 'session' }
    ? Access
    : R extends { auth: 'optional' }
      ? Access | undefined
      : undefined;
  /** As the caller chose it, for routes that take one. */
  readonly idempotencyKey: string | undefined;
  readonly sender: Sender;
  /** The Worker's own origin, as the caller addressed it. */
  readonly server: string;
  readonly services: Services;
}

/** Answers one operation of the contract with its response's type. Refusals are thrown as ProblemError. */
export type Handler<O extends Operation> = (
  input: Input<Routes[O]>,
) => Promise<Parsed<Routes[O], 'response'>> | Parsed<Routes[O], 'response'>;

/** A handler for each of these operations. */
export type Handlers<O extends Operation = Operation> = { readonly [K in O]: Handler<K> };
