import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt, matches, pieces } from './match.ts';

const marked = (text: string, query: string) =>
  pieces(text, query)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

describe('what is looked for', () => {
  it.each([
    ['Ben Baker', 'be', '[Be]n Baker'],
    ['Zoë Ångström', 'zoe ang', '[Zoë] [Ång]ström'],
    ['a.b', '.', 'a[.]b'],
    ['ﬁsh İx', 'i', 'ﬁsh [İ]x'],
    ['👩‍👧 ben', 'ben', '👩‍👧 [ben]'],
    ['nothing', '', 'nothing'],
    ['aaa', 'aa', '[aa]a'],
  ])('in %j by %j is marked', (text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it('is marked without losing or adding anything of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        const all = pieces(text, query);
        expect(all.map((piece) => piece.text).join('')).toBe(text);
        // Pieces of a kind are one piece.
        for (const [index, piece] of all.entries()) expect(piece.hit).not.toBe(all[index + 1]?.hit);
      }),
    );
  });

  it('is found at the beginning of words alone, whatever their order, case and accents', () => {
    expect(matches('Ben Baker', 'bak be')).toBe(true);
    expect(matches('Zoë', 'ZOE')).toBe(true);
    expect(matches('Ben Baker', 'aker')).toBe(false);
    expect(matches('Ben Baker', 'ben cleo')).toBe(false);
  });

  it('is within the excerpt of a long text, which begins and ends with whole words where it can', () => {
    const long = `${'lorem ipsum '.repeat(40)}needle ${'dolor sit '.repeat(40)}`;
    const short = excerpt(long, 'needle');
    expect(short).toContain('needle');
    expect(short.startsWith('…')).toBe(true);
    expect(short.length).toBeLessThan(130);
    expect(excerpt('short', 'x')).toBe('short');
    expect(excerpt('x'.repeat(500), 'nothing')).toBe(`${'x'.repeat(120)}…`);
  });
});
