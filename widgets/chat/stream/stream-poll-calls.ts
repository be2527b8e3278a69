import type { VotingVisibility } from 'stream-chat';
import type { NewPoll, PollCalls } from '../poll/poll-calls.ts';
import type { StreamAccess } from './stream-access.ts';

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
}
