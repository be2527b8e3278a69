import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ann, ben } from '../testing/pretend-connection.ts';
import {
  chosenIn,
  nextVote,
  pressed,
  shareOf,
  votesIn,
  winnersOf,
  withChoice,
  withTold,
  type Poll,
} from './poll-model.ts';

const vote = (optionId: string, id = `vote-${optionId}`) => ({ id, optionId, comment: undefined });
const remark = (comment: string, id = 'comment') => ({ id, optionId: undefined, comment });

function poll(patch: Partial<Poll> = {}): Poll {
  return {
    id: 'poll',
    question: 'Where?',
    description: '',
    options: ['a', 'b', 'c'].map((id) => ({ id, text: id, votes: 0, voters: [] })),
    own: [],
    single: false,
    most: undefined,
    anonymous: false,
    suggestions: false,
    comments: false,
    commentCount: 0,
    closed: false,
    makerId: ben.id,
    updatedAt: 1,
    ...patch,
  };
}

const counted = (...votes: number[]) =>
  poll().options.map((option, at) => ({ ...option, votes: votes[at] ?? 0 }));

describe('a poll', () => {
  it('moves the one vote, or adds as many as it allows, and takes back what is pressed again', () => {
    const single = poll({ single: true, own: [vote('a')] });
    expect(pressed(single, 'b')).toEqual(['b']);
    expect(pressed(single, 'a')).toEqual([]);
    const two = poll({ most: 2, own: [vote('a'), remark('Hm')] });
    expect(pressed(two, 'b')).toEqual(['a', 'b']);
    expect(pressed({ ...two, own: [vote('a'), vote('b')] }, 'c')).toEqual(['a', 'b']);
  });

  it('shows a choice with its count and its face, and without it in an anonymous poll', () => {
    const before = poll({ single: true, options: counted(2, 1), own: [vote('a')] });
    const after = withChoice(before, ['b'], ann);
    expect(after.options.map(({ votes }) => votes)).toEqual([1, 2, 0]);
    expect(after.options[1]?.voters).toEqual([ann]);
    expect(withChoice({ ...before, anonymous: true }, ['b'], ann).options[1]?.voters).toEqual([]);
  });

  it('reaches any choice from any other, never over its limit on the way', () => {
    const some = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 });
    fc.assert(
      fc.property(some, some, fc.boolean(), (from, wanted, single) => {
        const to = single ? wanted.slice(0, 1) : wanted;
        let at = poll({ single, most: 2, own: (single ? from.slice(0, 1) : from).map((id) => vote(id)) });
        for (let steps = 0; steps < 5; steps += 1) {
          const step = nextVote(at, to);
          if (!step) break;
          const kept = 'take' in step ? at.own.filter(({ id }) => id !== step.take) : single ? [] : at.own;
          at = { ...at, own: 'cast' in step ? [...kept, vote(step.cast)] : kept };
          expect(at.own.length).toBeLessThanOrEqual(2);
        }
        expect([...chosenIn(at)].sort()).toEqual([...to].sort());
      }),
    );
  });

  it('has winners once it has ended, all that are even, and none without a vote', () => {
    expect(winnersOf(poll({ options: counted(2, 2, 1) }))).toEqual([]);
    expect(winnersOf(poll({ options: counted(2, 2, 1), closed: true }))).toEqual(['a', 'b']);
    expect(winnersOf(poll({ closed: true }))).toEqual([]);
    const ended = poll({ options: counted(3, 1) });
    expect(votesIn(ended)).toBe(4);
    expect(ended.options.map((option) => shareOf(ended, option))).toEqual([0.75, 0.25, 0]);
  });

  it('keeps the own votes when others vote, and follows those of the visitor on another device', () => {
    const known = poll({ own: [vote('a'), remark('Hm')], updatedAt: 5 });
    const news = poll({ options: counted(1, 1), updatedAt: 6 });
    const told = (own: { vote: ReturnType<typeof vote>; userId: string | undefined; on: boolean }) =>
      withTold(known, news, own, ann.id);
    expect(told({ vote: vote('b'), userId: ben.id, on: true }).own).toEqual(known.own);
    expect(told({ vote: vote('b'), userId: undefined, on: true }).own).toEqual(known.own);
    expect(chosenIn(told({ vote: vote('b'), userId: ann.id, on: true }))).toEqual(['a', 'b']);
    expect(chosenIn(told({ vote: vote('a'), userId: ann.id, on: false }))).toEqual([]);
    const moved = withTold(
      known,
      { ...news, single: true },
      { vote: vote('b', 'x'), userId: ann.id, on: true },
      ann.id,
    );
    expect(moved.own).toEqual([remark('Hm'), vote('b', 'x')]);
  });

  it('is not set back by what is told late', () => {
    const known = poll({ own: [], updatedAt: 9 });
    const late = poll({ options: counted(1), updatedAt: 8 });
    expect(withTold(known, late, { vote: vote('a'), userId: ann.id, on: true }, ann.id)).toBe(known);
  });
});
