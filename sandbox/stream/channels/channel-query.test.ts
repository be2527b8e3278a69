import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

/** Twelve channels of ann's, with fields to find them by. */
async function withChannels(): Promise<TestServer> {
  const server = await startServer();
  for (let at = 0; at < 12; at += 1) {
    server.context.clock.advance(1);
    const data = {
      created_by_id: 'ann',
      members: ['ann'],
      size: at % 4,
      tags: [`t${at % 3}`],
      name: `Room ${at}`,
    };
    await server
      .backend()
      .channel('messaging', `room-${at}`, data as object)
      .create();
  }
  return server;
}

async function find(
  server: TestServer,
  filter: object,
  sort: object[] = [],
  page: object = {},
): Promise<string[]> {
  const { status, body } = await server.call('POST', '/channels', {
    body: {
      filter_conditions: { members: { $in: ['ann'] }, ...filter },
      sort,
      limit: 30,
      state: false,
      ...page,
    },
  });
  expect(status).toBe(201);
  return (body['channels'] as { channel: { id: string } }[]).map(({ channel }) => channel.id);
}

const rooms = { id: { $nin: ['general', 'ann-ben'] } };
const leaf = fc.oneof(
  fc.record({ size: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ size: fc.record({ $gte: fc.integer({ min: 0, max: 4 }) }) }),
  fc.record({ tags: fc.record({ $contains: fc.constantFrom('t0', 't1', 't2', 't9') }) }),
  fc.record({ name: fc.record({ $autocomplete: fc.constantFrom('room', '1', '10', 'x') }) }),
);

describe('queries of channels', () => {
  test('connectives are the algebra of what their parts find', async () => {
    const server = await withChannels();
    const all = (await find(server, rooms)).sort();
    const found = async (filter: object) => (await find(server, { $and: [rooms, filter] })).sort();
    await fc.assert(
      fc.asyncProperty(leaf, leaf, async (left, right) => {
        const [a, b] = [await found(left), await found(right)];
        expect(await found({ $and: [left, right] })).toEqual(a.filter((id) => b.includes(id)));
        expect(await found({ $or: [left, right] })).toEqual(
          all.filter((id) => a.includes(id) || b.includes(id)),
        );
        expect(await found({ $nor: [left, right] })).toEqual(
          all.filter((id) => !a.includes(id) && !b.includes(id)),
        );
      }),
      { numRuns: 8 },
    );
  });

  test('pages are slices of one order', async () => {
    const server = await withChannels();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'size',
          'created_at',
          'updated_at',
          'member_count',
          'name',
          'last_updated',
          'last_message_at',
        ),
        fc.constantFrom(1, -1),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 1, max: 5 }),
        async (field, direction, offset, limit) => {
          const sort = [{ field, direction }];
          const all = await find(server, {}, sort);
          expect(await find(server, {}, sort, { offset, limit })).toEqual(all.slice(offset, offset + limit));
        },
      ),
      { numRuns: 10 },
    );
  });

  test('the newest message or making comes first where no sort is asked for', async () => {
    const server = await withChannels();
    server.context.clock.advance(60);
    server.vendor.sendMessage({ cid: 'messaging:room-3', userId: 'ann', text: 'Up' });
    expect((await find(server, rooms)).slice(0, 2)).toEqual(['room-3', 'room-11']);
    const sorts = { unread_count: ['ann-ben'], has_unread: ['ann-ben'] };
    for (const [field, first] of Object.entries(sorts)) {
      expect((await find(server, {}, [{ field, direction: -1 }])).slice(0, 1)).toEqual(first);
    }
  });

  const founds: [string, object, string[]][] = [
    ['the type', { type: 'livestream', members: { $nin: ['zoe'] } }, ['launch']],
    ['a cid', { cid: { $in: ['messaging:general'] } }, ['general']],
    ['its members, whatever their order', { members: ['ben', 'ann'] }, ['ann-ben']],
    ['the name of somebody in it', { 'member.user.name': { $autocomplete: 'dan' } }, ['general']],
    ['who made it', { created_by_id: 'ann', name: 'General' }, ['general']],
    ['how many are in it', { member_count: { $lt: 4 } }, ['ann-ben']],
    ['a flag', { frozen: false, disabled: false, hidden: false, id: 'general' }, ['general']],
    ['a field that is not there', { name: { $exists: false } }, ['ann-ben']],
    ['what was not read', { has_unread: true }, ['ann-ben']],
    ['$ne', { id: { $ne: 'general' } }, ['ann-ben']],
  ];
  test.each(founds)('find by %s', async (_name, filter, expected) => {
    expect(await find(await startServer(), filter)).toEqual(expected);
  });

  test.each([
    [
      'an operator that the field does not take',
      { members: { $gt: 'a' } },
      /operator "\$gt" is not supported/,
    ],
    ['an operator that is none', { size: { $near: 1 } }, /unrecognized operator "\$near"/],
    ['a connective that is none', { $xor: [{ id: 'x' }] }, /unrecognized operator "\$xor"/],
    [
      'a field of the server that it is not found by',
      { config: { $exists: true } },
      /unknown field "config"/,
    ],
    ['a date that is none', { created_at: { $gt: 'soon' } }, /expected date for field "created_at"/],
    [
      'a wrong condition deep down',
      { $or: [{ id: 'x' }, { frozen: { $in: [true] } }] },
      /"\$in" is not supported/,
    ],
  ])('refuse %s', async (_name, filter, message) => {
    const { status, body } = await (
      await startServer()
    ).call('POST', '/channels', {
      body: { filter_conditions: filter },
    });
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 4 });
    expect(body['message']).toMatch(/^QueryChannels failed with error: /);
    expect(body['message']).toMatch(message);
  });
});
