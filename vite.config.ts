import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { minifyTemplates } from './scripts/minify-templates.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const core = new RegExp(
  [
    String.raw`node_modules/(lit|lit-html|lit-element|@lit/reactive-element)/(?!.*directive)`,
    String.raw`widgets/session/(?!session-element|define|loading)`,
    String.raw`widgets/shared/(base-element|define|events|store|store-controller|urls|theme\.styles|controls\.styles)\.ts`,
    String.raw`widgets/shared/locale/(messages|load|locale-controller|en)\.ts`,
  ].join('|'),
);

/**
 * The CDN's files: the loader at the floating address `v1/belfry.js`, everything it loads under the exact version with
 * a hash in its name, so that only the loader is ever stale.
 */
export default defineConfig({
  publicDir: false,
  plugins: [minifyTemplates()],
  resolve: {
    alias: {
      // Every browser that has the platform features Belfry needs has URLPattern: 6 kB gz less.
      'urlpattern-polyfill': new URL('widgets/shared/urlpattern.ts', import.meta.url).pathname,
    },
  },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist/cdn',
    target: 'es2024',
    // As a library: an application's preload helper would stand as one more request before every chunk.
    lib: { entry: { belfry: 'widgets/belfry.ts' }, formats: ['es'] },
    manifest: 'manifest.json',
    rolldownOptions: {
      optimization: { inlineConst: { mode: 'all', pass: 2 } },
      output: {
        minify: true,
        entryFileNames: 'v1/[name].js',
        chunkFileNames: `${version}/[name]-[hash].js`,
        codeSplitting: {
          groups: [
            // What every element needs before its first picture, in one request.
            { name: 'shared', test: core },
            // The vendors' code, each apart from ours: it changes on its own and is measured on its own.
            {
              name: 'knock-client',
              test: /node_modules\/(@knocklabs|phoenix|eventemitter2|@tanstack|nanoid)\//,
            },
            { name: 'phone-metadata', test: /node_modules\/libphonenumber-js\// },
            { name: 'stream-chat', test: /node_modules\/(?!lit|@lit)/ },
          ],
        },
      },
    },
  },
});
