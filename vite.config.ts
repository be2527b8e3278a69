import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * The CDN's files: the loader at the floating address `v1/belfry.js`, everything it loads under the exact version with
 * a hash in its name, so that only the loader is ever stale.
 */
export default defineConfig({
  publicDir: false,
  resolve: {
    alias: {
      // Every browser that has the platform features Belfry needs has URLPattern: 6 kB gz less.
      'urlpattern-polyfill': new URL('widgets/shared/urlpattern.ts', import.meta.url).pathname,
    },
  },
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: true,
    target: 'es2024',
    modulePreload: false,
    manifest: 'manifest.json',
    rolldownOptions: {
      input: { belfry: 'widgets/belfry.ts' },
      preserveEntrySignatures: 'strict',
      output: {
        format: 'es',
        entryFileNames: 'v1/[name].js',
        chunkFileNames: `${version}/[name]-[hash].js`,
        assetFileNames: `${version}/[name]-[hash][extname]`,
      },
    },
  },
});
