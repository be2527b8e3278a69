import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile, copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const binary = join(
  require.resolve('@cloudflare/workerd-linux-64/package.json', {
    paths: [require.resolve('workerd/package.json')],
  }),
  '../bin/workerd',
);

export interface WorkerdOptions {
  /** A file that is one ES module. */
  module: string;
  /** Where to listen. */
  port: number;
  /** Text bindings. */
  settings: Readonly<Record<string, string>>;
  /** Durable Objects: binding to class. */
  objects?: Readonly<Record<string, string>>;
  /** The port of an inspector; then the module is imported by a request for `/import`, and not before. */
  inspector?: number;
}

export interface Workerd {
  close(): Promise<void>;
}

/** One workerd as it is, without the proxy and the tools of `wrangler dev`, which cost ten times what they measure. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-bench-'));
  await copyFile(options.module, join(folder, 'worker.js'));
  for (const file of ['shield.js', 'importer.js'])
    await copyFile(join(import.meta.dirname, file), join(folder, file));
  await writeFile(join(folder, 'config.capnp'), configOf(options, folder));
  const { inspector } = options;
  const inspected = inspector === undefined ? [] : [`--inspector-addr=127.0.0.1:${inspector}`];
  const child = spawn(binary, ['serve', '--experimental', ...inspected, join(folder, 'config.capnp')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const close = async (): Promise<void> => {
    if (child.exitCode === null) {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 1000; tries += 1) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${options.port}/healthz`).catch(() => undefined);
    if (answer) return { close };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await close();
  throw new Error('workerd did not answer.');
}

function configOf({ port, settings, objects = {}, inspector }: WorkerdOptions, folder: string): string {
  const text = (value: string): string => JSON.stringify(value);
  const bindings = [
    ...Object.entries(settings).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
    ...Object.entries(objects).map(
      ([name, className]) => `(name = ${text(name)}, durableObjectNamespace = ${text(className)})`,
    ),
    '(name = "SHIELD", wrapped = (moduleName = "bench:shield"))',
  ];
  const namespaces = Object.values(objects).map(
    (className) => `(className = ${text(className)}, uniqueKey = ${text(className)}, enableSql = true)`,
  );
  const modules = ['worker.js'];
  if (inspector !== undefined) modules.unshift('importer.js');
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["public", "private"])),
    (name = "disk", disk = (path = ${text(folder)}, writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
  extensions = [(modules = [(name = "bench:shield", internal = true, esModule = embed "shield.js")])],
);
const main :Workerd.Worker = (
  modules = [${modules.map((name) => `(name = "${name}", esModule = embed "${name}")`).join(', ')}],
  compatibilityDate = "2026-10-23",
  compatibilityFlags = ["nodejs_compat"],
  bindings = [${bindings.join(', ')}],
  durableObjectNamespaces = [${namespaces.join(', ')}],
  durableObjectStorage = (localDisk = "disk"),
);
`;
}
