import { expect, test } from 'vitest';
import { misshapenErrors } from './error-shapes.ts';
import type { LoggedRequest } from './request-log.ts';

const body = {
  code: 20404,
  message: 'not found',
  more_info: 'https://www.twilio.com/docs/errors/20404',
  status: 404,
};
const refused = (json: unknown, more: Partial<LoggedRequest> = {}): LoggedRequest => ({
  id: 1,
  vendor: 'twilio',
  method: 'GET',
  path: '/v2',
  query: {},
  at: '2030-01-01T00:00:00.000Z',
  status: 404,
  answer: { type: 'application/json', json },
  ...more,
});

test('a refusal in the vendor’s shape is right', () => {
  expect(misshapenErrors([refused(body)])).toEqual([]);
});

test.each([
  ['a field less', { ...body, more_info: undefined }],
  ['a field more', { ...body, detail: 'more' }],
  ['another type', { ...body, code: '20404' }],
  ['no object', 'not found'],
])('one with %s is named', (_what, json) => {
  expect(misshapenErrors([refused(json)])).toEqual([expect.stringMatching(/^GET \/v2 404: /)]);
});

test('answers that are no refusals of the vendor’s own are left alone', () => {
  const other = { any: 'thing' };
  expect(
    misshapenErrors([
      refused(other, { status: 200 }),
      refused(other, { fault: 'fault-1' }),
      refused(other, { vendor: 'plivo' }),
      refused(undefined, { answer: { type: 'text/plain', text: 'Not found' } }),
    ]),
  ).toEqual([]);
});
