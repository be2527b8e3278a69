import { describe, expect, it } from 'vitest';
import { found, recentEmoji, remember, spoken, toned } from './emoji-choice.ts';
import { emojiNames } from './emoji-names.ts';

describe('emoji', () => {
  it('are there once each, and each has a name of its own', () => {
    expect(new Set(emojiNames.map(({ emoji }) => emoji)).size).toBe(emojiNames.length);
    expect(new Set(emojiNames.map(({ names }) => names[0])).size).toBe(emojiNames.length);
    for (const { emoji, names } of emojiNames) {
      expect(emoji).toMatch(/^(?:\p{Emoji}|\p{Emoji_Component}|\u200D)+$/u);
      for (const name of names) expect(name).toMatch(/^[\w+-]+$/);
    }
  });

  it('are found by any of their names, in words or as a shortcode', () => {
    expect(found('thumbs')[0]?.emoji).toBe('👍');
    expect(found(':tada:')[0]?.emoji).toBe('🎉');
    expect(found('bar chart')[0]?.emoji).toBe('📊');
    expect(found('  ')).toEqual([]);
    expect(found('no such thing')).toEqual([]);
  });

  it('take a skin tone where they have skin, and nowhere else', () => {
    expect(toned('👍', '🏽')).toBe('👍🏽');
    expect(toned('✌️', '🏿')).toBe('✌🏿');
    expect(toned('🧑‍💻', '🏻')).toBe('🧑🏻‍💻');
    expect(toned('🎉', '🏽')).toBe('🎉');
    expect(toned('👍', '')).toBe('👍');
  });

  it('that were used are remembered, the last first, each once', () => {
    for (const emoji of emojiNames.slice(0, 20)) remember(emoji);
    const again = emojiNames[15];
    if (again) remember(again);
    expect(recentEmoji()).toHaveLength(16);
    expect(recentEmoji()[0]).toBe(again);
    expect(new Set(recentEmoji()).size).toBe(16);
    expect(spoken(found('heart eyes')[0] ?? expect.fail('none'))).toBe('heart eyes');
  });
});
