import { expect, it } from 'vitest';
import { faultOf, mostOptions, tidied, withRoom } from './poll-draft.ts';

const poll = (question: string, options: string[]) =>
  tidied({ question, options, multiple: false, anonymous: false, suggestions: false });

it('has room for one more option, and for two at least', () => {
  expect(withRoom([])).toEqual(['', '']);
  expect(withRoom(['a', ''])).toEqual(['a', '']);
  expect(withRoom(['a', 'b'])).toEqual(['a', 'b', '']);
  expect(withRoom(['a', '', ''])).toEqual(['a', '']);
  expect(withRoom(['', 'b', ''])).toEqual(['', 'b', '']);
  expect(withRoom(Array.from({ length: mostOptions }, String))).toHaveLength(mostOptions);
});

it('says what is missing', () => {
  expect(faultOf(poll(' ', ['a', 'b']))).toBe('no-question');
  expect(faultOf(poll('Lunch?', ['a', ' ']))).toBe('few-options');
  expect(faultOf(poll('Lunch?', ['Pizza', ' pizza ']))).toBe('same-options');
  expect(faultOf(poll('Lunch?', ['Pizza', 'Soup', '']))).toBeUndefined();
});
