import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { checkPrefix, ownPrefix, renamePrefix } from './scripts/cdn/prefix.ts';
import { minifyTemplates } from './scripts/minify-templates.ts';

const prefix = checkPrefix(process.env['BELFRY_PREFIX'] ?? ownPrefix);

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const core = new RegExp(
  [
    String.raw`node_modules/(lit|lit-html|lit-element|@lit/reactive-element)/(?!.*directive)`,
    String.raw`widgets/session/(?!session-element|define|loading)`,
    String.raw`@oxc-project\+runtime`,
    String.raw`widgets/shared/(base-element|define|events|icons|idle|store|store-controller|urls|theme\.styles|controls\.styles)\.ts`,
    String.raw`widgets/shared/locale/(messages|load|locale-controller|en)\.ts`,
  ].join('|'),
);

/** What a closed frame needs of its own. */
const frame =
  /widgets\/shared\/(frame-element|anchor\.styles|popover-controller|panel-loader|views|failure|format)\.ts/;

/** What chat and feed both draw with, and small things that would be a file each. */
const panels = new RegExp(
  [
    String.raw`lit(-html)?/directive(s/(repeat|guard)|-helpers)\.js`,
    String.raw`widgets/shared/(avatar|css-vars|lazy|near-end|notice|page/(open-channel|typing-into)|presence|ticker|text/text\.styles|step|panel\.styles|panel\.views|vendor/(token-.*|link-failure))\.ts`,
  ].join('|'),
);

/** What a bell opens, and a feed in the page. */
const feed =
  /widgets\/(bell\/(?!bell-element|define|shell|unseen|knock|locales|tools|toasts|alerts|choose|notification-event|preferences-event).*|shared\/text\/html-nodes)\.ts/;

/**
 * What of a feed comes after its first picture: keyboard, menus, taking back, what was seen, what arrives while one reads,
 * long lists and texts, the vendor's name.
 */
const feedTools = /widgets\/bell\/(tools\/.*|preferences-event)\.ts/;

/** What the chat's first picture is drawn with, in one request: lazy parts share it, and would split it. */
const chat =
  /widgets\/chat\/(words|model|messages\.en|events|connection|connection\.view|chat-panel(\.styles)?|(store|conversation)\/(?!change|list-recovery|history|window-moves|recovery|page-calls|log-|overlay|drawn).*|composer\/composer(\.view)?|message\/(message\.(view|styles)|message-(parts|tools))|list\/channel-list\.(view|styles)|panes\/pane-event|thread\/thread-key|outbox\/(desk|outbox|drafts))\.ts/;

/**
 * The CDN's files: the loader at the floating address `v1/belfry.js`, everything it loads under the exact version with
 * a hash in its name, so that only the loader is ever stale.
 */
export default defineConfig({
  publicDir: false,
  plugins: [...(prefix === ownPrefix ? [] : [renamePrefix(prefix)]), minifyTemplates()],
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: {
    alias: { linkifyjs: fileURLToPath(new URL('widgets/chat/stream/no-links.ts', import.meta.url)) },
  },
  build: {
    outDir: 'dist/cdn',
    target: 'es2024',
    // As a library: an application's preload helper would stand as one more request before every chunk.
    lib: { entry: { belfry: 'widgets/belfry.ts' }, formats: ['es'] },
    manifest: 'manifest.json',
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      optimization: { inlineConst: { mode: 'all', pass: 2 } },
      output: {
        minify: true,
        entryFileNames: 'v1/[name].js',
        chunkFileNames: `${version}/[name]-[hash].js`,
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // What every element needs before its first picture, in one request.
            { name: 'shared', test: core },
            { name: 'frame', test: frame },
            { name: 'panels', test: panels },
            { name: 'feed', test: feed },
            { name: 'feed-tools', test: feedTools },
            { name: 'chat', test: chat },
            // Code of others, apart from ours: it changes on its own and is measured on its own.
            { name: 'phone-metadata', test: /node_modules\/libphonenumber-js\// },
            { name: 'stream-chat', test: /node_modules\/(?!lit|@lit)/ },
          ],
        },
      },
    },
  },
});
