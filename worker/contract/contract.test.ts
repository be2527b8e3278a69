import { describe, expect, test } from 'vitest';
import { linkPath } from './link-page.ts';
import { openApiDocument, problemsOf } from './openapi.ts';
import { problemCodes } from './problems.ts';
import { routes, type Route } from './routes.ts';

type Json = Record<string, unknown>;
const document = JSON.parse(JSON.stringify(openApiDocument('https://worker.example'))) as {
  openapi: string;
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every object within a document, itself included. */
function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const child of Object.values(value)) yield* objectsIn(child);
}

describe('the OpenAPI document', () => {
  test('is of version 3.1 and describes every route of the contract', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    const described = operations.map(({ path, method, operation }) => [
      operation['operationId'],
      method,
      path,
    ]);
    const served = Object.entries<Route>(routes).map(([name, { method, path }]) => [
      name,
      method.toLowerCase(),
      path,
    ]);
    const page = [
      ['openPreferenceLink', 'get', linkPath],
      ['unsubscribe', 'post', linkPath],
    ];
    expect(described.sort()).toEqual([...served, ...page].sort());
  });

  test('refers only to what it holds', () => {
    const references = [...objectsIn(document)].flatMap(({ $ref }) =>
      typeof $ref === 'string' ? [$ref] : [],
    );
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      const name = reference.replace('#/components/schemas/', '');
      expect(document.components.schemas).toHaveProperty(name);
    }
  });

  test('declares each parameter of a path, as required', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = ((operation['parameters'] ?? []) as Json[]).filter(
        (parameter) => parameter['in'] === 'path',
      );
      expect(declared.map(({ name }) => name)).toEqual(inPath);
      for (const parameter of declared) expect(parameter['required']).toBe(true);
    }
  });

  test('holds schemas without dialects or ids of their own', () => {
    for (const object of objectsIn(document.components.schemas)) {
      expect(object).not.toHaveProperty('$schema');
      expect(object).not.toHaveProperty('$id');
    }
  });

  test('says how a link is opened, and what its one click posts', () => {
    const { get, post } = document.paths[linkPath] ?? {};
    for (const operation of [get, post])
      expect(operation?.['parameters']).toContainEqual(
        expect.objectContaining({ name: 't', in: 'query', required: true }),
      );
    const { content } = post?.['requestBody'] as { content: Record<string, Json> };
    expect(Object.keys(content)).toEqual(['application/x-www-form-urlencoded', 'multipart/form-data']);
    expect(document.components.schemas['UnsubscribeForm']).toEqual({
      anyOf: [
        { $ref: '#/components/schemas/OneClickUnsubscribe' },
        { $ref: '#/components/schemas/UndoUnsubscribe' },
      ],
    });
    expect(document.components.schemas['OneClickUnsubscribe']).toMatchObject({
      properties: { 'List-Unsubscribe': { const: 'One-Click' } },
      required: ['List-Unsubscribe'],
    });
    expect(document.components.schemas['UndoUnsubscribe']).toMatchObject({
      properties: { undo: { type: 'string', maxLength: 32_768 } },
    });
  });

  test('says for each route which problems it has', () => {
    for (const { operation } of operations.filter(({ path }) => path !== linkPath)) {
      const responses = operation['responses'] as Record<string, { description: string }>;
      const text = Object.values(responses).map(({ description }) => description);
      for (const code of problemsOf(routes[operation['operationId'] as keyof typeof routes])) {
        expect(text.some((description) => description.includes(`${code}:`))).toBe(true);
      }
    }
  });
});

test('every code of the list is raised by some route, or by none at all', () => {
  const raised = new Set(Object.values<Route>(routes).flatMap(problemsOf));
  const byNoRoute = ['route_not_found', 'method_not_allowed'];
  expect([...raised, ...byNoRoute].sort()).toEqual([...problemCodes].sort());
});
