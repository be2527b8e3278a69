import * as z from 'zod/mini';
import { linkOperations, linkPath, linkQuerySchema } from './link-page.ts';
import { problems, problemSchema, type ProblemCode } from './problems.ts';
import { commonProblems, routes, type Route } from './routes.ts';

const COMPONENTS = '#/components/schemas/';

/** Everything a route can answer with, own problems and common ones. */
export function problemsOf(route: Route): ProblemCode[] {
  return [
    ...commonProblems.always,
    ...(route.origin === 'site' ? commonProblems.site : []),
    ...(route.auth === 'none' ? [] : commonProblems[route.auth]),
    ...(route.idempotent ? commonProblems.idempotent : []),
    ...(route.query ? commonProblems.query : []),
    ...(route.body ? commonProblems.body : route.method === 'GET' ? [] : commonProblems.anyBody),
    ...route.problems,
  ];
}

/** The OpenAPI 3.1 document of the contract. @param server the Worker's origin */
export function openApiDocument(server: string): Record<string, unknown> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri: (id) => `${COMPONENTS}${id}`, io: 'input' });
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operation, route] of Object.entries<Route>(routes)) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operationObject(operation, route);
  }
  paths[linkPath] = linkPathItem();
  return {
    openapi: '3.1.1',
    info: {
      title: 'Belfry',
      version: '1',
      description: 'Sessions, vendor tokens, preferences and phone verification for the elements of Belfry.',
    },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, embedded(schema)])),
      securitySchemes: {
        session: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The access token of a session',
        },
        server: {
          type: 'http',
          scheme: 'bearer',
          description: 'A server key, known to the site’s backend alone',
        },
      },
    },
  };
}

const security = {
  session: [{ session: [] }],
  optional: [{}, { session: [] }],
  server: [{ server: [] }],
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request with the same key has the same answer, for a day',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
};

function operationObject(operationId: string, route: Route): Record<string, unknown> {
  return {
    operationId,
    summary: route.summary,
    ...(route.auth !== 'none' && { security: security[route.auth] }),
    ...((route.params || route.query || route.idempotent) && {
      parameters: [
        ...parameters('path', route.params),
        ...parameters('query', route.query),
        ...(route.idempotent ? [idempotencyKey] : []),
      ],
    }),
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } },
    }),
    responses: {
      [route.status]: {
        description: route.response ? 'Done' : 'Done; the answer has no body',
        ...(route.response && { content: { 'application/json': { schema: schemaOf(route.response) } } }),
      },
      ...problemResponses(problemsOf(route)),
    },
  };
}

/** The page of a link and its one click: forms and pages instead of JSON. */
function linkPathItem(): Record<string, unknown> {
  const page = { 'text/html': { schema: { type: 'string' } } };
  const language = {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description: 'The page speaks one of the site’s languages',
    schema: { type: 'string' },
  };
  return Object.fromEntries(
    Object.entries(linkOperations).map(([operationId, { method, summary, body, pages }]) => {
      const form = body && { schema: schemaOf(body) };
      const operation = {
        operationId,
        summary,
        parameters: [...parameters('query', linkQuerySchema, true), language],
        ...(form && {
          requestBody: {
            required: true,
            content: { 'application/x-www-form-urlencoded': form, 'multipart/form-data': form },
          },
        }),
        responses: Object.fromEntries(
          Object.entries(pages).map(([status, description]) => [
            status,
            { description, content: status === '413' ? problemContent : page },
          ]),
        ),
      };
      return [method, operation];
    }),
  );
}

function parameters(
  place: 'path' | 'query',
  schema: z.ZodMiniObject | undefined,
  required = place === 'path',
): Record<string, unknown>[] {
  return Object.entries(schema?.shape ?? {}).map(([name, value]) => ({
    name,
    in: place,
    required,
    schema: schemaOf(value as z.ZodMiniType),
  }));
}

const problemContent = { 'application/problem+json': { schema: schemaOf(problemSchema) } };

/** One response per status; its codes are told apart by `code`. */
function problemResponses(codes: readonly ProblemCode[]): Record<string, unknown> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `${code}: ${problems[code].title}`).join('; '),
        content: problemContent,
      },
    ]),
  );
}

/** A reference to a named schema, or the schema itself. */
function schemaOf(schema: z.ZodMiniType): unknown {
  const id = z.globalRegistry.get(schema)?.id;
  return id === undefined
    ? embedded(z.toJSONSchema(schema, { io: 'input' }))
    : { $ref: `${COMPONENTS}${id}` };
}

/** Within the document a schema needs neither a dialect nor a name of its own. */
function embedded(schema: z.core.JSONSchema.BaseSchema): unknown {
  const { $schema: _dialect, $id: _id, ...rest } = schema;
  return rest;
}
