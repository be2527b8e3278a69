import { svelte } from '@sveltejs/vite-plugin-svelte';
import { isBelfryElement } from 'belfry/vue';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type PluginOption } from 'vite';
import solid from 'vite-plugin-solid';
import { angular } from './angular-plugin.ts';

const folderOf = (app: string): string => new URL(app, import.meta.url).pathname;

/** What each framework's compiler needs to know of Belfry's elements: for most, nothing. */
const plugins: Record<string, PluginOption[]> = {
  react: [],
  'react-wrappers': [],
  vue: [vue({ template: { compilerOptions: { isCustomElement: isBelfryElement } } })],
  svelte: [svelte()],
  solid: [solid()],
  angular: [angular(folderOf('angular'))],
  server: [],
};

/** From the folder of each. */
const entries: Record<string, string> = {
  vue: 'app.ts',
  svelte: 'app.ts',
  angular: 'out/angular/app.js',
  server: 'client.tsx',
};

/** One app per framework, `--mode` says which. */
export default defineConfig(({ mode, isSsrBuild = false }) => ({
  root: folderOf(mode),
  plugins: plugins[mode] ?? [],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2024',
    modulePreload: false,
    rolldownOptions: {
      input: isSsrBuild ? 'server.tsx' : (entries[mode] ?? 'app.tsx'),
      output: { entryFileNames: isSsrBuild ? 'server.js' : 'app.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
}));
