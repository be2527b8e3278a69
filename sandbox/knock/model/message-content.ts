/** What a message says in a feed. `content` is the template, `rendered` what came of it (HTML for markdown). */
export type Block = (TextBlock & { readonly rendered: string }) | ButtonSet;

export interface TextBlock {
  readonly type: 'markdown' | 'text';
  readonly name: string;
  readonly content: string;
}

export interface ButtonSet {
  readonly type: 'button_set';
  readonly name: string;
  readonly buttons: readonly { readonly name: string; readonly label: string; readonly action: string }[];
}

/** What a message says, in the shape that `GET /v1/messages/:id/content` has for its channel. */
export type MessageContent =
  | { readonly __typename: 'MessageInAppFeedContent'; readonly blocks: readonly Block[] }
  | {
      readonly __typename: 'MessageEmailContent';
      readonly from: string;
      readonly to: string;
      readonly subject_line: string;
      readonly html_body: string;
      readonly text_body: string;
      readonly cc: null;
      readonly bcc: null;
      readonly reply_to: null;
    }
  | { readonly __typename: 'MessageSmsContent'; readonly to: string; readonly body: string }
  | {
      readonly __typename: 'MessagePushContent';
      readonly token: string;
      readonly title: string;
      readonly body: string;
      readonly data: Readonly<Record<string, unknown>> | null;
    }
  | {
      readonly __typename: 'MessageChatContent';
      readonly connection: Readonly<Record<string, unknown>>;
      readonly template: {
        readonly blocks: readonly { readonly type: 'text' | 'markdown'; name: string; content: string }[];
        readonly json_content: null;
        readonly summary: string | null;
      };
      readonly metadata: null;
    };

/** The blocks of a feed's message; none for one of another channel. */
export function blocksOf(content: MessageContent): readonly Block[] {
  return content.__typename === 'MessageInAppFeedContent' ? content.blocks : [];
}

/** Where a message went, as it was known when it was made. */
export type RecipientSnapshot = Readonly<Record<string, string | boolean | null>>;

/** The snapshot that a channel keeps; `name` is the recipient's. Feeds, texts and pushes keep none. */
export function snapshotOf(content: MessageContent, name: unknown): RecipientSnapshot | null {
  if (content.__typename === 'MessageEmailContent') return { email: content.to, name: textOrNull(name) };
  if (content.__typename !== 'MessageChatContent') return null;
  const { channel_id: channel, user_id: user, incoming_webhook: webhook } = content.connection;
  return {
    channel_id: textOrNull(channel),
    user_id: textOrNull(user),
    via_incoming_webhook: webhook !== undefined,
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
