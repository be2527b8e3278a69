import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../model.ts';
import { fromAnswer, next, placeholder, type ChannelState } from '../store/channel-state.ts';
import { someMessage } from '../testing/pretend-connection.ts';
import { Drawn } from './drawn.ts';

const span = (from: number, to: number): ChatMessage[] =>
  Array.from({ length: to - from }, (_, index) => someMessage({ createdAt: from + index }));

function channel(messages: readonly ChatMessage[], patch: Partial<ChannelState> = {}): ChannelState {
  const { channel } = placeholder('messaging:room');
  const answer = {
    channel,
    messages,
    more: false,
    unread: 0,
    readAt: undefined,
    readBy: {},
    deliveredTo: {},
  };
  return next(fromAnswer(answer, true), patch);
}

const timesOf = ({ messages }: ChannelState): number[] => messages.map(({ createdAt }) => createdAt);

describe('what is drawn of a conversation', () => {
  it('is all of a short one, as it is', () => {
    const state = channel(span(0, 30));
    expect(new Drawn().of(state, true)).toBe(state);
  });

  it('is the end of a long one, which has older ones then', () => {
    const part = new Drawn().of(channel(span(0, 500)), true);
    expect(timesOf(part).at(-1)).toBe(499);
    expect(part.messages.length).toBeLessThan(100);
    expect(part).toMatchObject({ hasOlder: true, hasNewer: false });
  });

  it('is where the visitor left off, when they come back', () => {
    const part = new Drawn().of(channel(span(0, 500), { firstUnread: 'm200' }), true);
    expect(timesOf(part)).toContain(200);
    expect(timesOf(part)).toContain(199);
    expect(part).toMatchObject({ hasOlder: true, hasNewer: true });
  });

  it('goes to what is jumped to, and back to the end', () => {
    const drawn = new Drawn();
    const state = channel(span(0, 500));
    drawn.of(state, true);
    const there = drawn.of(next(state, { target: { messageId: 'm100', state: 'here' } }), true);
    expect(timesOf(there)).toContain(100);
    expect(there.hasNewer).toBe(true);
    drawn.toEnd();
    expect(timesOf(drawn.of(there, true)).at(-1)).toBe(timesOf(there).at(-1));
    expect(timesOf(drawn.of(state, true)).at(-1)).toBe(499);
  });

  it('shows what is on its way only below the last message', () => {
    const drawn = new Drawn();
    const pending = [{ id: 'p', text: 'On its way', createdAt: 900, status: 'waiting' as const }];
    const state = channel(span(0, 500), { pending });
    expect(drawn.of(state, true).pending).toEqual(pending);
    expect(drawn.cut('newer', 'm480')).toBe(true);
    expect(drawn.of(state, false).pending).toEqual([]);
  });

  it('is the same as long as nothing changes', () => {
    const drawn = new Drawn();
    const state = channel(span(0, 500));
    const part = drawn.of(state, true);
    expect(drawn.of(state, false)).toBe(part);
    expect(drawn.cut('older', part.messages[0]?.id ?? '')).toBe(false);
    expect(drawn.cut('older', 'somewhere else')).toBe(false);
    expect(drawn.of(state, false)).toBe(part);
  });

  it('draws a few more at once, however many have come', () => {
    for (const following of [true, false]) {
      const drawn = new Drawn();
      const before = drawn.of(channel(span(400, 430)), true);
      const after = drawn.of(channel(span(400, 1_400)), following);
      expect(after.messages.length).toBeLessThanOrEqual(before.messages.length + 40);
      expect(timesOf(after)).toContain(following ? 1_399 : 400);
    }
  });

  const side = fc.constantFrom('older' as const, 'newer' as const);
  const step = fc.oneof(
    fc.record({ do: fc.constant('move' as const), from: fc.nat(2_000), length: fc.nat(400) }),
    fc.record({ do: fc.constant('erase' as const), at: fc.nat(500) }),
    fc.record({ do: fc.constant('arrive' as const), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constant('extend' as const), side }),
    fc.record({ do: fc.constant('cut' as const), side, at: fc.nat(300) }),
    fc.record({ do: fc.constant('jump' as const), at: fc.nat(500) }),
    fc.record({ do: fc.constant('end' as const) }),
  );

  it('is always a stretch of what is here, with what was asked for in it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, following) => {
        const drawn = new Drawn();
        let whole = channel(span(0, 300));
        for (const act of steps) {
          const before = drawn.of(whole, following).messages.length;
          const { messages } = whole;
          if (act.do === 'move') whole = next(whole, { messages: span(act.from, act.from + act.length) });
          if (act.do === 'erase') whole = next(whole, { messages: messages.toSpliced(act.at, 1) });
          if (act.do === 'arrive') {
            const last = messages.at(-1)?.createdAt ?? 0;
            whole = next(whole, { messages: [...messages, ...span(last + 1, last + 1 + act.count)] });
          }
          if (act.do === 'extend') drawn.extend(act.side);
          if (act.do === 'cut') drawn.cut(act.side, drawn.of(whole, following).messages[act.at]?.id ?? '');
          if (act.do === 'end') drawn.toEnd();
          const sought = act.do === 'jump' ? messages[act.at]?.id : undefined;
          if (sought) whole = next(whole, { target: { messageId: sought, state: 'here' } });

          const part = drawn.of(whole, following);
          const start = whole.messages.findIndex(({ id }) => id === part.messages[0]?.id);
          const end = start + part.messages.length;
          expect(part.messages).toEqual(start < 0 ? [] : whole.messages.slice(start, end));
          expect(part.messages.length > 0).toBe(whole.messages.length > 0);
          expect(part.hasOlder).toBe(start > 0);
          expect(part.hasNewer).toBe(start >= 0 && end < whole.messages.length);
          expect(part.messages.length).toBeLessThanOrEqual(Math.max(60, before + 40));
          if (sought) expect(part.messages.some(({ id }) => id === sought)).toBe(true);
          if (act.do === 'end') expect(part.hasNewer).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});
