import { createHash } from 'node:crypto';

/**
 * Takes scripts and styles out of a page's markup, so that its policy can be `'self'` for both: each script becomes a
 * file that the page asks for in its place; the few styles are set again, or stand in theme/brand.css.
 * @param html of a page
 * @param base under which the site is served
 * @param keep is given each file
 */
export function withoutInline(
  html: string,
  base: string,
  keep: (name: string, text: string) => void,
): string {
  return html
    .replaceAll(/(<[a-z][^<>]*) style="[^"]*"/g, '$1')
    .replaceAll(
      /<script(?![^>]*\ssrc=)([^>]*)>([^]*?)<\/script>/g,
      (_tag, attributes: string, text: string) => {
        const name = `assets/inline.${createHash('sha256').update(text).digest('hex').slice(0, 8)}.js`;
        keep(name, text);
        return `<script${attributes} src="${base}${name}"></script>`;
      },
    );
}
