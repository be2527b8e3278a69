import { expect, test } from 'vitest';
import * as z from 'zod';
import { AnswerCheck } from './answer-shapes.ts';
import type { Vendor } from './context.ts';

const routes = {
  'GET /users/search': z.strictObject({ found: z.int() }),
  'GET /users/:user.json': z.strictObject({ sid: z.string() }),
  'GET /users/:user?mode=short': z.strictObject({ id: z.string() }),
  'GET /users/:user': z.strictObject({ user: z.strictObject({ id: z.string() }) }),
};
const wrongOf = (path: string, json: unknown): readonly string[] => {
  const check = new AnswerCheck({ routes, custom: ['mood'] });
  check.check('GET', new URL(path, 'http://localhost'), json);
  return check.wrong;
};

test.each([
  ['/users/ann', { user: { id: 'ann' } }],
  ['/users/search', { found: 1 }],
  ['/users/ann.json', { sid: 'U1' }],
  ['/users/ann?mode=short', { id: 'ann' }],
  ['/users/ann?mode=long', { user: { id: 'ann' } }],
  ['/users/ann', { user: { id: 'ann', mood: 'good' } }],
])('what %s answers in its shape is right', (path, json) => {
  expect(wrongOf(path, json)).toEqual([]);
});

test.each([
  ['a field less', { user: {} }],
  ['a field more', { user: { id: 'ann', age: 1 } }],
  ['a field more beside a custom one', { user: { id: 'ann', mood: 'good', age: 1 } }],
  ['another type', { user: { id: 1 } }],
  ['no object', 'ann'],
])('an answer with %s is named', (_what, json) => {
  expect(wrongOf('/users/ann', json)).toEqual([expect.stringMatching(/^GET \/users\/:user: /)]);
});

test('what was answered is known by its name in the table', () => {
  const check = new AnswerCheck({ routes });
  for (const path of ['/users/ann', '/users/ben', '/users/ann?mode=short', '/nowhere']) {
    check.check('GET', new URL(path, 'http://localhost'), {});
  }
  expect(check.reached).toEqual(['GET /users/:user', 'GET /users/:user?mode=short']);
});

test.each(['/users', '/users/ann/mutes', '/v1/users/ann'])('a call of %s needs a shape', (path) => {
  expect(wrongOf(path, {})).toEqual([`GET ${path}: no shape is known of its answer`]);
});

test('answers of JSON are looked at on their way, and refusals are not', async () => {
  const check = new AnswerCheck({ routes });
  const answers = [
    Response.json({ user: {} }),
    Response.json({ code: 1 }, { status: 404 }),
    new Response('ann'),
  ];
  const vendor: Vendor = {
    name: 'plivo',
    fetch: () => answers.shift() ?? Response.error(),
    errorBody: () => ({}),
    reset: () => undefined,
    cut: () => undefined,
    expireTokens: () => undefined,
  };
  const watched = check.watch(vendor);
  const ask = () => watched.fetch(new Request('http://localhost/users/ann'));
  expect(await (await ask()).json()).toEqual({ user: {} });
  await ask();
  await ask();
  expect(check.wrong).toHaveLength(1);
});
