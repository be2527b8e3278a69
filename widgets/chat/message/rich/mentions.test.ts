import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseText, plainBlocks, type Block } from '../../../shared/text/parse.ts';
import type { ChatUser } from '../../model.ts';
import { withMentions } from './mentions.ts';

const person = (id: string, name = ''): ChatUser => ({ id, name, image: undefined, online: false });
const people = [person('ann', 'Ann'), person('archer', 'Ann Archer'), person('ben')];

const found = (text: string): string[] => {
  const seen: string[] = [];
  withMentions(parseText(text), people, (user, written) => {
    seen.push(`${written} is ${user.id}`);
    return written;
  });
  return seen;
};

describe('mentions', () => {
  test.each([
    ['@Ann Archer and @Ann', ['@Ann Archer is archer', '@Ann is ann']],
    ['ask @ben, please', ['@ben is ben']],
    ['**@Ann** said\n- @ben\n> @Ann', ['@Ann is ann', '@ben is ben', '@Ann is ann']],
    ['@Annabel and @bend are others', []],
    ['`@Ann` is code, [@Ann](https://example.com) a link', []],
    ['mail ann@example.com', []],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('names are names, whatever is in them', () => {
    const odd = person('x', 'A.*(b)[c]|$');
    const drawn: string[] = [];
    withMentions([paragraph('@A.*(b)[c]|$ and @Axx')], [odd], (_user, written) => drawn.push(written));
    expect(drawn).toEqual(['@A.*(b)[c]|$']);
  });

  test('no text is lost or changed by them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { maxLength: 4 }), (text, names) => {
        const named = names.map((name, at) => person(`u${at}`, name));
        const blocks = parseText(`${text} @${names[0] ?? ''}`);
        expect(plainBlocks(withMentions(blocks, named, () => 'drawn'))).toBe(plainBlocks(blocks));
      }),
    );
  });
});

const paragraph = (text: string): Block => ({ type: 'paragraph', children: [{ type: 'text', text }] });
