import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { render } from 'lit';
import { toMessage } from '../stream/stream-model.ts';
import { messageRow, type MessageContext } from './message.view.ts';
import type { MessageParts } from './message-parts.ts';
import * as rich from './rich/rich.view.ts';

const strings = 10_000;
const batch = 250;

/** What our templates make; nothing else may stand in a message. */
const elements = new Set(
  `a audio blockquote br button code div em figcaption figure img li ol p path pre s span strong svg time ul video
  belfry-chat-audio belfry-chat-poll belfry-custom`.split(/\s+/),
);
const attributes = new Set(
  `alt aria-hidden aria-label aria-pressed class controls data-count data-row datetime decoding dir disabled d draggable
  focusable href loading part playsinline poster preload rel role src style tabindex target title type viewbox aria-busy`.split(
    /\s+/,
  ),
);

const markup = fc.constantFrom(
  '<script>hacked=1</script>',
  '<img src=x onerror=hacked=1>',
  '"><svg/onload=hacked=1>',
  "' onmouseover='hacked=1",
  '</bubble><iframe srcdoc="<script>parent.hacked=1</script>">',
  '<style>*{display:none}</style>',
  '${globalThis.hacked=1} {{hacked}} <!-- lit$ --> <?lit$1$?>',
  '[x](javascript:hacked=1)',
  '[x](JaVa\tScRiPt:hacked=1) <javascript:hacked=1>',
  '![x](data:text/html,<script>hacked=1</script>)',
  'javascript:hacked=1',
  ' \u0001javascript:hacked=1',
  'java\nscript:hacked=1',
  'data:image/svg+xml,<svg onload="hacked=1"/>',
  'vbscript:hacked',
  'blob:https://x/y',
  'file:///etc/passwd',
  'https://x" onclick="hacked=1',
  'http://[::1',
  '//evil.example/%00',
);
const odd = fc.constantFrom(
  '\u202e\u2066txt.exe\u2069',
  '\u200b\u200d\ufeff',
  '\ud800',
  '\udc00\ud800',
  '\u0000\u0007',
  'a\u0301'.repeat(300),
  '*_~`'.repeat(200),
  '>'.repeat(300),
  '['.repeat(500) + '](',
  '- '.repeat(300),
  '@'.repeat(300),
  'x'.repeat(20_000),
  '```\n'.repeat(50),
  'toString',
  '__proto__',
);
const hostile = fc
  .array(fc.oneof(markup, odd, fc.string(), fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''));

/** A message on the wire with these strings in every place that others fill. */
const wire = (
  at: number,
  [s0 = '', s1 = '', s2 = '', s3 = '', s4 = '', s5 = '', s6 = '', s7 = '']: string[],
) => ({
  id: `m${at}`,
  type: ['regular', 'regular', 'system', 'ephemeral', 'error'][at % 5],
  moderation: at % 10 === 4 ? { action: 'bounce', original_text: s0 } : undefined,
  text: s0,
  user: { id: `u${s1}`, name: s1, image: s2 },
  created_at: new Date(1e12 + at * 1000).toISOString(),
  updated_at: new Date(1e12 + at * 1000).toISOString(),
  mentioned_users: [{ id: s1, name: s2 }],
  mentioned_roles: [s1],
  mentioned_groups: [{ id: s1, name: s2 }],
  thread_participants: [{ id: s3, name: s4, image: s5 }],
  reply_count: at % 2,
  pinned: at % 3 === 0,
  custom_type: s7,
  [s6]: s7,
  reaction_groups: { [s3]: { count: 2 }, like: { count: 1 } },
  latest_reactions: [{ type: s3, emoji_code: s4 }],
  quoted_message: {
    id: s5,
    type: 'regular',
    text: s5,
    user: { id: s6, name: s6 },
    attachments: [{ type: 'image', image_url: s2 }],
  },
  attachments: [
    { type: 'image', image_url: s2, fallback: s3, original_width: 1, original_height: 1 },
    { type: 'image', image_url: s4, fallback: s3 },
    { type: 'video', asset_url: s4, thumb_url: s5, title: s3 },
    { type: 'audio', asset_url: s5, title: s1 },
    { type: 'file', asset_url: s6, title: s7, file_size: s0 },
    { type: 'giphy', thumb_url: s7, title: s0, actions: [{ name: s1, value: s2, text: s3 }] },
    { type: 'article', og_scrape_url: s1, title: s2, text: s3, image_url: s4 },
    { type: s5, title: s6 },
  ],
});

describe('hostile strings', () => {
  it('become text and nothing else, wherever in a message they stand', function () {
    this.timeout(120_000);
    const context: MessageContext = {
      words: { t: (key) => key, language: 'en' },
      // Nothing is pressed here.
      store: { listen: () => () => undefined } as unknown as MessageContext['store'],
      state: undefined as unknown as MessageContext['state'],
      channel: { may: { react: true } } as unknown as MessageContext['channel'],
      parts: {
        rich: { module: rich, need: () => rich },
        tools: { need: () => undefined },
      } as unknown as MessageParts,
      named: true,
      actions: {
        react: () => undefined,
        edit: () => undefined,
        resend: () => undefined,
        discard: () => undefined,
        rewrite: () => undefined,
        say: () => undefined,
        focus: () => undefined,
      },
    };
    const samples = fc.sample(hostile, { seed: 20_261_127, numRuns: strings });
    const address = location.href;
    // In a document without a window nothing is fetched.
    const inert = document.implementation.createHTMLDocument();
    const place = inert.createElement('ol');
    for (let at = 0; at < samples.length; at += batch) {
      const rows = Array.from({ length: batch / 8 }, (_, row) => {
        const message = toMessage(wire(at + row, samples.slice(at + row * 8, at + row * 8 + 8)));
        const said = {
          type: 'message',
          key: message.id,
          message,
          own: row % 2 === 0,
          first: true,
          last: true,
        } as const;
        return messageRow(context, said, false, false, false);
      });
      render(rows, place, { creationScope: inert });
      for (const element of place.querySelectorAll('*')) {
        if (!elements.has(element.localName)) throw new Error(`An element <${element.localName}> came of it`);
        for (const { name, value } of element.attributes) {
          if (!attributes.has(name.toLowerCase())) throw new Error(`An attribute ${name} came of it`);
          if (name === 'style' && !/^(--_[a-z]+: ?[\d.]+;? ?)*$/.test(value))
            throw new Error(`A style ${value} came of it`);
          const safe = name === 'href' ? /^(https?|mailto|tel):/ : /^https?:/;
          if (['href', 'src', 'poster'].includes(name) && !safe.test(value))
            throw new Error(`An address ${value} came of it`);
        }
      }
    }
    expect(place.querySelectorAll('li').length).to.be.above(20);
    expect(location.href).to.equal(address);
    expect('hacked' in globalThis).to.equal(false);
  });
});
