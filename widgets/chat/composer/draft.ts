import type { Attachment, ChatMessage, ChatUser } from '../model.ts';

/** What is being written, and not sent yet. */
export interface Draft {
  readonly text: string;
  /** The message that it answers. */
  readonly quoted: ChatMessage | undefined;
  /** Who was picked to be mentioned; whoever's name is no longer in the text is not. */
  readonly mentioned: readonly ChatUser[];
  /** What is uploaded for it. */
  readonly attachments: readonly Attachment[];
  /** The card of its links is not wanted. */
  readonly plainLinks: boolean;
}

export const blank: Draft = {
  text: '',
  quoted: undefined,
  mentioned: [],
  attachments: [],
  plainLinks: false,
};
