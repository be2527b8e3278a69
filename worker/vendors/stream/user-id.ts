/**
 * Stream takes ids of letters, digits and `@ _ -`. A site's id may hold more, so every other byte of its UTF-8 is
 * written `@x` and two lower-case hex digits; an `@` of the id that would read as such an escape is written `@x40`.
 * Most ids, e-mail-like ones with a hyphen included, stay as they are, and every id comes back: `fromStreamId`.
 *
 * @example toStreamId('ann@example.com') // 'ann@example@x2ecom'
 */
export function toStreamId(id: string): string {
  const guarded = id.replace(/@(?=x[0-9a-f]{2})/g, '@x40');
  return guarded.replace(/[^A-Za-z0-9@_-]+/g, (run) => {
    let escaped = '';
    for (const byte of new TextEncoder().encode(run)) escaped += `@x${byte.toString(16).padStart(2, '0')}`;
    return escaped;
  });
}

/** The site's id of a Stream user. */
export function fromStreamId(streamId: string): string {
  return streamId.replace(/(?:@x[0-9a-f]{2})+/g, (run) =>
    new TextDecoder().decode(Uint8Array.from(run.slice(2).split('@x'), (byte) => Number.parseInt(byte, 16))),
  );
}

/** Stream's limit on the length of an id. */
export const longestStreamId = 255;
