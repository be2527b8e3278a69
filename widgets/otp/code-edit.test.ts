import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editCode } from './code-edit.ts';

/** What a browser's field holds after `text` was put where the selection is. */
function put(value: string, start: number, end: number, text: string) {
  return { text: value.slice(0, start) + text + value.slice(end), caret: start + text.length };
}

const edit = (value: string, start: number, end: number, text: string, length = 6) => {
  const after = put(value, start, end, text);
  return editCode(value, after.text, after.caret, length);
};

describe('editing a code', () => {
  it('takes digits as they come', () => {
    expect(edit('12', 2, 2, '3')).toEqual({ text: '123', caret: 3 });
    expect(edit('13', 1, 1, '2')).toEqual({ text: '123', caret: 2 });
  });

  it('takes nothing but digits, of any script', () => {
    expect(edit('12', 2, 2, 'x')).toEqual({ text: '12', caret: 2 });
    expect(edit('', 0, 0, '٤٢')).toEqual({ text: '42', caret: 2 });
  });

  it.each([
    '123456',
    ' 123 456 ',
    '123-456',
    'G-123456 is your code',
    '１２３４５６',
    '@example.com #123456',
  ])('takes the code out of what is pasted: %s', (text) =>
    expect(edit('', 0, 0, text)).toEqual({ text: '123456', caret: 6 }),
  );

  it('replaces all by a whole code pasted anywhere', () => {
    for (const caret of [0, 3, 6]) expect(edit('111111', caret, caret, '234567').text).toBe('234567');
  });

  it('replaces the digit behind the caret of a full field', () => {
    expect(edit('123456', 2, 2, '9')).toEqual({ text: '129456', caret: 3 });
    expect(edit('111111', 2, 2, '1')).toEqual({ text: '111111', caret: 3 });
  });

  it('replaces the last digit where the caret of a full field is at its end', () => {
    expect(edit('123456', 6, 6, '9')).toEqual({ text: '123459', caret: 6 });
  });

  it('replaces what is selected', () => {
    expect(edit('123456', 1, 3, '9')).toEqual({ text: '19456', caret: 2 });
    expect(edit('123456', 2, 3, '9')).toEqual({ text: '129456', caret: 3 });
  });

  it('keeps to its length, keeps what the edit did not touch, and leaves the caret behind what was put in', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 10 }),
        fc.stringMatching(/^\d{0,10}$/),
        fc.stringMatching(/^\d{1,3}$/),
        fc.nat(),
        (length, digits, typed, at) => {
          const value = digits.slice(0, length);
          const caret = at % (value.length + 1);
          const after = edit(value, caret, caret, typed, length);
          expect(after.text).toMatch(/^\d*$/);
          expect(after.text.length).toBe(Math.min(value.length + typed.length, length));
          expect(after.text.slice(0, after.caret).endsWith(typed)).toBe(true);
          if (caret + typed.length <= length) expect(after.text.startsWith(value.slice(0, caret))).toBe(true);
          const overwritten = Math.max(0, value.length + typed.length - length);
          expect(after.text.endsWith(value.slice(caret + overwritten))).toBe(true);
        },
      ),
    ));
});
