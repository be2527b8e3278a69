/** Keys that Cloudflare published for tests: https://developers.cloudflare.com/turnstile/troubleshooting/testing/. */
export const dummySites: ReadonlyMap<string, 'passes' | 'blocks' | 'interactive'> = new Map([
  ['1x00000000000000000000AA', 'passes'],
  ['2x00000000000000000000AB', 'blocks'],
  ['1x00000000000000000000BB', 'passes'],
  ['2x00000000000000000000BB', 'blocks'],
  ['3x00000000000000000000FF', 'interactive'],
]);

export const dummySecrets: ReadonlyMap<string, 'passes' | 'fails' | 'spent'> = new Map([
  ['1x0000000000000000000000000000000AA', 'passes'],
  ['2x0000000000000000000000000000000AA', 'fails'],
  ['3x0000000000000000000000000000000AA', 'spent'],
]);

/** What dummy sites answer. */
export const dummyToken = 'XXXX.DUMMY.TOKEN.XXXX';
