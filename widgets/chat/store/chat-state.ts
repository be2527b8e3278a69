import type { ChatError } from '../connection.ts';
import type { ChatMessage } from '../model.ts';
import type { ChannelState } from './channel-state.ts';

/** What is known of a visitor's chats. */
export interface ChatState {
  readonly online: boolean;
  /** In the order of the list, those in the archive too. */
  readonly channels: readonly ChannelState[];
  readonly list: 'loading' | 'ready' | 'failed';
  /** Of what comes next in the list: not asked for yet, on its way, or did not come. */
  readonly more: 'idle' | 'loading' | 'failed';
  readonly hasMoreChannels: boolean;
  /** The threads that were opened: conversations of their own, which no list names. */
  readonly threads: readonly ChannelState[];
  /** The cid of the channel that is shown. */
  readonly selected: string | undefined;
  /** The key of the thread that is shown beside it. */
  readonly thread: string | undefined;
  /** Unread messages over all of the visitor's channels, loaded or not; undefined until it is known. */
  readonly unread: number | undefined;
  /** Threads of the visitor's with replies that are unread. */
  readonly unreadThreads: number;
}

/** Who is told of what happens in them. */
export interface ChatObserver {
  /**
   * A message arrived while connected, the visitor's own included.
   * @param cid where: a reply that stands in its thread only has the thread's key
   */
  arrived(cid: string, message: ChatMessage): void;
  failed(error: ChatError): void;
}
