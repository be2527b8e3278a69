import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channels } from './channels.ts';
import { feedCounts } from './feed.ts';
import { markNames } from './marks.ts';
import { Messages, newestFirst, orderKey, type NewMessage } from './messages.ts';
import { pageOf } from './page.ts';

const people = ['ann', 'ben'] as const;
const message = fc.record({
  recipient: fc.constantFrom(...people),
  channel: fc.constantFrom(channels.in_app_feed, channels.email),
  tenant: fc.constantFrom('acme', null),
  key: fc.constantFrom('welcome', 'new-comment'),
});
type Made = typeof message extends fc.Arbitrary<infer Value> ? Value : never;

const step = fc.oneof(
  fc.record({ kind: fc.constant('create'), message }),
  fc.record({ kind: fc.constant('mark'), place: fc.nat(), name: fc.constantFrom(...markNames) }),
  fc.record({ kind: fc.constant('delete'), place: fc.nat() }),
  fc.record({ kind: fc.constant('deleteOf'), recipient: fc.constantFrom(...people) }),
  fc.record({ kind: fc.constant('hand') }),
);

function newMessage(id: string, { recipient, channel, tenant, key }: Made): NewMessage {
  const source = { key, categories: [], versionId: key, stepRef: '', runId: '', recipientRunId: '' };
  return {
    id,
    channel,
    recipient,
    tenant,
    source,
    data: {},
    activities: [],
    totalActivities: 0,
    totalActors: 0,
    content: { __typename: 'MessageInAppFeedContent', blocks: [] },
    snapshot: null,
  };
}

test('whatever becomes of messages, each feed’s counts are those of a walk through it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const messages = new Messages(() => 0);
      for (const one of steps) {
        const all = messages.all();
        const chosen = 'place' in one ? all[one.place % Math.max(1, all.length)] : undefined;
        if (one.kind === 'create' && 'message' in one)
          messages.create(newMessage(messages.newId(), one.message));
        if (one.kind === 'mark' && 'name' in one && chosen) messages.mark(chosen, one.name);
        if (one.kind === 'delete' && chosen) messages.delete(chosen);
        if (one.kind === 'deleteOf' && 'recipient' in one) messages.deleteOf(one.recipient);
        if (one.kind === 'hand') messages.hand('ben', 'ann', 0);
      }
      for (const recipient of people) {
        for (const tenant of ['acme', undefined]) {
          const own = messages.all().filter((one) => one.recipient === recipient);
          const newest = [...own].sort((one, other) => newestFirst(orderKey(one), orderKey(other)));
          expect(messages.of(recipient)).toEqual(newest);
          const counted = own.filter(
            (one) => one.channel === channels.in_app_feed && (tenant === undefined || one.tenant === tenant),
          );
          const active = counted.filter(({ archivedAt }) => archivedAt === null);
          const scope = tenant === undefined ? {} : { tenant, hasTenant: true };
          const belongs = ({ channel }: { channel: unknown }) => channel === channels.in_app_feed;
          expect(feedCounts(messages, recipient, belongs, scope)).toEqual({
            total_count: active.length,
            unread_count: active.filter(({ readAt }) => readAt === null).length,
            unseen_count: active.filter(({ seenAt }) => seenAt === null).length,
          });
        }
      }
    }),
  );
});

test('a page of what is listed is a page of a list that holds nothing else', () => {
  const letters = fc.subarray([...'abcdefghij']);
  const cursor = fc.option(fc.constantFrom(...'abcdefghij'), { nil: undefined });
  const toQuery = (key: string | undefined) => key && Buffer.from(key).toString('base64url');
  fc.assert(
    fc.property(
      letters,
      fc.func(fc.boolean()),
      fc.integer({ min: 1, max: 5 }),
      cursor,
      cursor,
      (all, isListed, pageSize, after, before) => {
        const query = { pageSize, after: toQuery(after), before: toQuery(before) };
        const itself = (letter: string) => letter;
        const found = pageOf(all, itself, query, undefined, isListed);
        const listed = all.filter((letter) => isListed(letter));
        expect(found).toEqual(pageOf(listed, itself, query));
        const within = listed.filter(
          (one) => (after === undefined || one > after) && (before === undefined || one < before),
        );
        const backwards = before !== undefined && after === undefined;
        expect(found.entries).toEqual(backwards ? within.slice(-pageSize) : within.slice(0, pageSize));
        const [first, last] = [found.entries[0], found.entries.at(-1)];
        const { before: newer, after: older } = found.pageInfo;
        expect(newer !== null).toBe(first !== undefined && listed.some((one) => one < first));
        expect(older !== null).toBe(last !== undefined && listed.some((one) => one > last));
      },
    ),
  );
});
