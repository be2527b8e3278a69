import type { MessagePaginationOptions } from 'stream-chat';
import type { ChatMessage } from '../model.ts';
import type { PageCalls } from '../store/page-calls.ts';
import { parentOf } from '../thread/thread-key.ts';
import type { StreamAccess } from './stream-access.ts';
import { toMessage } from './stream-model.ts';
import { placeOf } from './stream-page.ts';
import type { StreamThreadCalls } from './stream-thread-calls.ts';

/** `PageCalls` over the vendor's client. */
export class StreamPageCalls implements PageCalls {
  readonly #stream: StreamAccess;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  async before(cid: string, messageId: string, limit: number): Promise<readonly ChatMessage[]> {
    if (parentOf(cid)) return (await this.#threads()).before(cid, messageId, limit);
    return this.#page(cid, { limit, id_lt: messageId });
  }

  async after(cid: string, messageId: string, limit: number): Promise<readonly ChatMessage[]> {
    if (parentOf(cid)) return (await this.#threads()).after(cid, messageId, limit);
    return this.#page(cid, { limit, id_gt: messageId });
  }

  async around(cid: string, sought: string | number, limit: number): Promise<readonly ChatMessage[]> {
    if (parentOf(cid)) return (await this.#threads()).around(cid, sought, limit);
    return this.#page(cid, { limit, ...placeOf(sought) });
  }

  #page(cid: string, messages: MessagePaginationOptions): Promise<readonly ChatMessage[]> {
    return this.#stream.call(async () =>
      (await this.#stream.channel(cid).query({ messages })).messages.map(toMessage),
    );
  }

  async #threads(): Promise<StreamThreadCalls> {
    const { StreamThreadCalls } = await import('./stream-thread-calls.ts');
    return new StreamThreadCalls(this.#stream);
  }
}
