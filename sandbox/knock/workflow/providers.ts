import type { SandboxContext } from '../../platform/context.ts';
import type { MessageContent } from '../model/message-content.ts';
import type { DeliveryLog, DeliveryStatus } from '../model/message-events.ts';
import type { Message, Messages } from '../model/messages.ts';
import { recipientReference, type RecipientKey } from '../model/recipient-reference.ts';
import type { SmsSender } from './sms.ts';

type Log = Omit<DeliveryLog, 'id' | 'insertedAt'>;

/** Hands messages to the providers of their channels, and notes how far they got. */
export class Providers {
  #messages: Messages;
  #context: SandboxContext;
  #sendSms: SmsSender;

  constructor(messages: Messages, context: SandboxContext, sendSms: SmsSender) {
    this.#messages = messages;
    this.#context = context;
    this.#sendSms = sendSms;
  }

  /** Sends a message. A text waits for its provider's answer: it stays `queued` until then. */
  send(message: Message): void {
    const { content } = message;
    switch (content.__typename) {
      case 'MessageInAppFeedContent':
        this.#messages.setStatus(message, 'delivered');
        return;
      case 'MessageSmsContent':
        void this.#sendText(message, content);
        return;
      case 'MessageEmailContent':
      case 'MessagePushContent':
      case 'MessageChatContent': {
        const { id } = this.#deliver(content, message.recipient);
        this.#messages.setStatus(message, 'sent', accepted(message, id));
      }
    }
  }

  async #sendText(message: Message, content: Extract<MessageContent, { to: string; body: string }>) {
    const log = await this.#sendSms({ to: content.to, body: content.body });
    this.#messages.setStatus(message, statusFor(log.response.status), log);
  }

  /** What needs no vendor of its own lands on the recipient's screen. */
  #deliver(
    content: Extract<
      MessageContent,
      { __typename: 'MessageEmailContent' | 'MessagePushContent' | 'MessageChatContent' }
    >,
    recipient: RecipientKey,
  ) {
    const { deliveries } = this.#context;
    const reference = recipientReference(recipient);
    const user = typeof reference === 'string' ? { user: reference } : {};
    switch (content.__typename) {
      case 'MessageEmailContent':
        return deliveries.add({
          ...user,
          channel: 'email',
          to: content.to,
          from: content.from,
          subject: content.subject_line,
          body: content.text_body,
          html: content.html_body,
        });
      case 'MessagePushContent':
        return deliveries.add({
          ...user,
          channel: 'push',
          to: content.token,
          from: 'Willow & Wren',
          subject: content.title,
          body: content.body,
        });
      case 'MessageChatContent':
        return deliveries.add({
          ...user,
          channel: 'chat',
          to: connectionName(content.connection),
          from: 'Willow & Wren',
          ...(content.template.summary !== null && { subject: content.template.summary }),
          body: content.template.blocks.map((block) => block.content).join('\n'),
        });
    }
  }
}

/** By the vendor's words: taken is `sent`, refused for good is `undelivered`, anything else can be tried again. */
function statusFor(status: number): DeliveryStatus {
  if (status >= 200 && status < 300) return 'sent';
  return status >= 400 && status < 500 && status !== 429 ? 'undelivered' : 'delivery_attempted';
}

function accepted({ channel, content }: Message, id: string): Log {
  return {
    service: channel.provider,
    request: { method: 'POST', host: 'provider.sandbox', path: `/${channel.type}`, body: { ...content } },
    response: { status: 200, body: { id } },
  };
}

/** Where a chat connection leads: a channel, a person, or whatever hides behind a webhook. */
function connectionName(connection: Readonly<Record<string, unknown>>): string {
  const name = connection['channel_id'] ?? connection['user_id'];
  return typeof name === 'string' ? name : 'webhook';
}
