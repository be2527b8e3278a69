import type { Channel, StreamChat } from 'stream-chat';

/** How the parts of a connection reach the vendor's client, which `stream-connection.ts` alone makes. */
export interface StreamAccess {
  readonly userId: string;
  readonly client: StreamChat;
  channel(cid: string): Channel;
  /** Runs calls of the client; whatever they throw comes out as a `ChatError`. */
  call<Answer>(run: (client: StreamChat) => Promise<Answer>): Promise<Answer>;
}
