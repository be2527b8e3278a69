import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { stripTypes } from '../sandbox/platform/strip-types.ts';
import { root } from './root.ts';
import { runPackage } from './run.ts';

const source = path.join(root, 'sandbox');

/**
 * Builds the sandbox into a folder of the package: `start.js`, which `belfry-sandbox` runs, and `sandbox.js` for
 * tests that start one themselves, both with all that they need in them; the control page's files; types.
 */
export async function buildSandbox(target: string): Promise<void> {
  await bundle(target);
  await copyPage(path.join(target, 'page'));
  await writeTypes(target);
}

async function bundle(target: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [
      {
        name: 'page-without-types',
        enforce: 'pre',
        // The page's scripts lie there without types already: the package needs no compiler.
        load: (id) =>
          id.endsWith('/sandbox/platform/strip-types.ts')
            ? 'export const stripTypes = async (file, source) => source;'
            : undefined,
      },
    ],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: target,
      emptyOutDir: true,
      target: 'node22',
      minify: false,
      license: { fileName: 'LICENSES.md' },
      rolldownOptions: {
        input: { start: path.join(source, 'start.ts'), sandbox: path.join(source, 'sandbox.ts') },
        // Native helpers of `ws` that it does without.
        external: ['bufferutil', 'utf-8-validate'],
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name].js',
          banner: ({ name }) => (name === 'start' ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  });
}

async function copyPage(target: string): Promise<void> {
  const folder = path.join(source, 'control/page');
  await mkdir(target, { recursive: true });
  for (const name of await readdir(folder)) {
    if (name === 'tsconfig.json' || name.endsWith('.e2e.ts')) continue;
    const file = path.join(folder, name);
    if (!name.endsWith('.ts')) await cp(file, path.join(target, name));
    else await writeFile(path.join(target, name), await stripTypes(file, await readFile(file, 'utf8')));
  }
}

/** The types that `sandbox.d.ts` leads to; those of what it is made of inside are nobody's business. */
async function writeTypes(target: string): Promise<void> {
  const scratch = path.join(root, '.cache', `sandbox-types-${process.pid}`);
  try {
    const code = await runPackage('typescript:tsc', [
      '-p',
      'sandbox/tsconfig.package.json',
      '--outDir',
      scratch,
    ]);
    if (code !== 0) throw new Error('The types of the sandbox could not be made.');
    const wanted = ['sandbox.d.ts'];
    for (const name of wanted) {
      const text = await readFile(path.join(scratch, name), 'utf8');
      await mkdir(path.dirname(path.join(target, name)), { recursive: true });
      await writeFile(path.join(target, name), text);
      for (const [, imported = ''] of text.matchAll(/from '(\.[^']+)\.[jt]s'/g)) {
        const next = path.join(path.dirname(name), `${imported}.d.ts`);
        if (!wanted.includes(next)) wanted.push(next);
      }
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
