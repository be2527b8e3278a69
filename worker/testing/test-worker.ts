import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { credentials } from '../../sandbox/credentials.ts';
import { createApp } from '../app.ts';
import {
  routes,
  type Operation,
  type Problem,
  type Route,
  type Routes,
  type Session,
} from '../contract/index.ts';
import { problemsOf } from '../contract/openapi.ts';
import { problemSchema } from '../contract/problems.ts';
import type { LogEvent } from '../platform/log.ts';
import type { Pace } from '../platform/pace.ts';
import { readSettings } from '../platform/settings.ts';
import { sitePolicySchema, type SitePolicy } from '../platform/site-policy.ts';
import { site } from '../site.ts';
import { logged } from './logged.ts';

export const shop = 'https://shop.example';
export const workerOrigin = 'https://worker.example';

export interface CallOptions {
  /** null sends no Origin header. */
  origin?: string | null;
  accessToken?: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** For routes of the site's backend; default: a good one. null sends none. */
  serverKey?: string | null;
  idempotencyKey?: string;
  /** A body as it is. */
  rawBody?: string;
  network?: string;
}

type Body<O extends Operation> = Routes[O] extends { response: infer S extends z.ZodMiniType }
  ? z.output<S>
  : undefined;

export interface TestWorkerOptions {
  settings?: Record<string, unknown>;
  policy?: Partial<SitePolicy>;
  /** Bindings that misbehave. */
  bindings?: Record<string, unknown>;
  /** Whether the site has one; without, limits stand alone. */
  challenge?: boolean;
  /** How soon starts and refusals of codes are answered; without it, when their work is done. */
  pace?: Pace;
}

const strictProblem = z.strictObject(problemSchema.def.getter().shape);

const noChallenge = { TURNSTILE_SITE_KEY: '', TURNSTILE_SECRET_KEY: '', TURNSTILE_BASE_URL: '' };

/** The app as it runs, with a clock that a test may move and a log that it may read. */
export class TestWorker {
  readonly log: LogEvent[] = [];
  readonly #app;
  readonly #network: string;
  readonly #options: TestWorkerOptions;
  #ahead = 0;

  constructor(
    options: TestWorkerOptions = {},
    network = `10.${crypto.getRandomValues(new Uint8Array(3)).join('.')}`,
  ) {
    const { settings = {}, policy = {}, bindings = {}, challenge = false, pace } = options;
    this.#options = options;
    this.#network = network;
    this.#app = createApp({
      settings: readSettings({ ...env, ...(!challenge && noChallenge), ...settings }),
      policy: sitePolicySchema.parse({ ...site, ...policy }),
      bindings: { ...env, PREFERENCE_CACHES: this.#caches(), ...bindings },
      log: (event) => {
        this.log.push(event);
        logged.push(event);
      },
      now: () => this.now(),
      pace: pace ?? ((_, work) => work.then(() => undefined)),
      goOn: (work) => void work,
    });
  }

  /** Another isolate of the same Worker: what lives in objects is the same, what lives in memory is not. */
  twin(): TestWorker {
    return new TestWorker(this.#options, this.#network);
  }

  /** Each test's own: what an object remembers in memory outlives the sandbox's reset. */
  #caches(): WorkerEnv['PREFERENCE_CACHES'] {
    const named = {
      getByName: (name: string) => env.PREFERENCE_CACHES.getByName(`${this.#network} ${name}`),
    };
    return named as WorkerEnv['PREFERENCE_CACHES'];
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Moves the Worker's clock on. */
  advance(seconds: number): void {
    this.#ahead += seconds * 1000;
  }

  /** Any request; most tests want `call` or `refused`. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return this.#app.fetch(new Request(new URL(path, workerOrigin), init), env);
  }

  async request(operation: Operation, options: CallOptions = {}): Promise<Response> {
    const route: Route = routes[operation];
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => options.params?.[name] ?? '');
    const query = new URLSearchParams(options.query).toString();
    const headers = new Headers({ 'cf-connecting-ip': options.network ?? this.#network });
    const ofServer = route.auth === 'server';
    const origin = options.origin === undefined && !ofServer ? shop : options.origin;
    if (origin) headers.set('origin', origin);
    if (options.accessToken !== undefined) headers.set('authorization', `Bearer ${options.accessToken}`);
    const { serverKey = credentials.serverKey.secret, idempotencyKey } = options;
    if (ofServer && serverKey !== null) headers.set('authorization', `Bearer ${serverKey}`);
    if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
    const body = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    if (body !== undefined) headers.set('content-type', 'application/json');
    return this.fetch(query === '' ? path : `${path}?${query}`, {
      method: route.method,
      headers,
      ...(body !== undefined && { body }),
    });
  }

  /** A call that succeeds; its answer is held against the contract. */
  async call<O extends Operation>(operation: O, options: CallOptions = {}): Promise<Body<O>> {
    const response = await this.request(operation, options);
    const text = await response.text();
    const route: Route = routes[operation];
    expect(response.status, text).toBe(route.status);
    return (route.response ? route.response.parse(JSON.parse(text)) : undefined) as Body<O>;
  }

  /** A call that is refused; the problem is held against the contract, and must be one that the route names. */
  async refused(operation: Operation, options: CallOptions = {}): Promise<Problem> {
    const problem = await readProblem(await this.request(operation, options));
    expect(problemsOf(routes[operation])).toContain(problem.code);
    return problem;
  }

  async signIn(
    claims: { sub: string } & Record<string, unknown>,
    include?: ('chat' | 'feed')[],
  ): Promise<Session> {
    const token = await identityToken(claims, { now: this.now() });
    return this.call('createSession', { body: { grant: 'identity', token, ...(include && { include }) } });
  }
}

export async function readProblem(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = strictProblem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(response.headers.get('x-request-id')).toBe(problem.requestId);
  expect(response.headers.get('retry-after')).toBe(
    problem.retryAfter === undefined ? null : String(problem.retryAfter),
  );
  return problem;
}

/** An identity token as the site's backend signs it. */
export async function identityToken(
  claims: Record<string, unknown>,
  {
    now = Date.now(),
    kid = credentials.identity.kid,
    secret = credentials.identity.secret,
    ttl = 300,
  }: { now?: number; kid?: string | null; secret?: string; ttl?: number } = {},
): Promise<string> {
  const iat = Math.floor(now / 1000);
  return new SignJWT({ iat, exp: iat + ttl, ...claims })
    .setProtectedHeader({ alg: 'HS256', ...(kid !== null && { kid }) })
    .sign(new TextEncoder().encode(secret));
}
