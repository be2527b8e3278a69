import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPackage } from '../../scripts/build-package.ts';
import { root } from '../../scripts/root.ts';

interface PackageManifest {
  exports: Record<string, string | { types: string; default: string }>;
}

const folder = path.join(root, 'dist/npm');
let manifest: PackageManifest;

beforeAll(async () => {
  await buildPackage();
  manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageManifest;
});

/** The modules that the package exports, by subpath. */
function modules(): [string, { types: string; default: string }][] {
  return Object.entries(manifest.exports).filter(
    (entry): entry is [string, { types: string; default: string }] => typeof entry[1] !== 'string',
  );
}

describe('the npm package', () => {
  it('can be imported on a server, every entry of it, and its class entries define nothing', () => {
    const script = `
      for (const [name, file] of JSON.parse(process.argv[1])) {
        await import(file);
        const tag = 'belfry-' + name.split('/')[1];
        const defined = globalThis.customElements?.get(tag) !== undefined;
        if (defined && !name.endsWith('/define')) throw new Error(name + ' defines ' + tag);
      }
      console.log(typeof window);`;
    const entries = modules()
      .map(([name, { default: file }]) => [name, path.join(folder, file)])
      // Class entries first: what they must not do would be hidden by the others.
      .sort(([a = ''], [b = '']) => Number(a.endsWith('/define')) - Number(b.endsWith('/define')));
    const printed = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', script, JSON.stringify(entries)],
      {
        encoding: 'utf8',
        cwd: root,
      },
    );
    expect(printed.trim()).toBe('undefined');
  });

  it('has types that a strict consumer compiles against', () => {
    const consumer = mkdtempSync(path.join(root, '.cache', 'consumer-'));
    try {
      writeFileSync(
        path.join(consumer, 'app.ts'),
        `import { configure, BelfryOtpElement, type Identity } from '../../dist/npm/widgets/index.js';
         import '../../dist/npm/widgets/chat/define.js';
         const identity: Identity = async () => 'token';
         configure({ worker: 'https://worker.example', identity });
         const chat = document.createElement('belfry-chat');
         chat.launcher = true;
         chat.addEventListener('belfry-unread', ({ unread }) => unread.toFixed());
         document.querySelector('belfry-otp')?.checkValidity();
         // @ts-expect-error an attribute's value that there is not
         chat.layout = 'sideways';
         export { BelfryOtpElement };`,
      );
      const { stdout } = spawnSync(
        process.execPath,
        [
          path.join(root, 'node_modules/typescript/bin/tsc'),
          ...['--noEmit', '--ignoreConfig', '--strict', '--target', 'es2023', '--module', 'nodenext'],
          ...['--lib', 'es2024,dom,dom.iterable', '--skipLibCheck', path.join(consumer, 'app.ts')],
        ],
        { encoding: 'utf8' },
      );
      expect(stdout).toBe('');
    } finally {
      rmSync(consumer, { recursive: true });
    }
  }, 60_000);

  it('describes every element in its manifest', () => {
    const { modules: described } = JSON.parse(
      readFileSync(path.join(folder, 'custom-elements.json'), 'utf8'),
    ) as {
      modules: {
        declarations: { name: string; attributes?: { name: string }[]; events?: { name: string }[] }[];
      }[];
    };
    const otp = described
      .flatMap(({ declarations }) => declarations)
      .find(({ name }) => name === 'BelfryOtpElement');
    expect(otp?.attributes?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['name', 'required', 'country', 'channels', 'phone', 'signin', 'theme']),
    );
    expect(otp?.events?.map(({ name }) => name)).toEqual(expect.arrayContaining(['belfry-verified']));
  });
});
