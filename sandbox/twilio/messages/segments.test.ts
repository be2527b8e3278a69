import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSegments, smartEncode } from './segments.ts';

describe('segments', () => {
  test.each([
    ['nothing', '', 1],
    ['160 letters', 'a'.repeat(160), 1],
    ['161 letters', 'a'.repeat(161), 2],
    ['306 letters', 'a'.repeat(306), 2],
    ['307 letters', 'a'.repeat(307), 3],
    ['80 signs of the extension', '€'.repeat(80), 1],
    ['81 signs of the extension', '€'.repeat(81), 2],
    // 152 and the escape of the next would not fit: it goes to the next segment whole.
    ['152 letters, then signs of the extension', 'a'.repeat(152) + '€'.repeat(77), 3],
    ['70 letters beyond GSM', 'ф'.repeat(70), 1],
    ['71 letters beyond GSM', 'ф'.repeat(71), 2],
    ['134 letters beyond GSM', 'ф'.repeat(134), 2],
    ['135 letters beyond GSM', 'ф'.repeat(135), 3],
    ['35 emoji', '😀'.repeat(35), 1],
    ['36 emoji', '😀'.repeat(36), 2],
    // 33 emoji are 66 units; the 34th is not cut in half.
    ['67 emoji', '😀'.repeat(67), 3],
    ['one emoji among 70 letters', `${'a'.repeat(70)}😀`, 2],
  ])('of %s', (_what, text, segments) => {
    expect(countSegments(text)).toBe(segments);
  });

  test('grow with the text, never by more than the text could need', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.string({ maxLength: 20 }),
        (text, more) => {
          expect(countSegments(text + more)).toBeGreaterThanOrEqual(countSegments(text));
          expect(countSegments(text)).toBeLessThanOrEqual(Math.max(1, Math.ceil(text.length / 66)));
        },
      ),
    );
  });

  test('are fewer when lookalikes are replaced', () => {
    const text = `“Don’t” – ${'x'.repeat(140)}…`;
    expect(smartEncode(text)).toBe(`"Don't" - ${'x'.repeat(140)}...`);
    expect(countSegments(text)).toBe(3);
    expect(countSegments(smartEncode(text))).toBe(1);
  });
});
