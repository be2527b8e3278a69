import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineConfig } from 'vitepress';
import { classes, theme } from './highlight.ts';
import { withoutInline } from './inline.ts';
import { extend } from './markdown.ts';
import { sidebar } from './sidebar.ts';

const base = '/docs/';
const inlineScripts = new Map<string, string>();

/** The documentation, built by `scripts/build-docs.ts` into `dist/docs` and served by the Worker at `/docs`. */
export default defineConfig({
  title: 'Belfry',
  description:
    'Chat, notifications, preferences and phone verification as custom elements, behind one Worker.',
  lang: 'en',
  base,
  cleanUrls: true,
  // Its way to hold transitions back is a style element, which the policy refuses.
  appearance: { disableTransition: false },
  srcExclude: ['.vitepress/**'],
  outDir: '../dist/docs',
  cacheDir: '../.cache/vitepress',
  head: [['link', { rel: 'icon', href: `${base}icon.svg`, type: 'image/svg+xml' }]],
  markdown: {
    theme,
    codeTransformers: [classes],
    config: (md) => extend(md, base),
  },
  themeConfig: {
    siteTitle: 'Belfry',
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Elements', link: '/elements/', activeMatch: '^/elements/' },
      { text: 'Operating', link: '/operating/settings', activeMatch: '^/operating/' },
      { text: 'HTTP API', link: '/reference/api', activeMatch: '^/reference/' },
    ],
    sidebar,
    docFooter: { prev: false, next: false },
  },
  transformHtml: (html) => withoutInline(html, base, (name, text) => inlineScripts.set(name, text)),
  async buildEnd({ outDir }) {
    for (const [name, text] of inlineScripts) {
      const file = path.join(outDir, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  },
});
