import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, parseText, plainText, type Block, type Inline } from './parse.ts';

function links(blocks: readonly Block[]): string[] {
  const ofInline = (part: Inline): string[] =>
    part.type === 'link' ? [part.url] : 'children' in part ? part.children.flatMap(ofInline) : [];
  return blocks.flatMap((block): string[] => {
    if (block.type === 'code') return [];
    if (block.type === 'table') return [block.head, ...block.rows].flat(2).flatMap(ofInline);
    if (block.type === 'list') return block.items.flat().flatMap(ofInline);
    return block.type === 'quote' ? links(block.children) : block.children.flatMap(ofInline);
  });
}

describe('parseText', () => {
  it('reads what people write', () => {
    expect(parseInline('See **the *new* lamp** and `code`')).toEqual([
      { type: 'text', text: 'See ' },
      {
        type: 'strong',
        children: [
          { type: 'text', text: 'the ' },
          { type: 'emphasis', children: [{ type: 'text', text: 'new' }] },
          { type: 'text', text: ' lamp' },
        ],
      },
      { type: 'text', text: ' and ' },
      { type: 'code', text: 'code' },
    ]);
    expect(parseInline('**bold** and ~~gone~~')[0]).toEqual({
      type: 'strong',
      children: [{ type: 'text', text: 'bold' }],
    });
  });

  it('reads tables, as wide as their head', () => {
    const text = (value: string) => (value ? [{ type: 'text', text: value }] : []);
    const source = 'Prices:\n| Lamp | Price | |\n|:--|--:|:-:|\n| a\\|b | 1 | x | y |\nplain\n\nend';
    expect(parseText(source)).toEqual([
      { type: 'paragraph', children: text('Prices:') },
      {
        type: 'table',
        sides: ['start', 'end', 'center'],
        head: [text('Lamp'), text('Price'), text('')],
        rows: [[text('a|b'), text('1'), text('x')], [text('plain')]],
      },
      { type: 'paragraph', children: text('end') },
    ]);
    expect(parseText('a | b\n--- | ---\n> said').map(({ type }) => type)).toEqual(['table', 'quote']);
    expect(plainText(source)).toBe('Prices: Lamp Price a|b 1 x plain end');
  });

  it.each([
    'a | b',
    'a | b\nc | d',
    'a | b\n---',
    'a | b\n--- | --- | ---',
    'a | b\n- | -x',
    `${'|'.repeat(60)}\n${'|-'.repeat(60)}|`,
  ])('leaves what only looks like a table as it is: %j', (source) => {
    expect(parseText(source).map(({ type }) => type)).not.toContain('table');
  });

  it('keeps line breaks, lists, quotes and code', () => {
    expect(parseText('one\ntwo\n\n- a\n- b\n\n> said\n\n```\n<b>\n```').map((block) => block.type)).toEqual([
      'paragraph',
      'list',
      'quote',
      'code',
    ]);
  });

  it('leaves a snake_case_name and 2*3*4 alone', () => {
    expect(parseInline('snake_case_name and 2*3*4')).toEqual([
      { type: 'text', text: 'snake_case_name and 2*3*4' },
    ]);
  });

  it('ends a bare address before the sentence does', () => {
    expect(links(parseText('(look at https://example.com/a_b_c.)'))).toEqual(['https://example.com/a_b_c']);
    expect(links(parseText('https://en.example.org/Lamp_(object) is'))).toEqual([
      'https://en.example.org/Lamp_(object)',
    ]);
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert)',
    '[x](java\tscript:alert)',
    '[x](data:text/html,hi)',
    '[x](vbscript:x)',
    '<javascript:alert(1)>',
  ])('makes no link of %s', (source) => {
    expect(links(parseText(source))).toEqual([]);
  });

  it('never makes a link that could run, and ends, whatever it is given', () => {
    const piece = fc.constantFrom(
      '*',
      '_',
      '`',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      'javascript:',
      'https://',
      '\n',
      'a',
      ' ',
      '~~',
      '\\',
      '\u202e',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        for (const url of links(parseText(pieces.join('')))) expect(url).toMatch(/^(https?|mailto|tel):/);
      }),
      { numRuns: 500 },
    );
  });

  it('makes no more cells than there are characters', () => {
    const cells = (blocks: readonly Block[]): number =>
      blocks.reduce((sum, block) => {
        if (block.type === 'quote') return sum + cells(block.children);
        return block.type === 'table' ? sum + [block.head, ...block.rows].flat().length : sum;
      }, 0);
    const columns = fc.integer({ min: 2, max: 50 });
    const row = fc.array(fc.constantFrom('|', 'a', ' ', '\\|'), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(columns, fc.array(row, { maxLength: 300 }), (count, rows) => {
        const head = [Array<string>(count).fill('h'), Array<string>(count).fill('-')];
        const source = [...head.map((line) => line.join('|')), ...rows.map((line) => line.join(''))].join(
          '\n',
        );
        const found = cells(parseText(source));
        expect(found).toBeGreaterThanOrEqual(count);
        expect(found).toBeLessThanOrEqual(source.length);
      }),
    );
  });

  it('takes a hostile hundred thousand characters in its stride', () => {
    for (const unit of ['*', '[', '`', '_a', '~~', '> ', '[a](', 'https://']) {
      expect(plainText(unit.repeat(100_000 / unit.length)).length).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('plainText', () => {
  it('is the words alone, in one line', () => {
    expect(plainText('**Order 1042** is\n[on its way](https://example.com)')).toBe(
      'Order 1042 is on its way',
    );
  });
});
