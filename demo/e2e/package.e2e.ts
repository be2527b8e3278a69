import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage } from '../../scripts/build-package.ts';
import { root } from '../../scripts/root.ts';
import { values } from '../../widgets/shared/advice/values.ts';
import { installAlone } from './alone.ts';
import { describeFrameworks, pack } from './frameworks.ts';
import { describeRunningSamples } from './running-samples.ts';
import { describeTypedSamples } from './typed-samples.ts';
import { useBrowser } from './visit.ts';

interface PackageManifest {
  bin: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
}

const folder = path.join(root, 'dist/npm');
let manifest: PackageManifest;

beforeAll(async () => {
  await buildPackage();
  manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageManifest;
  // It compiles twice and bundles.
}, 480_000);

/** The modules that the package exports, by subpath. */
function modules(): [string, { types: string; default: string }][] {
  return Object.entries(manifest.exports).filter(
    (entry): entry is [string, { types: string; default: string }] => typeof entry[1] !== 'string',
  );
}

describe('the npm package', () => {
  /** A project that has installed it, and of what else it needs only what it declares. */
  let alone: string;
  beforeAll(() => {
    alone = installAlone(folder, ['react', '@types/react', '@types/node']);
  });
  afterAll(() => rmSync(alone, { recursive: true }));

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
      .map(([name, { default: file }]) => [name, path.join(alone, 'node_modules/belfry', file)])
      // Class entries first: what they must not do would be hidden by the others.
      .sort(([a = ''], [b = '']) => Number(a.endsWith('/define')) - Number(b.endsWith('/define')));
    const printed = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', script, JSON.stringify(entries)],
      {
        encoding: 'utf8',
        cwd: alone,
      },
    );
    expect(printed.trim()).toBe('undefined');
  });

  it('has types that a strict consumer compiles against', () => {
    writeFileSync(
      path.join(alone, 'app.ts'),
      `import { configure, BelfryOtpElement, type Identity } from 'belfry';
       import 'belfry/chat/define';
       import { startSandbox, type Sandbox } from 'belfry/sandbox';
       const identity: Identity = async () => 'token';
       configure({ worker: 'https://worker.example', identity });
       const chat = document.createElement('belfry-chat');
       chat.launcher = true;
       chat.addEventListener('belfry-unread', ({ unread }) => unread.toFixed());
       const otp = document.querySelector('belfry-otp');
       otp?.addEventListener('belfry-verified', ({ channel }) => channel satisfies 'sms' | 'call' | 'whatsapp' | 'email');
       // @ts-expect-error a channel that there is not
       otp?.addEventListener('belfry-verified', ({ channel }) => channel === 'pigeon');
       const sandbox: Sandbox = await startSandbox({ port: 0 });
       sandbox.context.faults.add({ vendor: 'stream', status: 500, times: 1 });
       const codes: (string | undefined)[] = sandbox.context.deliveries.list().map(({ code }) => code);
       // @ts-expect-error a vendor that there is not
       sandbox.context.faults.add({ vendor: 'acme', status: 500 });
       // @ts-expect-error an attribute's value that there is not
       chat.layout = 'sideways';
       export { BelfryOtpElement, codes };`,
    );
    const options = ['--noEmit', '--ignoreConfig', '--strict', '--target', 'es2023', '--module', 'nodenext'];
    const libraries = ['--lib', 'es2024,dom,dom.iterable', '--types', 'node'];
    const { stdout } = spawnSync(
      process.execPath,
      [path.join(root, 'node_modules/typescript/bin/tsc'), ...options, ...libraries, 'app.ts'],
      { encoding: 'utf8', cwd: alone },
    );
    // Its own declarations are checked, too; those of others are theirs.
    const wrong = stdout.split('\n').filter((line) => /^(app\.ts|node_modules\/belfry\/)/.test(line));
    expect(wrong).toEqual([]);
  }, 60_000);

  it('keeps its components of React in the browser, where a server renders components', () => {
    const components = modules().filter(([name]) => name.startsWith('./react/'));
    expect(components).toHaveLength(7);
    for (const [, { default: file }] of components)
      expect(readFileSync(path.join(folder, file), 'utf8')).toMatch(/^'use client';\n/);
  });

  it('is as publint and “are the types wrong?” would have it', async () => {
    const { messages } = await publint({ pkgDir: folder, strict: true });
    expect(messages.map((message) => formatMessage(message, manifest, { color: false }))).toEqual([]);
    const packed = mkdtempSync(path.join(tmpdir(), 'belfry-packed-'));
    try {
      const tarball = pack(packed);
      const checked = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
      const problems = checked.types ? checked.problems : [{ kind: 'NoTypes' as const }];
      // It has modules alone, and `exports`: bundlers, browsers and Node all know both.
      const known = new Set<string>(['CJSResolvesToESM', 'NoResolution']);
      expect(problems.filter(({ kind }) => !known.has(kind))).toEqual([]);
      const lost = problems.filter(
        (problem) => problem.kind === 'NoResolution' && problem.resolutionKind !== 'node10',
      );
      expect(lost).toEqual([]);
    } finally {
      rmSync(packed, { recursive: true });
    }
  }, 120_000);

  it('brings of the elements only what is imported', async () => {
    const consumer = mkdtempSync(path.join(root, '.cache', 'consumer-'));
    try {
      const entry = path.join(consumer, 'app.js');
      writeFileSync(
        entry,
        `import { BelfryBellElement } from '${folder}/widgets/index.js'; customElements.define('x-bell', BelfryBellElement);`,
      );
      const built = await build({
        configFile: false,
        logLevel: 'silent',
        root: consumer,
        build: { write: false, lib: { entry, formats: ['es'], fileName: 'app' } },
      });
      const chunks = (Array.isArray(built) ? built : [built]).flatMap((result) =>
        'output' in result ? result.output : [],
      );
      const modules = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
      expect(modules.some((id) => id.includes('/widgets/bell/'))).toBe(true);
      // A language is a lazy file of each element.
      const code = modules.filter((id) => !/\/locales\/[\w.]+\.js$|messages\.\w+\.js$/.test(id));
      expect(code.filter((id) => /widgets\/(chat|otp|preferences)\/|stream-chat/.test(id))).toEqual([]);
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

describe('what is said of a value that an attribute does not have', () => {
  it('is of the values that the manifest names', () => {
    const { modules: described } = JSON.parse(
      readFileSync(path.join(folder, 'custom-elements.json'), 'utf8'),
    ) as {
      modules: {
        declarations: {
          tagName?: string;
          attributes?: { name: string; type?: { text: string } }[];
        }[];
      }[];
    };
    const named = described
      .flatMap(({ declarations }) => declarations)
      .flatMap(({ tagName = '', attributes = [] }) =>
        attributes.flatMap(({ name, type: { text } = { text: '' } }) => {
          const literals = [...text.matchAll(/'([\w-]+)'/g)].map(([, value]) => value);
          const allowed = /^('[\w-]+'( \| |$)|undefined$)+$/.test(text) ? literals : undefined;
          return allowed ? [[`${tagName} ${name}`, allowed.sort()]] : [];
        }),
      );
    const told = Object.entries(values).flatMap(([element, attributes]) =>
      Object.entries(attributes).map(([name, allowed]) => [`belfry-${element} ${name}`, [...allowed].sort()]),
    );
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(named));
  });
});

describe('the sandbox in the package', () => {
  /** A project that has the package installed, and nothing of what the sandbox is made of. */
  let project: string;
  let bin: string;

  beforeAll(() => {
    project = mkdtempSync(path.join(tmpdir(), 'belfry-project-'));
    const installed = path.join(project, 'node_modules/belfry');
    cpSync(folder, installed, { recursive: true });
    bin = path.join(installed, manifest.bin['belfry-sandbox'] ?? '');
  });
  afterAll(() => rmSync(project, { recursive: true }));

  const start = (...args: string[]) =>
    spawn(process.execPath, [bin, ...args], {
      cwd: project,
      // The user's caches: where the signing key is kept.
      env: { ...process.env, XDG_CACHE_HOME: path.join(project, 'cache') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('runs by its command, serves its page, and ends on Ctrl-C', async () => {
    const child = start('--port', '0');
    const exit = once(child, 'exit');
    let control = '';
    for await (const line of createInterface(child.stdout)) {
      control ||= /control page: (\S+)/.exec(line)?.[1] ?? '';
      if (line.startsWith('Ctrl-C')) break;
    }
    const page = await (await fetch(control)).text();
    const files = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file = '']) => file);
    expect(files).toContain('/page.ts');
    for (const file of files) {
      const { status, headers } = await fetch(control + file);
      expect(status).toBe(200);
      if (file.endsWith('.ts')) expect(headers.get('content-type')).toContain('text/javascript');
    }
    expect(statSync(path.join(project, 'cache/belfry/sandbox')).isDirectory()).toBe(true);

    const taken = start('--port', new URL(control).port);
    const [error] = (await once(taken.stderr, 'data')) as [Buffer];
    expect(error.toString()).toMatch(/^Port \d+ \(control\) is taken\./);
    expect(await once(taken, 'exit')).toEqual([1, null]);

    child.kill('SIGINT');
    expect(await exit).toEqual([0, null]);
  });

  it('can be run as a program, as npx does', () => {
    expect(readFileSync(bin, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(spawnSync(process.execPath, [bin, '--help'], { encoding: 'utf8' }).stdout).toContain('--port');
  });

  it('is started by a test, two beside each other', () => {
    const script = `
      import { startSandbox } from 'belfry/sandbox';
      const [one, two] = await Promise.all([startSandbox({ port: 0 }), startSandbox({ port: 0 })]);
      one.context.faults.add({ vendor: 'plivo', status: 503 });
      const statuses = await Promise.all([one, two].map(async ({ origins }) => (await fetch(origins.plivo)).status));
      console.log(JSON.stringify(statuses));
      await Promise.all([one.close(), two.close()]);`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: path.join(project, 'cache') },
    });
    expect(JSON.parse(printed)).toEqual([503, 501]);
  });
});

describeTypedSamples();

useBrowser();
describeFrameworks();
describeRunningSamples();
