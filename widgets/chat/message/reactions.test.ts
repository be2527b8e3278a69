import { describe, expect, it } from 'vitest';
import { emojiGroups } from '../emoji/emoji-names.ts';
import { emojiOf, reactionOf } from './reactions.ts';

describe('the names of reactions', () => {
  it('come back as the emoji they were made of', () => {
    for (const { emoji } of emojiGroups.flatMap((group) => group.emoji)) {
      expect(emojiOf(reactionOf(emoji))).toBe(emoji);
    }
    expect(reactionOf('👍')).toBe('like');
    expect(reactionOf('🎉')).toBe('U+1F389');
    expect(emojiOf('U+1F44D-U+1F3FD')).toBe('👍🏽');
  });

  it('of other clients are drawn by what they say, whatever that is', () => {
    expect(emojiOf('party', '🥳')).toBe('🥳');
    expect(emojiOf('party', 'U+1F973')).toBe('🥳');
    expect(emojiOf('party')).toBe('party');
    expect(emojiOf('constructor')).toBe('constructor');
    expect(emojiOf('U+FFFFFF')).toBe('U+FFFFFF');
    expect(emojiOf('x'.repeat(300))).toHaveLength(16);
  });
});
