import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import type { Identity } from './access/auth.ts';
import type { Backend } from './backend.ts';
import { checked } from './checked.ts';
import type { Connection } from './events/connections.ts';
import { StreamError, authError, errorBody, inputError } from './errors.ts';
import type { Actor, ChannelRecord, MessageRecord, UserRecord } from './model.ts';
import { cidOf } from './model.ts';
import { quotaHeaders, requireQuota } from './access/rate-limits.ts';
import { requireActive } from './people/users.ts';

const maxJsonBytes = 1024 * 1024;

/** What a client asks to watch or follow needs its socket, and the socket may be gone. */
const noSocket =
  'Watch or Presence requires an active websocket connection, please make sure to include your websocket connection_id';

const nobody: UserRecord = { id: '', role: 'admin', fields: {}, teams: [], createdAt: 0, updatedAt: 0 };

/** One authenticated REST call. */
export class Call {
  readonly backend: Backend;
  readonly identity: Identity;
  readonly #context: Context;

  constructor(backend: Backend, context: Context) {
    this.backend = backend;
    this.#context = context;
    const query = new URL(context.req.url).searchParams;
    backend.auth.checkKey(query.get('api_key'));
    this.identity = backend.auth.identify(
      context.req.header('authorization') ?? null,
      context.req.header('stream-auth-type') ?? null,
      query.get('user_id'),
    );
    const asked = query.get('user_id');
    if (!this.identity.server && asked !== null && asked !== this.identity.userId) {
      throw authError(`user_id ${asked} does not match the token's user`);
    }
  }

  /**
   * Who acts: the token's user, or whom a server call names.
   * @param named the user that the body of a server call names
   * @throws StreamError 4 if a server call names nobody, 5 if the token's user was never connected nor made
   */
  actor(named?: string): Actor {
    const { state } = this.backend;
    if (!this.identity.server) {
      const user = state.users.get(this.identity.userId);
      if (this.identity.anonymous) {
        if (user && user.role !== 'anonymous') throw authError('this user needs a token');
        return { user: user ?? { ...nobody, id: this.identity.userId, role: 'anonymous' }, server: false };
      }
      if (user) requireActive(user);
      if (!user) throw authError(`user '${this.identity.userId}' does not exist`);
      return { user, server: false };
    }
    const id = named ?? this.query('user_id');
    if (id === undefined)
      throw inputError('either user or user_id must be provided when using server side auth.');
    return { user: state.user(id), server: true };
  }

  /** Who looks on: a server call may do so as nobody. */
  viewer(named?: string): Actor {
    const isNobody = this.identity.server && named === undefined && this.query('user_id') === undefined;
    return isNobody ? { user: nobody, server: true } : this.actor(named);
  }

  /** @throws StreamError 17 for a user's token, where only a backend may call */
  requireServer(): void {
    if (this.identity.server) return;
    throw new StreamError(17, 403, 'this endpoint is only available with server-side authentication');
  }

  get request(): Request {
    return this.#context.req.raw;
  }

  query(name: string): string | undefined {
    return this.#context.req.query(name);
  }

  param(name: string): string {
    return this.#context.req.param(name) ?? '';
  }

  channel(): ChannelRecord {
    return this.backend.state.channel(cidOf(this.param('type'), this.param('id')));
  }

  message(): MessageRecord {
    return this.backend.state.message(this.param('message'));
  }

  /** @throws StreamError 4 (no JSON, or against the schema), 22 (too big) */
  async body<T>(schema: z.ZodType<T>): Promise<T> {
    const text = await this.#context.req.text();
    if (text.length > maxJsonBytes) throw new StreamError(22, 413, 'payload too big');
    return checked(schema, text === '' ? {} : json(text));
  }

  /** The one JSON parameter of a query by GET. */
  payload<T>(schema: z.ZodType<T>): T {
    return checked(schema, json(this.query('payload') ?? '{}'));
  }

  /** The query's parameters; numbers among them must be asked for with `z.coerce`. */
  parameters<T>(schema: z.ZodType<T>): T {
    return checked(schema, this.#context.req.query());
  }

  /** The caller's open socket, which watching and presence need. @throws StreamError 4 */
  connection(): Connection {
    const id = this.query('connection_id');
    const connection = id === undefined ? undefined : this.backend.connections.get(id);
    const isOwn = connection && !this.identity.server && connection.userId === this.identity.userId;
    if (!isOwn) throw inputError(noSocket);
    return connection;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw inputError('invalid json payload');
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Handler = (call: Call) => object | Promise<object>;
/** Adds a call to the server: its method and path, and its name in error messages. */
export type Serve = (method: Method, path: string, name: string, handler: Handler) => void;

export function serveOn(app: Hono, backend: Backend): Serve {
  return (method, path, name, handler) => {
    app.on(method, path, async (context) => {
      const started = performance.now();
      const duration = (): string => `${(performance.now() - started).toFixed(2)}ms`;
      let headers: Record<string, string> = {};
      try {
        const call = new Call(backend, context);
        const quota = backend.rates.take(name, call.identity);
        headers = quotaHeaders(quota);
        requireQuota(quota);
        const result = await handler(call);
        return context.json({ ...result, duration: duration() }, method === 'POST' ? 201 : 200, headers);
      } catch (error) {
        if (!(error instanceof StreamError)) throw error;
        const { code, status, message } = namesCall(error) ? error.in(name) : error;
        return Response.json(
          { ...errorBody(status, code, message), duration: duration() },
          { status, headers },
        );
      }
    });
  };
}

/** A bad key or token is refused before the call is known. */
const namesCall = (error: StreamError): boolean =>
  error.code !== 2 && !(error.code >= 40 && error.code <= 43) && !error.message.startsWith('JWTAuth');
