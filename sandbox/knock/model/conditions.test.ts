import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition, Operator } from './conditions.ts';
import { condition, holds } from './conditions.ts';

const scope = {
  data: {
    total: 40,
    text: 'A wooden spoon',
    tags: ['oak', 'spoon', 3],
    none: null,
    nothing: '',
    list: [],
    at: '2030-05-02T10:00:00Z',
    paid: true,
    digits: '7',
    nested: { deep: 'yes' },
  },
  recipient: { id: 'ann', tag: 'oak', muted: ['rugs'] },
  actor: { id: 'ben' },
};

const met: [string, Operator, string | null][] = [
  ['data.total', 'equal_to', '40'],
  ['data.paid', 'equal_to', 'true'],
  ['data.digits', 'equal_to', '7'],
  ['data.none', 'equal_to', ''],
  ['data.nested.deep', 'equal_to', 'yes'],
  ['recipient.id', 'not_equal_to', 'actor.id'],
  ['data.absent', 'equal_to', ''],
  ['data.total', 'greater_than', '9'],
  ['data.digits', 'less_than', '40'],
  ['data.total', 'greater_than_or_equal_to', '40'],
  ['data.total', 'less_than_or_equal_to', '40'],
  ['data.text', 'contains', 'wooden'],
  ['data.tags', 'contains', 'recipient.tag'],
  ['data.tags', 'contains', '3'],
  ['recipient.muted', 'not_contains', 'data.text'],
  ['data.tags', 'contains_all', '["oak", 3]'],
  ['data.tags', 'contains_all', 'oak'],
  ['data.tags', 'not_contains_all', '["oak", "ash"]'],
  ['data.nothing', 'empty', null],
  ['data.none', 'empty', null],
  ['data.list', 'empty', null],
  ['data.absent', 'empty', null],
  ['data.text', 'not_empty', null],
  ['data.none', 'exists', null],
  ['data.absent', 'not_exists', null],
  ['data.at', 'is_timestamp', null],
  ['data.text', 'is_not_timestamp', null],
  ['data.at', 'is_timestamp_on_or_after', '2030-05-02T10:00:00Z'],
  ['data.at', 'is_timestamp_before', '2030-05-02T12:00:01+02:00'],
  ['data.at', 'is_timestamp_on_or_after_date', '2030-05-02'],
  ['data.at', 'is_timestamp_before_date', '2030-05-03'],
  ['data.at', 'is_timestamp_between', '["2030-05-01T00:00:00Z", "2030-05-02T10:00:00"]'],
  ['data.total', 'is_between', '[40, 41]'],
  ['recipient.id', 'is_not_audience_member', 'beta'],
];

test.each(met)('%s %s %s holds', (variable, operator, argument) => {
  expect(holds([{ variable, operator, argument }], scope)).toBe(true);
});

const unmet: [string, Operator, string | null][] = [
  ['data.total', 'equal_to', '41'],
  ['data.tags', 'equal_to', 'oak'],
  ['recipient.id', 'not_equal_to', 'recipient.id'],
  ['data.text', 'greater_than', '1'],
  ['data.tags', 'greater_than', '1'],
  ['data.absent', 'less_than', '1'],
  ['data.total', 'contains', '4'],
  ['data.tags', 'not_contains', 'oak'],
  ['data.tags', 'contains_all', '["oak", "ash"]'],
  ['data.total', 'empty', null],
  ['data.nothing', 'not_empty', null],
  ['data.constructor', 'exists', null],
  ['data.nested.deep', 'not_exists', null],
  ['data.total', 'is_timestamp', null],
  ['data.at', 'is_timestamp_on_or_after', '2030-05-02T10:00:01Z'],
  ['data.at', 'is_timestamp_before', '2030-05-02T10:00:00Z'],
  ['data.text', 'is_timestamp_before', '2030-05-02T10:00:00Z'],
  ['data.at', 'is_timestamp_on_or_after_date', '2030-05-03'],
  ['data.at', 'is_timestamp_before_date', '2030-05-02'],
  ['data.at', 'is_timestamp_between', '["2030-05-02T10:00:01Z", "2030-06-01T00:00:00Z"]'],
  ['data.total', 'is_between', '[41, 50]'],
  ['recipient.id', 'is_audience_member', 'beta'],
];

test.each(unmet)('%s %s %s does not hold', (variable, operator, argument) => {
  expect(holds([{ variable, operator, argument }], scope)).toBe(false);
});

test('a list asks for all, a group for all or any, and groups nest', () => {
  const yes: Condition = { variable: 'data.paid', operator: 'equal_to', argument: 'true' };
  const no: Condition = { ...yes, argument: 'false' };
  expect(holds([], scope)).toBe(true);
  expect(holds([yes, no], scope)).toBe(false);
  expect(holds({ all: [yes, { any: [no, yes] }] }, scope)).toBe(true);
  expect(holds({ any: [no, { all: [yes, no] }] }, scope)).toBe(false);
});

test.each([
  ['an operator that there is not', { variable: 'data.a', operator: 'sounds_like', argument: 'b' }],
  ['no variable', { variable: '', operator: 'empty', argument: null }],
  ['an argument that is no text', { variable: 'data.a', operator: 'equal_to', argument: 5 }],
  ['more than it needs', { variable: 'data.a', operator: 'empty', argument: null, any: true }],
])('%s makes no condition', (_what, value) => {
  expect(condition.safeParse(value).success).toBe(false);
});

test.each<[Operator, Operator]>([
  ['equal_to', 'not_equal_to'],
  ['contains', 'not_contains'],
  ['contains_all', 'not_contains_all'],
  ['empty', 'not_empty'],
  ['exists', 'not_exists'],
  ['is_timestamp', 'is_not_timestamp'],
])('any value is %s or else %s', (operator, opposite) => {
  const value = fc.jsonValue({ maxDepth: 2 });
  const argument = fc.oneof(
    fc.constant(null),
    fc.string(),
    value.map((json) => JSON.stringify(json)),
  );
  fc.assert(
    fc.property(value, argument, (data, text) => {
      const judge = (by: Operator) => holds([{ variable: 'data', operator: by, argument: text }], { data });
      expect(judge(operator)).not.toBe(judge(opposite));
    }),
  );
});
