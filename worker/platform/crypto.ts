const encoder = new TextEncoder();

// It makes a buffer of its own for each text, as the Encoding standard says; the runtime's types do not say so yet.
export const utf8 = (text: string): Uint8Array<ArrayBuffer> =>
  encoder.encode(text) as Uint8Array<ArrayBuffer>;

export const base64url = (bytes: Uint8Array): string =>
  bytes.toBase64({ alphabet: 'base64url', omitPadding: true });

/** The bytes of base64url; undefined for what no `base64url` wrote. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.includes('.') || !isStrictBase64url(text)) return undefined;
  return Uint8Array.fromBase64(text, { alphabet: 'base64url' });
}

/**
 * Whether text is base64url as it is written, parts of it joined by dots. Decoders take more: of the last letter some
 * bits mean nothing, so that one signature could be written in several ways.
 */
export const isStrictBase64url = (text: string): boolean =>
  text.split('.').every((part) => strictBase64url.test(part));

/** Two letters hold one byte, three hold two: of their last letter four bits or two are zero. */
const strictBase64url = /^(?:[\w-]{4})*(?:[\w-]{4}|[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])$/;

export const hex = (bytes: Uint8Array): string => bytes.toHex();

/** An unguessable text of so many random bytes, safe in a URL. */
export const randomText = (bytes: number): string => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** A key for HMAC-SHA256 over UTF-8 texts. */
export const hmacKey = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', utf8(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);

export const hmac = async (key: CryptoKey, text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(text)));

export const sha256 = async (text: string): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text))));
