import type { Attachment as WireAttachment } from 'stream-chat';
import type { Attachment } from '../model.ts';

/** What hangs on a message, as the vendor takes it: what `stream-model.ts` reads, the other way. */
export function toWireAttachments(attachments: readonly Attachment[]): WireAttachment[] {
  return attachments.map(toWireAttachment);
}

function toWireAttachment(attachment: Attachment): WireAttachment {
  switch (attachment.kind) {
    case 'image':
      return defined({
        type: 'image',
        image_url: attachment.url,
        fallback: attachment.alt,
        original_width: attachment.width,
        original_height: attachment.height,
      });
    case 'video':
      return defined({
        type: 'video',
        asset_url: attachment.url,
        title: attachment.name,
        thumb_url: attachment.image,
        original_width: attachment.width,
        original_height: attachment.height,
      });
    case 'audio':
      return defined({
        type: attachment.waveform ? 'voiceRecording' : 'audio',
        asset_url: attachment.url,
        title: attachment.name,
        duration: attachment.duration,
        waveform_data: attachment.waveform && [...attachment.waveform],
      });
    case 'giphy':
      return defined({ type: 'giphy', thumb_url: attachment.url, title: attachment.title });
    case 'card':
      return defined({
        type: 'article',
        og_scrape_url: attachment.url,
        title: attachment.title,
        text: attachment.text,
        image_url: attachment.image,
      });
    case 'file':
      return defined({
        type: 'file',
        asset_url: attachment.url,
        title: attachment.name,
        file_size: attachment.size,
      });
    case 'unknown':
      return { type: attachment.type, title: attachment.title };
  }
}

/** Without what is not known: the vendor's fields are absent or of their type. */
function defined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };
}
