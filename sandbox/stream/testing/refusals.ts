import { expect } from 'vitest';

/** The body of a refusal, whole; `words` are among those of its message. */
export const refusedBody = (status: number, code: number, words: string) => ({
  code,
  message: expect.stringContaining(words) as unknown,
  StatusCode: status,
  duration: expect.stringMatching(/^[\d.]+ms$/) as unknown,
  more_info: expect.stringMatching(/^https:/) as unknown,
  details: [],
});

/** The same as the SDK throws it. */
export const refused = (status: number, code: number, words: string) => ({
  status,
  code,
  response: { data: refusedBody(status, code, words) },
});
