import { rfc2822 } from '../time.ts';
import { deliveryError } from './delivery-errors.ts';
import { channelOf, type Media, type Message } from './message.ts';
import { countSegments } from './segments.ts';

/** US dollars for a segment, for a message with media, for one by WhatsApp. */
const prices = { segment: 0.0083, media: 0.022, whatsapp: 0.005 };

/** The path of an account's messages, without an ending. */
export function messagesPath(accountSid: string): string {
  return `/2010-04-01/Accounts/${accountSid}/Messages`;
}

/** The Message resource with all twenty fields; counts and prices are texts. */
export function presentMessage(message: Message, accountSid: string) {
  const path = `${messagesPath(accountSid)}/${message.sid}`;
  return {
    body: message.body,
    num_segments: String(segmentsOf(message)),
    direction: 'outbound-api',
    from: message.from,
    to: message.input.to,
    date_updated: rfc2822(message.updatedAt),
    price: priceOf(message),
    error_message: deliveryError(message.errorCode),
    uri: `${path}.json`,
    account_sid: accountSid,
    num_media: String(message.media.size),
    status: message.status,
    messaging_service_sid: message.input.messagingServiceSid ?? null,
    sid: message.sid,
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    date_created: rfc2822(message.createdAt),
    error_code: message.errorCode,
    price_unit: 'USD',
    api_version: '2010-04-01',
    subresource_uris: { media: `${path}/Media.json` },
  };
}

/** None until a sender is chosen; of the text as it was sent, which redaction does not change. */
function segmentsOf({ from, input }: Message): number {
  if (from === null) return 0;
  return input.mediaUrls.length > 0 ? 1 : countSegments(input.body);
}

/** Known once it is sent, below zero as a charge is. */
function priceOf(message: Message): string | null {
  if (message.sentAt === null) return null;
  const price = {
    sms: message.input.mediaUrls.length > 0 ? prices.media : prices.segment * segmentsOf(message),
    whatsapp: prices.whatsapp,
  }[channelOf(message.input.to)];
  return (-price).toFixed(5);
}

/** The Media resource with all seven fields. */
export function presentMedia(media: Media, message: Message, accountSid: string) {
  return {
    account_sid: accountSid,
    content_type: media.contentType,
    date_created: rfc2822(media.createdAt),
    date_updated: rfc2822(media.createdAt),
    parent_sid: message.sid,
    sid: media.sid,
    uri: `${messagesPath(accountSid)}/${message.sid}/Media/${media.sid}.json`,
  };
}
