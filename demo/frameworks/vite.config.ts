import { svelte } from '@sveltejs/vite-plugin-svelte';
import { isBelfryElement } from 'belfry/vue';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type PluginOption, type UserConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { angular } from './angular-plugin.ts';

const folderOf = (app: string): string => new URL(app, import.meta.url).pathname;

/** What each framework's compiler needs to know of Belfry's elements: for most, nothing. */
const plugins: Record<string, (folder: string) => PluginOption[]> = {
  vue: () => [vue({ template: { compilerOptions: { isCustomElement: isBelfryElement } } })],
  svelte: () => [svelte()],
  solid: () => [solid()],
  angular: (folder) => [angular(folderOf(folder))],
};

/** From the folder of each. */
const entries: Record<string, (folder: string) => string> = {
  vue: () => 'app.ts',
  svelte: () => 'app.ts',
  angular: (folder) => `out/${folder}/app.js`,
  server: () => 'client.tsx',
};

/** `samples-vue` holds what the documentation shows for Vue. */
const frameworkOf = (folder: string): string => folder.replace(/^samples-/, '');

/** How the app of a folder is built, whatever compiles it. */
export function buildOf(folder: string, { isSsrBuild = false } = {}): UserConfig {
  return {
    root: folderOf(folder),
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2024',
      modulePreload: false,
      rolldownOptions: {
        input: isSsrBuild ? 'server.tsx' : (entries[frameworkOf(folder)]?.(folder) ?? 'app.tsx'),
        output: { entryFileNames: isSsrBuild ? 'server.js' : 'app.js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

/** One app per folder, `--mode` says which. */
export default defineConfig(({ mode, isSsrBuild = false }) => ({
  plugins: plugins[frameworkOf(mode)]?.(mode) ?? [],
  ...buildOf(mode, { isSsrBuild }),
}));
