import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHtml } from './html.ts';
import { plainBlocks, type Inline } from './parse.ts';

const text = (value: string): Inline => ({ type: 'text', text: value });

describe('a vendor’s HTML', () => {
  it('becomes paragraphs, emphasis, breaks and links', () => {
    expect(
      parseHtml(
        '<p><strong>Ben</strong> wrote:<br>\n<em>Hi</em> <a href="https://a.example/x?a=1&amp;b=2">there</a></p>',
      ),
    ).toEqual([
      {
        type: 'paragraph',
        children: [
          { type: 'strong', children: [text('Ben')] },
          text(' wrote:'),
          { type: 'break' },
          text(' '),
          { type: 'emphasis', children: [text('Hi')] },
          text(' '),
          { type: 'link', url: 'https://a.example/x?a=1&b=2', children: [text('there')] },
        ],
      },
    ]);
  });

  it('becomes quotes, lists, headings and code', () => {
    const html =
      '<h2>New</h2><blockquote><p>Said</p></blockquote><ul><li>One</li><li>Two</li></ul><ol><li>1</li></ol><pre><code>a &lt; b\n</code></pre>';
    expect(parseHtml(html)).toEqual([
      { type: 'heading', children: [text('New')] },
      { type: 'quote', children: [{ type: 'paragraph', children: [text('Said')] }] },
      { type: 'list', ordered: false, items: [[text('One')], [text('Two')]] },
      { type: 'list', ordered: true, items: [[text('1')]] },
      { type: 'code', text: 'a < b' },
    ]);
  });

  it('keeps text that stands in no paragraph, and what was never closed', () => {
    expect(parseHtml('loose <b>bold')).toEqual([
      { type: 'paragraph', children: [text('loose '), { type: 'strong', children: [text('bold')] }] },
    ]);
    expect(plainBlocks(parseHtml('<blockquote><p>open'))).toBe('open');
    expect(plainBlocks(parseHtml('3 < 4 & 5 &gt; 4'))).toBe('3 < 4 & 5 > 4');
  });

  it('keeps the lines of lists, whatever stands in them, and of tags that mean nothing', () => {
    expect(parseHtml('<ul><li><p>One</p><ol><li>Inner</ol><li>Two<pre>x</pre></ul>')).toEqual([
      {
        type: 'list',
        ordered: false,
        items: [[text('One')], [text('Inner')], [text('Two')], [{ type: 'code', text: 'x' }]],
      },
    ]);
    expect(parseHtml('<b><span>a</span><div>b</div></b><a>c</a>')).toEqual([
      { type: 'paragraph', children: [{ type: 'strong', children: [text('a')] }] },
      { type: 'paragraph', children: [text('b')] },
      { type: 'paragraph', children: [text('c')] },
    ]);
  });

  it('leaves out what is no text for people, markup in it included', () => {
    expect(plainBlocks(parseHtml('<p>a<script>"</p>b<i>"</script>c<noscript><p>d</p></noscript></p>'))).toBe(
      'ac',
    );
    expect(plainBlocks(parseHtml('a<svg/>b<style>p{}'))).toBe('ab');
  });

  it('is text where it would do something', () => {
    const html =
      '<p>Hi<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">go</a><svg onload=alert(1)><text>x</text></svg></p>';
    expect(parseHtml(html)).toEqual([{ type: 'paragraph', children: [text('Hi'), text('go')] }]);
    expect(parseHtml('<a href="&#106;avascript:alert(1)">x</a>')).toEqual([
      { type: 'paragraph', children: [text('x')] },
    ]);
  });

  it('never throws, and never links what may not be followed', () => {
    const piece = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<b>',
        '</b>',
        '<a href="javascript:x">',
        '<a href=" java\nscript:x">',
        '</a>',
        '<li>',
      ],
      ...[
        '<ul>',
        '</ul>',
        '<pre>',
        '</pre>',
        '<blockquote>',
        '</blockquote>',
        '<script>',
        '</script>',
        '<!--',
        '<',
      ],
      ...['"', "'", '>', '&#0;', '&lt;', 'text', '<br/>', '<a href=https://ok.example>'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const links = JSON.stringify(parseHtml(pieces.join(''))).match(/"url":"[^"]*"/g) ?? [];
        expect(links.every((link) => link === '"url":"https://ok.example/"')).toBe(true);
      }),
    );
  });

  it('of hostile length takes no time', () => {
    const began = performance.now();
    for (const piece of ['<a ', '<b>', '<a href="', '<!--', '<blockquote>']) parseHtml(piece.repeat(50_000));
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
