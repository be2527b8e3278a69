import type { Message } from 'stream-chat';
import { audience, isAudience, type Audience } from '../audience.ts';
import type { OutgoingMessage } from '../model.ts';

/**
 * A message as the vendor takes it. What few messages have is fetched with the first of them.
 * @param parentId the message whose thread it is a reply in
 */
export async function toWire(
  message: OutgoingMessage & { readonly id: string },
  parentId?: string,
): Promise<Message> {
  const { id, text, attachments, quotedId, alsoInChannel, mentionedIds = [], pollId } = message;
  const people = mentionedIds.filter((one) => !isAudience(one));
  const mentions = (name: Audience): boolean => mentionedIds.includes(audience(name).id);
  return {
    id,
    text,
    ...(attachments?.length && {
      attachments: (await import('./stream-attachments.ts')).toWireAttachments(attachments),
    }),
    ...(quotedId && { quoted_message_id: quotedId }),
    ...(parentId && { parent_id: parentId, show_in_channel: alsoInChannel === true }),
    ...(people.length > 0 && { mentioned_users: people }),
    ...(mentions('channel') && { mentioned_channel: true }),
    ...(mentions('here') && { mentioned_here: true }),
    ...(pollId && { poll_id: pollId }),
  };
}
