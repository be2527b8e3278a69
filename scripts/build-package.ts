import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSandbox } from './build-sandbox.ts';
import { frameworkFiles, type ManifestElement } from './package/framework-types.ts';
import { root } from './root.ts';
import { runPackage } from './run.ts';

interface CustomElementsManifest {
  modules: { declarations: ManifestElement[] }[];
}

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
  const described = JSON.parse(
    await readFile(path.join(target, 'custom-elements.json'), 'utf8'),
  ) as CustomElementsManifest;
  await writeFrameworks(path.join(target, 'frameworks'), described);
  await buildSandbox(path.join(target, 'sandbox'));
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as RootManifest;
  await writeFile(
    path.join(target, 'package.json'),
    `${JSON.stringify(packageManifest(manifest), null, 2)}\n`,
  );
  for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md'])
    await copyFile(path.join(root, file), path.join(target, file));
}

async function writeFrameworks(folder: string, { modules }: CustomElementsManifest): Promise<void> {
  const files = frameworkFiles(modules.flatMap(({ declarations }) => declarations));
  await mkdir(path.join(folder, 'react'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

function packageManifest({ version, description, license, dependencies }: RootManifest): object {
  const browser = ['@lit/react', 'libphonenumber-js', 'lit', 'lit-html', 'stream-chat'];
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
      ...Object.fromEntries(
        ['react', 'vue', 'svelte', 'solid', ...elements.map((name) => `react/${name}`)].map((name) => [
          `./${name}`,
          { types: `./frameworks/${name}.d.ts`, default: `./frameworks/${name}.js` },
        ]),
      ),
      './sandbox': { types: './sandbox/sandbox.d.ts', default: './sandbox/sandbox.js' },
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    bin: { 'belfry-sandbox': './sandbox/start.js' },
    customElements: 'custom-elements.json',
    'web-types': 'web-types.json',
    sideEffects: ['./widgets/*/define*.js', './frameworks/react/*.js'],
    dependencies: Object.fromEntries(browser.map((name) => [name, dependencies[name]])),
    // For the wrappers alone; who uses another framework installs none of it.
    peerDependencies: { '@types/react': '*', react: '>=17' },
    peerDependenciesMeta: { '@types/react': { optional: true }, react: { optional: true } },
  };
}

function entry(file: string): { types: string; default: string } {
  return { types: `./widgets/${file}.d.ts`, default: `./widgets/${file}.js` };
}
