import { describe, expect, it } from 'vitest';
import { rowsOf, type Row } from './grouping.ts';
import { ann, ben, someMessage } from '../testing/pretend-connection.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const dayOf = (at: number) => String(Math.floor(at / day));

function shapes(rows: readonly Row[]): string[] {
  return rows.map((row) => {
    if (row.type === 'replies') return `${row.count} replies`;
    if (row.type === 'day' || row.type === 'unread') return row.type;
    return `${row.type === 'message' && !row.own ? 'other' : 'own'}${row.first ? ' first' : ''}${row.last ? ' last' : ''}`;
  });
}

const at = (time: number, user = ben, patch = {}) => someMessage({ createdAt: time, user, ...patch });
const rows = (messages: ReturnType<typeof at>[], patch: Partial<Parameters<typeof rowsOf>[0]> = {}) =>
  rowsOf({ messages, pending: [], firstUnread: undefined, ...patch }, 'ann', dayOf);

describe('rowsOf', () => {
  it('joins what one author says in one go', () => {
    expect(shapes(rows([at(0), at(minute), at(2 * minute), at(3 * minute, ann)]))).toEqual([
      'day',
      'other first',
      'other',
      'other last',
      'own first last',
    ]);
  });

  it('begins anew after a pause, a system message and a new day', () => {
    expect(
      shapes(
        rows([
          at(0),
          at(6 * minute),
          at(7 * minute, ben, { kind: 'system' }),
          at(8 * minute),
          at(day - minute),
          at(day),
        ]),
      ),
    ).toEqual([
      'day',
      'other first last',
      'other first last',
      'other first last',
      'other first last',
      'other first last',
      'day',
      'other first last',
    ]);
  });

  it('draws the line of the unread within a group', () => {
    const messages = [at(0), at(minute), at(2 * minute)];
    expect(shapes(rows(messages, { firstUnread: messages[1]?.id }))).toEqual([
      'day',
      'other first last',
      'unread',
      'other first',
      'other last',
    ]);
  });

  it('puts what is on its way at the end, as part of the visitor’s own group', () => {
    const pending = [{ id: 'p1', text: 'Hi', createdAt: 0, status: 'sending' as const }];
    expect(shapes(rows([at(0, ann)], { pending }))).toEqual(['day', 'own first', 'own last']);
    expect(shapes(rows([at(0, ben)], { pending }))).toEqual(['day', 'other first last', 'own first last']);
  });

  it('gives every row a key of its own that stays when older ones come', () => {
    const messages = [at(0), at(minute), at(day), at(2 * day)];
    const keys = rows(messages).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const later = rows(messages.slice(1)).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(later));
  });

  it('sets what a thread is about apart from its replies', () => {
    const thread = [at(0, ann, { id: 'head', replies: 2 }), at(minute, ann), at(2 * minute)];
    expect(shapes(rows(thread, { head: 'head' }))).toEqual([
      'day',
      'own first last',
      '2 replies',
      'own first last',
      'other first last',
    ]);
    expect(shapes(rows(thread.slice(0, 1), { head: 'head' })).slice(1)).toEqual([
      'own first last',
      '2 replies',
    ]);
  });
});
