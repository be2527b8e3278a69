import type { ConnectionParts } from '../connection.ts';
import type { StreamAccess } from './stream-access.ts';

/** Each part of a connection is its own chunk. */
export const parts: {
  readonly [Name in keyof ConnectionParts]: (stream: StreamAccess) => Promise<ConnectionParts[Name]>;
} = {
  page: async (stream) => {
    const { StreamPageCalls } = await import('./stream-page-calls.ts');
    return new StreamPageCalls(stream);
  },
  change: async (stream) => {
    const { StreamChangeCalls } = await import('./stream-change-calls.ts');
    return new StreamChangeCalls(stream);
  },
  list: async (stream) => {
    const { StreamListCalls } = await import('./stream-list-calls.ts');
    return new StreamListCalls(stream);
  },
  people: async (stream) => {
    const { StreamPeopleCalls } = await import('./stream-people-calls.ts');
    return new StreamPeopleCalls(stream);
  },
  search: async (stream) => {
    const { StreamSearchCalls } = await import('./stream-search-calls.ts');
    return new StreamSearchCalls(stream);
  },
  message: async (stream) => {
    const { StreamMessageCalls } = await import('./stream-message-calls.ts');
    return new StreamMessageCalls(stream);
  },
  reactions: async (stream) => {
    const { StreamReactionCalls } = await import('./stream-reaction-calls.ts');
    return new StreamReactionCalls(stream);
  },
  thread: async (stream) => {
    const { StreamThreadCalls } = await import('./stream-thread-calls.ts');
    return new StreamThreadCalls(stream);
  },
  uploads: async (stream) => {
    const { StreamUploadCalls } = await import('./stream-upload-calls.ts');
    return new StreamUploadCalls(stream);
  },
  writing: async (stream) => {
    const { StreamWritingCalls } = await import('./stream-writing-calls.ts');
    return new StreamWritingCalls(stream);
  },
  polls: async (stream) => {
    const { StreamPollCalls } = await import('./stream-poll-calls.ts');
    return new StreamPollCalls(stream);
  },
};
