import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { site } from '../site.ts';
import { requests, resetSandbox } from '../testing/sandbox.ts';
import { mistaken, valuesOf } from '../testing/schema-values.ts';
import { readProblem, shop, TestWorker } from '../testing/test-worker.ts';
import { openApiDocument, problemsOf } from './openapi.ts';
import { routes, type Operation, type Route } from './routes.ts';

type Schema = Record<string, unknown>;
interface Described {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: Schema }[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
}

const document = JSON.parse(JSON.stringify(openApiDocument('https://worker.example'))) as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};
const { schemas } = document.components;
const operations = Object.keys(routes) as Operation[];

/** The same requests each time; another number tries others. */
const seed = 1;

let worker: TestWorker;
let tokens: readonly string[];

beforeAll(async () => {
  await resetSandbox();
  const many = { sends: 1_000_000, window: 3600 };
  const verification = { ...site.verification, perNetwork: many, perPrefix: many, perCountry: many };
  worker = new TestWorker({
    policy: { verification },
    bindings: { SHIELD: { limit: () => ({ success: true }) } },
  });
});

/** A good token, and some that are not; anew for each operation, since some end the session. */
async function newTokens(): Promise<readonly string[]> {
  const { accessToken } = await worker.signIn({ sub: 'ann' });
  return [accessToken, `${accessToken.slice(0, -4)}AAAA`, 'none', ''];
}

function arbitraryCall(operation: Operation) {
  const route: Route = routes[operation];
  const described = document.paths[route.path]?.[route.method.toLowerCase()] ?? {};
  const { parameters = [], requestBody } = described;
  const place = (where: 'path' | 'query') =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((parameter) => parameter.in === where)
          .map(({ name, schema }) => [name, fc.oneof(valuesOf(schema, schemas).map(String), fc.string())]),
      ),
    );
  const schema = requestBody?.content['application/json'].schema;
  const good = schema ? valuesOf(schema, schemas) : fc.jsonValue();
  const body = fc.oneof(
    { arbitrary: good.map((value) => JSON.stringify(value)), weight: 3 },
    { arbitrary: good.chain(mistaken).map((value) => JSON.stringify(value)), weight: 6 },
    {
      arbitrary: fc.oneof(fc.string(), fc.constantFrom('', '{', '[1,', 'null', '"'.repeat(70_000))),
      weight: 2,
    },
  );
  return fc.record({
    params: place('path').map((all) =>
      Object.fromEntries(
        Object.entries(all).map(([name, value]) => [name, encodeURIComponent(value.toWellFormed())]),
      ),
    ),
    query: fc.oneof(place('query'), fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 })) as fc.Arbitrary<
      Record<string, string>
    >,
    rawBody: route.method === 'GET' ? fc.constant(undefined) : fc.option(body, { nil: undefined, freq: 20 }),
    accessToken: fc.constantFrom(0, 0, 0, 1, 2, 3),
    origin:
      route.origin === 'none'
        ? fc.constantFrom(null, null, null, null, shop)
        : fc.constantFrom(shop, shop, shop, shop, null, 'https://evil.example', 'null'),
    idempotencyKey: fc.constantFrom(undefined, undefined, 'a', 'b', 'with spaces '),
  });
}

/** Requests; most of them to where most can be sent, and fewer to what asks a vendor each time. */
const runs = (operation: Operation): number => {
  const route: Route = routes[operation];
  // Signing out everywhere takes until the vendor's next second.
  if (['deleteSessions', 'deleteUserSessions'].includes(operation)) return 30;
  return route.body ? 3700 : 200;
};

describe('whatever is sent', () => {
  test.each(operations)(
    '%s answers as the document says, never by a fault of its own',
    async (operation) => {
      const route: Route = routes[operation];
      const told = new Set<string>();
      await resetSandbox();
      tokens = await newTokens();
      await fc.assert(
        fc.asyncProperty(
          arbitraryCall(operation),
          async ({ rawBody, accessToken, params, query, origin, idempotencyKey }) => {
            const response = await worker.request(operation, {
              params,
              query,
              origin,
              ...(route.idempotent && idempotencyKey !== undefined && { idempotencyKey }),
              ...(rawBody !== undefined && { rawBody }),
              accessToken: tokens[accessToken] ?? '',
            });
            expect(response.status).toBeLessThan(500);
            if (response.ok) {
              expect(response.status).toBe(route.status);
              const text = await response.text();
              if (route.response) route.response.parse(JSON.parse(text));
              else expect(text).toBe('');
              return;
            }
            const { code } = await readProblem(response);
            told.add(code);
            // A parameter may lead out of the route: nothing is there, then.
            expect([...problemsOf(route), 'route_not_found', 'method_not_allowed']).toContain(code);
          },
        ),
        { numRuns: runs(operation), endOnFailure: true, seed },
      );
      if (route.body) expect([...told]).toEqual(expect.arrayContaining(['body_invalid', 'body_not_json']));
    },
    600_000,
  );

  test('what does not fit its schema never reaches a vendor', async () => {
    tokens = await newTokens();
    await resetSandbox();
    for (const operation of operations) {
      const route: Route = routes[operation];
      if (!route.body) continue;
      const { body } = route;
      const good = valuesOf(
        document.paths[route.path]?.[route.method.toLowerCase()]?.requestBody?.content['application/json']
          .schema ?? {},
        schemas,
      );
      await fc.assert(
        fc.asyncProperty(good.chain(mistaken), async (value) => {
          const rawBody = value === undefined ? '' : JSON.stringify(value);
          fc.pre(rawBody === '' || !body.safeParse(JSON.parse(rawBody)).success);
          const response = await worker.request(operation, {
            rawBody,
            params: { id: 'x' },
            accessToken: tokens[0] ?? '',
          });
          expect([400, 422]).toContain(response.status);
        }),
        { numRuns: 300, seed },
      );
    }
    expect(await requests()).toEqual([]);
  }, 120_000);
});
