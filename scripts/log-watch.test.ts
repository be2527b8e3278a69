import { expect, it } from 'vitest';
import { LogWatch } from './log-watch.ts';

const line = (more: object) =>
  JSON.stringify({
    event: 'request',
    requestId: '12345678901-aaaa',
    ms: 20,
    operation: 'createSession',
    ...more,
  });

it('finds a phone, an address and a token in any line', () => {
  const watch = new LogWatch();
  watch.hear('[wrangler:info] GET /healthz 200 OK (2ms)');
  for (const detail of ['to +12015550123', 'ann@shop.example', 'eyJhbGciOiJIUzI1NiJ9.e30.x'])
    watch.hear(line({ detail }));
  expect(() => watch.end()).toThrow(/\+12015550123 in[^]*ann@shop\.example in[^]*eyJhbGciOiJIUzI1NiJ9 in/);
});

it('looks through a line that wrangler broke in two', () => {
  const watch = new LogWatch();
  watch.hear('{"event":"vendor_failed","requestId":"12345678901-aaaa","stack":"at send');
  watch.hear(
    '{"event":"vendor_failed","requestId":"12345678901-aaaa","call":"ann@shop.example","stack":"at send',
  );
  expect(() => watch.end()).toThrow(/holds what it must not:\nann@shop\.example in [^\n]+$/);
});

it('is content with lines that tell none', () => {
  const watch = new LogWatch();
  watch.hear(line({ status: 201 }));
  expect(() => watch.end()).not.toThrow();
});

it('is not content when there was nothing to look through', () => {
  expect(() => new LogWatch().end()).toThrow(/nothing/);
});
