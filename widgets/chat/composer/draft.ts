import type { Attachment, ChatMessage, ChatUser, QuotedMessage } from '../model.ts';

/** A change of a message that is not saved yet. */
export interface Edit {
  readonly message: ChatMessage;
  readonly text: string;
  readonly mentioned: readonly ChatUser[];
  /** Whether the vendor did not take it. */
  readonly failed?: boolean;
}

/** What is being written, and not sent yet. */
export interface Draft {
  readonly text: string;
  /** The message that it answers. */
  readonly quoted: QuotedMessage | undefined;
  /** Who was picked to be mentioned; whoever's name is no longer in the text is not. */
  readonly mentioned: readonly ChatUser[];
  /** What is uploaded for it. */
  readonly attachments: readonly Attachment[];
  /** The card of its links is not wanted. */
  readonly plainLinks: boolean;
  /** The messages that are being changed in its place, the one on top last. */
  readonly edits: readonly Edit[];
  /** Whether those wait until the draft itself is sent. */
  readonly aside: boolean;
}

export const blank: Draft = {
  text: '',
  quoted: undefined,
  mentioned: [],
  attachments: [],
  plainLinks: false,
  edits: [],
  aside: false,
};
