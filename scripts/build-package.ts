import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSandbox } from './build-sandbox.ts';
import { writeContractTypes } from './package/contract-types.ts';
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
 * the finished themes, and the sandbox, bundled.
 */
export async function buildPackage(): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  if ((await runPackage('typescript:tsc', ['-p', 'widgets/tsconfig.package.json'])) !== 0) {
    throw new Error('The package could not be compiled.');
  }
  await renameLazyImports();
  await writeContractTypes(target);
  const analyzed = await runPackage('@custom-elements-manifest/analyzer:cem', ['analyze', '--quiet']);
  if (analyzed !== 0) throw new Error('The custom elements manifest could not be made.');
  const described = JSON.parse(
    await readFile(path.join(target, 'custom-elements.json'), 'utf8'),
  ) as CustomElementsManifest;
  await writeFrameworks(path.join(target, 'frameworks'), described);
  await cp(path.join(root, 'themes'), path.join(target, 'themes'), { recursive: true });
  await buildSandbox(path.join(target, 'sandbox'));
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as RootManifest;
  await writeFile(
    path.join(target, 'package.json'),
    `${JSON.stringify(packageManifest(manifest, await definingFiles()), null, 2)}\n`,
  );
  for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md'])
    await copyFile(path.join(root, file), path.join(target, file));
}

/** TypeScript (6.0) leaves the ending of a dynamic import inside a class with decorators as it is. */
async function renameLazyImports(): Promise<void> {
  for (const file of await compiledFiles()) {
    const code = await readFile(file, 'utf8');
    const renamed = code.replaceAll(/\bimport\((['"])(\.[^'"]+)\.ts\1\)/g, 'import($1$2.js$1)');
    if (renamed !== code) await writeFile(file, renamed);
  }
}

async function compiledFiles(): Promise<string[]> {
  const folder = path.join(target, 'widgets');
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.js')).map((file) => path.join(folder, file));
}

/** The modules that do something by being imported: they define elements. A bundler may drop no other's import. */
async function definingFiles(): Promise<string[]> {
  const files: string[] = [];
  for (const file of await compiledFiles()) {
    const defines = /^define\(/m.test(await readFile(file, 'utf8'));
    if (defines || /^define/.test(path.basename(file))) files.push(`./${path.relative(target, file)}`);
  }
  return [...files.sort(), './frameworks/react/*.js', './themes/*.css'];
}

async function writeFrameworks(folder: string, { modules }: CustomElementsManifest): Promise<void> {
  const files = frameworkFiles(modules.flatMap(({ declarations }) => declarations));
  await mkdir(path.join(folder, 'react'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

function packageManifest(
  { version, description, license, dependencies }: RootManifest,
  sideEffects: readonly string[],
): object {
  const browser = ['@lit/react', 'dequal', 'libphonenumber-js', 'lit', 'lit-html', 'stream-chat'];
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
      './themes/*.css': './themes/*.css',
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    bin: { 'belfry-sandbox': './sandbox/start.js' },
    customElements: 'custom-elements.json',
    'web-types': 'web-types.json',
    sideEffects,
    dependencies: Object.fromEntries(browser.map((name) => [name, dependencies[name]])),
    // For the wrappers alone; who uses another framework installs none of it.
    peerDependencies: { '@types/react': '*', react: '>=17' },
    peerDependenciesMeta: { '@types/react': { optional: true }, react: { optional: true } },
  };
}

function entry(file: string): { types: string; default: string } {
  return { types: `./widgets/${file}.d.ts`, default: `./widgets/${file}.js` };
}
