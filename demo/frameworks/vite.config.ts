import { svelte } from '@sveltejs/vite-plugin-svelte';
import { isBelfryElement } from 'belfry/vue';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type PluginOption } from 'vite';
import solid from 'vite-plugin-solid';

/** What each framework's compiler needs to know of Belfry's elements: for most, nothing. */
const plugins: Record<string, PluginOption[]> = {
  react: [],
  'react-wrappers': [],
  vue: [vue({ template: { compilerOptions: { isCustomElement: isBelfryElement } } })],
  svelte: [svelte()],
  solid: [solid()],
};

/** One app per framework, `--mode` says which. */
export default defineConfig(({ mode }) => ({
  root: new URL(mode, import.meta.url).pathname,
  plugins: plugins[mode] ?? [],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2024',
    modulePreload: false,
    rolldownOptions: {
      input: /react|solid/.test(mode) ? 'app.tsx' : 'app.ts',
      output: { entryFileNames: 'app.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
}));
