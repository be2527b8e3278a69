import type { Event, QueryPollsFilters, VotingVisibility } from 'stream-chat';
import type { WhoPage } from '../message/who/who.ts';
import type { ChatMessage } from '../model.ts';
import type { NewPoll, PollCalls, VoteAnswer } from '../poll/poll-calls.ts';
import type { Poll, ToldVote } from '../poll/poll-model.ts';
import type { StreamAccess } from './stream-access.ts';
import { toUser } from './stream-model.ts';
import { toPoll, toToldVote, toVote, type WirePoll, type WireVote } from './stream-polls.ts';

/** People on one page of voters. */
const page = 25;

/** `PollCalls` by the vendor's SDK. */
export class StreamPollCalls implements PollCalls {
  readonly #stream: StreamAccess;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  create({ question, options, multiple, anonymous, suggestions }: NewPoll): Promise<string> {
    return this.#stream.call(async (client) => {
      const { poll } = await client.createPoll({
        name: question,
        options: options.map((text) => ({ text })),
        enforce_unique_vote: !multiple,
        voting_visibility: (anonymous ? 'anonymous' : 'public') as VotingVisibility,
        allow_user_suggested_options: suggestions,
        allow_answers: false,
      });
      return poll.id;
    });
  }

  of({ raw }: ChatMessage): Poll | undefined {
    const wire: unknown = raw['poll'];
    return typeof wire === 'object' && wire ? toPoll(wire) : undefined;
  }

  get(pollId: string): Promise<Poll> {
    return this.#stream.call(async (client) => toPoll((await client.getPoll(pollId)).poll as WirePoll));
  }

  vote(messageId: string, pollId: string, optionId: string): Promise<VoteAnswer> {
    return this.#stream.call(async (client) =>
      toAnswer(await client.castPollVote(messageId, pollId, { option_id: optionId })),
    );
  }

  takeBack(messageId: string, pollId: string, voteId: string): Promise<VoteAnswer> {
    return this.#stream.call(async (client) =>
      toAnswer(await client.removePollVote(messageId, pollId, voteId)),
    );
  }

  comment(messageId: string, pollId: string, text: string): Promise<VoteAnswer> {
    return this.#stream.call(async (client) => toAnswer(await client.addPollAnswer(messageId, pollId, text)));
  }

  suggest(pollId: string, text: string): Promise<void> {
    return this.#stream.call(async (client) => {
      await client.createPollOption(pollId, { text });
    });
  }

  end(pollId: string): Promise<void> {
    return this.#stream.call(async (client) => {
      await client.closePoll(pollId);
    });
  }

  voters(pollId: string, optionId: string, next?: string): Promise<WhoPage> {
    return this.#page(pollId, { option_id: optionId }, next);
  }

  comments(pollId: string, next?: string): Promise<WhoPage> {
    return this.#page(pollId, { is_answer: true }, next);
  }

  #page(pollId: string, filter: object, next: string | undefined): Promise<WhoPage> {
    return this.#stream.call(async (client) => {
      const answer = await client.queryPollVotes(pollId, filter as QueryPollsFilters, [{ created_at: -1 }], {
        limit: page,
        ...(next && { next }),
      });
      const votes: readonly WireVote[] = answer.votes;
      return {
        people: votes.map((vote) => ({
          user: toUser(vote.user),
          ...(typeof vote.answer_text === 'string' && { text: vote.answer_text }),
        })),
        next: answer.next || undefined,
      };
    });
  }

  follow(listener: (poll: Poll, vote: ToldVote | undefined) => void): () => void {
    const { unsubscribe } = this.#stream.client.on((event: Event) => {
      const type: string = event.type;
      if (!type.startsWith('poll.') || !event.poll) return;
      const poll = toPoll(event.poll as WirePoll);
      listener(
        // What was deleted cannot be voted on either.
        type === 'poll.deleted' ? { ...poll, closed: true } : poll,
        toToldVote(type, event.poll_vote),
      );
    });
    return unsubscribe;
  }
}

function toAnswer(answer: { vote?: WireVote; poll?: WirePoll }): VoteAnswer {
  return { vote: toVote(answer.vote ?? {}), poll: answer.poll && toPoll(answer.poll) };
}
