import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSandbox } from './build-sandbox.ts';
import { root } from './root.ts';
import { runPackage } from './run.ts';

const target = path.join(root, 'dist/npm');

/** The elements and the folder each lives in; every one has a class entry and a `define` entry. */
const elements = ['chat', 'bell', 'feed', 'toasts', 'preferences', 'otp', 'session'] as const;

interface RootManifest {
  version: string;
  description: string;
  license: string;
  dependencies: Record<string, string>;
}

/**
 * Builds the npm package into `dist/npm`: the elements' modules as written, their types, the custom elements manifest,
 * and the sandbox, bundled.
 */
export async function buildPackage(): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  if ((await runPackage('typescript:tsc', ['-p', 'widgets/tsconfig.package.json'])) !== 0) {
    throw new Error('The package could not be compiled.');
  }
  const analyzed = await runPackage('@custom-elements-manifest/analyzer:cem', ['analyze', '--quiet']);
  if (analyzed !== 0) throw new Error('The custom elements manifest could not be made.');
  await buildSandbox(path.join(target, 'sandbox'));
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as RootManifest;
  await writeFile(
    path.join(target, 'package.json'),
    `${JSON.stringify(packageManifest(manifest), null, 2)}\n`,
  );
  for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md'])
    await copyFile(path.join(root, file), path.join(target, file));
}

function packageManifest({ version, description, license, dependencies }: RootManifest): object {
  const browser = ['libphonenumber-js', 'lit', 'lit-html', 'stream-chat'];
  return {
    name: 'belfry',
    version,
    description,
    license,
    type: 'module',
    exports: {
      '.': entry('index'),
      ...Object.fromEntries(
        elements.flatMap((name) => {
          const bells = name === 'feed' || name === 'toasts';
          const folder = bells ? 'bell' : name;
          const define = bells ? `define-${name}` : 'define';
          return [
            [`./${name}`, entry(`${folder}/${name}-element`)],
            [`./${name}/define`, entry(`${folder}/${define}`)],
          ];
        }),
      ),
      './sandbox': { types: './sandbox/sandbox.d.ts', default: './sandbox/sandbox.js' },
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    bin: { 'belfry-sandbox': './sandbox/start.js' },
    customElements: 'custom-elements.json',
    sideEffects: ['./widgets/*/define*.js'],
    dependencies: Object.fromEntries(browser.map((name) => [name, dependencies[name]])),
  };
}

function entry(file: string): { types: string; default: string } {
  return { types: `./widgets/${file}.d.ts`, default: `./widgets/${file}.js` };
}
