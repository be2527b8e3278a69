import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';

test.each([
  ['One\n\nTwo', '<p>One</p>\n<p>Two</p>'],
  ['One\nTwo', '<p>One<br>\nTwo</p>'],
  ['**Bold** and *soft*', '<p><strong>Bold</strong> and <em>soft</em></p>'],
  ['> Said', '<blockquote><p>Said</p></blockquote>'],
  ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
  ['`a < b`', '<p><code>a &#60; b</code></p>'],
  ['[Shop](https://a.test/x)', '<p><a href="https://a.test/x">Shop</a></p>'],
  ['<b>kept</b>', '<p><b>kept</b></p>'],
  ['', ''],
])('%j becomes %j', (source, html) => {
  expect(renderMarkdown(source)).toBe(html);
});
