import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { htmlNodes, htmlText } from './html-nodes.ts';

/** The nodes as the test writes them: names, and what only links carry. */
function drawn(html: string): string {
  const of = (node: Node): string => {
    if (!(node instanceof Element)) return node.textContent ?? '';
    const name = node.localName + (node.className && `.${node.className}`);
    const link = node.getAttribute('href');
    return `(${name}${link === null ? '' : ` ${link}`}: ${[...node.childNodes].map(of).join('')})`;
  };
  return [...htmlNodes(html).childNodes].map(of).join('');
}

describe('a vendor’s HTML', () => {
  it('becomes paragraphs, emphasis, breaks and links', () => {
    const html =
      '<p><strong>Ben</strong> wrote:<br><em>Hi</em> <a href="https://a.example/x?a=1&amp;b=2">there</a></p>';
    expect(drawn(html)).to.equal(
      '(p: (strong: Ben) wrote:(br: )(em: Hi) (a https://a.example/x?a=1&b=2: there))',
    );
    const [link] = htmlNodes(html).querySelectorAll('a');
    expect(link?.rel).to.equal('noopener noreferrer nofollow');
    expect(link?.target).to.equal('_blank');
  });

  it('becomes quotes, lists, headings and code', () => {
    expect(
      drawn(
        '<h2>New</h2><blockquote><p>Said</p></blockquote><ul><li>One<ol><li>In</li></ol></li></ul><pre><code>a &lt; b</code></pre>',
      ),
    ).to.equal('(p.heading: New)(blockquote: (p: Said))(ul: (li: One(ol: (li: In))))(pre: (code: a < b))');
  });

  it('lets each block find its own direction, and code have none', () => {
    const nodes = htmlNodes('<p>שלום</p><pre><code>x</code></pre>');
    const directions = [...nodes.querySelectorAll<HTMLElement>('*')].map(({ dir }) => dir);
    expect(directions).to.deep.equal(['auto', 'ltr', 'ltr']);
    expect(nodes.querySelector('pre')?.tabIndex).to.equal(0);
  });

  it('keeps text that stands in no paragraph, and what was never closed', () => {
    expect(drawn('loose <b>bold')).to.equal('loose (strong: bold)');
    expect(drawn('<p>one<p>two')).to.equal('(p: one)(p: two)');
    expect(drawn('<ul><li>one<li>two')).to.equal('(ul: (li: one)(li: two))');
    expect(drawn('<li>alone')).to.equal('(div: alone)');
    expect(drawn('3 < 4 & 5 &gt; 4')).to.equal('3 < 4 & 5 > 4');
    expect(drawn('</p></div>x')).to.equal('x');
  });

  it('keeps the text of tags that mean nothing, and ends lines where they did', () => {
    expect(drawn('<span>a</span><font><b>b</b></font><a>c</a>')).to.equal('a(strong: b)c');
    expect(drawn('<div>a</div><section>b</section>')).to.equal('(div: a)(div: b)');
  });

  it('leaves out what is no text for people, markup in it included', () => {
    expect(drawn('a<script>"</p>b<i>"</script>c<noscript><p>d</p></noscript>')).to.equal('ac');
    expect(drawn('a<svg/>b<style>p{}')).to.equal('ab');
    expect(drawn('a<!-- <b> -->b<!-- open <b>c')).to.equal('ab');
  });

  it('is text where it would do something', () => {
    expect(
      drawn(
        '<p onclick=x()>Hi<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">go</a></p>',
      ),
    ).to.equal('(p: Higo)');
    expect(drawn('<a href="&#106;avascript:alert(1)">x</a><a href=" java\nscript:x">y</a>')).to.equal('xy');
    expect(drawn('<a href="data:text/html,x">x</a>')).to.equal('x');
  });

  it('draws nothing but what it knows, whatever comes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...'p b a li ul ol pre code blockquote script style svg math iframe form input h1 br'
          .split(' ')
          .flatMap((name) => [`<${name}>`, `</${name}>`, `<${name} onclick=x() style="y" id=z>`]),
        ...[
          '<a href="javascript:x">',
          '<a href=https://ok.example>',
          '<!--',
          '-->',
          '<',
          '"',
          '&#0;',
          '&lt;',
        ],
      ),
      fc.string(),
    );
    const known = /^(?:p|div|blockquote|ul|ol|li|pre|code|strong|em|s|a|br)$/;
    const attributes = /^(?:dir|tabindex|class|href|target|rel)$/;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const element of htmlNodes(pieces.join('')).querySelectorAll('*')) {
          expect(element.localName).to.match(known);
          for (const { name } of element.attributes) expect(name).to.match(attributes);
          if (element.hasAttribute('href'))
            expect(element.getAttribute('href')).to.equal('https://ok.example/');
        }
      }),
    );
  });

  it('takes names that every object has for names like others', () => {
    expect(drawn('<constructor>a</constructor> <b>&constructor; &valueOf;</b>')).to.equal(
      'a (strong: &constructor; &valueOf;)',
    );
  });

  it('stays shallow and short, however deep and long it is', () => {
    for (const piece of [
      '<a ',
      '<b>',
      '<a href="',
      '<!--',
      '<blockquote>',
      '<p x="',
      "<p x='>",
      '&#',
      '< ',
    ]) {
      const nodes = htmlNodes(piece.repeat(50_000));
      expect(nodes.querySelectorAll('*').length).to.be.lessThan(20_000);
      let depth = 0;
      for (let node: Node | null = nodes; node; node = node.firstChild) depth += 1;
      expect(depth).to.be.lessThan(70);
    }
  });

  it('takes a long text without a tag’s end for text', () => {
    expect(drawn(`<p>a</p>${'<a'.repeat(5)}`)).to.equal(`(p: a)${'<a'.repeat(5)}`);
    expect(drawn('a > b <!-- c')).to.equal('a > b ');
  });

  it('says itself in a line', () => {
    expect(htmlText('<p>Ann &amp; <b>Ben</b></p>\n<blockquote>\n<p>Hello</p></blockquote>')).to.equal(
      'Ann & Ben Hello',
    );
  });
});
