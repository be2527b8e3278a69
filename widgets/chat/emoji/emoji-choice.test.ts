import { describe, expect, it } from 'vitest';
import { found, recentEmoji, remember, spoken, toned } from './emoji-choice.ts';
import { emojiNames } from './emoji-names.ts';
import { emojiIn } from './emoji-words.ts';
import german from './words.de.ts';

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

  it('are found by the words of the visitor’s language, too, and called by them', async () => {
    const german = await emojiIn('de-AT');
    const [first] = found('Geburtstag', german);
    expect(first?.emoji).toBe('🎂');
    expect(first && spoken(first)).toBe('Geburtstag');
    expect(found('schlussel', german)[0]?.emoji).toBe('🔑');
    expect(found('daumen hoch', german)[0]?.emoji).toBe('👍');
    expect(found('tada', german)[0]?.emoji).toBe('🎉');
    // Nobody has written German for it.
    expect(spoken(found('sushi', german)[0] ?? expect.fail('none'))).toBe('sushi');
    expect(found('Geburtstag')).toEqual([]);
    expect(await emojiIn('xx')).toBe(emojiNames);
  });

  it('have words for emoji that there are, each once', () => {
    const named = german.split('|').map((entry) => entry.trim().split(/\s+/)[0] ?? '');
    expect(named.filter((one) => !emojiNames.some(({ emoji }) => emoji === one))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
    expect(named.length).toBeGreaterThan(emojiNames.length * 0.75);
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
