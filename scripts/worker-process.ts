import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './root.ts';

/** The switches that keep wrangler from looking for the internet. */
export const offline = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_WRITE_LOGS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
};

/** The command that runs wrangler on this Node. */
export function wrangler(...args: string[]): [string, string[]] {
  const package_ = createRequire(import.meta.url).resolve('wrangler/package.json');
  return [process.execPath, [path.join(path.dirname(package_), 'bin/wrangler.js'), ...args]];
}

export interface WorkerProcess {
  readonly origin: string;
  close(): Promise<void>;
}

/** ms that a cold start may take on a busy machine. */
const patience = 60_000;

/**
 * Runs the Worker under `wrangler dev` with these settings and fresh local storage, and waits until it answers.
 * @param hear is told each line that the Worker logs
 * @throws {Error} with what wrangler printed, when it does not.
 */
export async function startWorker(
  port: number,
  settings: Readonly<Record<string, string>>,
  hear?: (line: string) => void,
): Promise<WorkerProcess> {
  if (await isTaken(port)) {
    throw new Error(`Port ${port} (Worker) is taken. End what uses it, or choose another by WORKER_PORT.`);
  }
  const state = path.join(root, '.cache', `worker-${port}`);
  await rm(state, { recursive: true, force: true });
  await mkdir(state, { recursive: true });
  // A file, not arguments: arguments are seen by every process of the machine.
  const envFile = path.join(state, 'settings.env');
  await writeFile(
    envFile,
    Object.entries(settings)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
    { mode: 0o600 },
  );
  const [command, args] = wrangler(
    'dev',
    ...['--port', String(port), '--ip', 'localhost', '--inspector-port', '0'],
    ...['--persist-to', path.join(state, 'storage'), '--env-file', envFile],
    ...['--show-interactive-dev-session', 'false', '--log-level', hear ? 'log' : 'warn'],
  );
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...offline },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: wrangler starts more processes, and all of them must end.
    detached: true,
  });
  let printed = '';
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  if (hear) createInterface(child.stdout).on('line', hear);
  const origin = `http://localhost:${port}`;
  // Also when this process ends by an error that nobody caught.
  const kill = () => signalGroup(child, 'SIGKILL');
  process.once('exit', kill);
  const close = async () => {
    await end(child);
    process.off('exit', kill);
  };
  try {
    await answers(`${origin}/healthz`, child);
  } catch (error) {
    await close();
    throw new Error(`The Worker did not start. ${error instanceof Error ? error.message : ''}\n${printed}`);
  }
  return { origin, close };
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + patience;
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (response?.ok) return;
    if (Date.now() > until) throw new Error(`No answer from ${url} within ${patience / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It ended by itself.');
}

async function end(child: ChildProcess): Promise<void> {
  const ended =
    child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 3000);
  await ended;
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: 'localhost' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
