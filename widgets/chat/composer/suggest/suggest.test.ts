import { describe, expect, it } from 'vitest';
import { emojiNames } from '../../emoji/emoji-names.ts';
import { best, folded, rank } from './matching.ts';
import { triggerAt } from './trigger.ts';

const at = (text: string) => triggerAt(text, text.length);

describe('triggerAt', () => {
  it('finds a name being typed after a sign at the beginning of a word', () => {
    expect(at('Hi @be')).toEqual({ kind: 'mention', query: 'be', start: 3 });
    expect(at('@Ben Ba')).toEqual({ kind: 'mention', query: 'Ben Ba', start: 0 });
    expect(at('(@')).toEqual({ kind: 'mention', query: '', start: 1 });
  });

  it('asks for nothing in addresses, after other words, or over lines', () => {
    for (const text of ['ben@example.com', '@ ben', '@ben and the others went', '@ben\nhello', '@ben  ']) {
      expect(at(text)).toBeUndefined();
    }
  });

  it('takes a command only at the very beginning', () => {
    expect(at('/gi')).toEqual({ kind: 'command', query: 'gi', start: 0 });
    expect(at('see /gi')).toBeUndefined();
    expect(at('/giphy cats')).toBeUndefined();
  });

  it('takes two letters of an emoji, and leaves times and addresses alone', () => {
    expect(at('so :sm')).toEqual({ kind: 'emoji', query: 'sm', start: 3 });
    for (const text of ['at 10:30', ':s', 'https://x', 'a:smile']) expect(at(text)).toBeUndefined();
  });

  it('looks at what stands before the caret alone', () => {
    expect(triggerAt('@be is here', 3)).toEqual({ kind: 'mention', query: 'be', start: 0 });
  });
});

describe('matching', () => {
  it('does not mind case or marks', () => {
    expect(folded('Ünal Łukasz Øre Straße')).toBe('unal lukasz ore strasse');
    expect(rank('Zoë Müller', 'zoe')).toBe(0);
    expect(rank('Zoë Müller', 'mul')).toBe(1);
    expect(rank('Zoë Müller', 'oe')).toBe(2);
    expect(rank('Zoë Müller', 'x')).toBeUndefined();
  });

  it('puts beginnings first, and keeps the order of equals', () => {
    const names = ['Diane Bell', 'Benno', 'Abel', 'Ben'];
    expect(best(names, 'be', (name) => [name], 8)).toEqual(['Benno', 'Ben', 'Diane Bell', 'Abel']);
    expect(best(names, '', (name) => [name], 2)).toEqual(['Diane Bell', 'Benno']);
  });
});

describe('emojiNames', () => {
  it('has each emoji once, and each shortcode once', () => {
    const shortcodes = emojiNames.map(({ names }) => names[0]);
    expect(emojiNames.length).toBeGreaterThan(150);
    expect(new Set(emojiNames.map(({ emoji }) => emoji)).size).toBe(emojiNames.length);
    expect(new Set(shortcodes).size).toBe(shortcodes.length);
    expect(shortcodes.every((name) => name && /^[a-z0-9_+-]{1,}$/.test(name))).toBe(true);
  });
});
