import { describe, expect, test } from 'vitest';
import { call, post } from './testing/control.ts';

describe('the clock', () => {
  test('is moved on, set and read', async () => {
    expect((await post('/clock', { advance: 90 })).body).toMatchObject({ offset: 90 });
    expect((await post('/clock', { advance: 10 })).body).toMatchObject({ offset: 100 });
    const { body } = await call('GET', '/clock');
    expect(body).toMatchObject({ offset: 100 });
    expect(Date.parse(body.now ?? '') - Date.now()).toBeGreaterThan(95_000);
    expect((await post('/clock', { at: '2030-01-01T00:00:00+01:00' })).body.now).toMatch(
      /^2029-12-31T23:00:00/,
    );
    expect((await post('/clock', { offset: 0 })).body).toMatchObject({ offset: 0 });
  });

  test.each([
    [{}, ''],
    [{ advance: 1, offset: 1 }, ''],
    [{ advance: 1, at: '2030-01-01T00:00:00Z' }, ''],
    [{ at: 'tomorrow' }, 'at'],
    [{ at: '2130-01-01T00:00:00Z' }, 'at'],
    [{ advance: -1 }, 'advance'],
    [{ offset: 'tomorrow' }, 'offset'],
    [{ advance: 1, sleep: true }, 'sleep'],
  ])('refuses %j', async (body, field) => {
    const answer = await post('/clock', body);
    expect(answer).toMatchObject({ status: 400, body: { status: 400, errors: [{ field }] } });
  });
});
