import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { root } from '../../scripts/root.ts';
import { sandboxSettings } from '../../scripts/settings.ts';
import { startWorker } from '../../scripts/worker-process.ts';

const ports = { DEMO_PORT: '8920', WORKER_PORT: '8921', SANDBOX_PORT: '8922' };
const allPorts = [8920, 8921, 8922, 8923, 8924, 8925, 8926];

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

/** `npm start` on ports of its own, in a process group as a terminal gives it. */
function npmStart(): { child: ChildProcess; printed: () => string } {
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, ...ports },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, printed: () => text };
}

async function says(process_: { child: ChildProcess; printed: () => string }, what: RegExp): Promise<void> {
  const end = Date.now() + 60_000;
  while (!what.test(process_.printed())) {
    if (process_.child.exitCode !== null || Date.now() > end)
      throw new Error(`Never said ${what}: ${process_.printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: 'localhost' });
    socket.once('connect', () => resolve((socket.destroy(), true)));
    socket.once('error', () => resolve(false));
  });
}

/** Processes whose command line names one of our ports or that belong to the group. */
function processesOfGroup(group: number): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, , groupId] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const ours =
          Number(groupId) === group || command.includes('--port 8921') || command.includes('localhost:8921');
        return ours && state !== 'Z' ? [command] : [];
      } catch {
        return [];
      }
    });
}

describe('npm start', () => {
  it('brings the whole chain up, ends it on Ctrl-C without leaving a process, and starts again at once', async () => {
    for (const round of [1, 2]) {
      const started = npmStart();
      await says(started, /Belfry is ready/);
      expect(started.printed()).toContain('http://localhost:8920/');
      expect((await fetch('http://localhost:8920/')).status, `round ${round}`).toBe(200);
      expect((await fetch('http://localhost:8921/v1/belfry.js')).status).toBe(200);
      const group = started.child.pid ?? 0;
      // A terminal's Ctrl-C reaches the whole foreground group.
      process.kill(-group, 'SIGINT');
      if (started.child.exitCode === null) await once(started.child, 'exit');
      await expect.poll(() => processesOfGroup(group), { timeout: 10_000 }).toEqual([]);
      expect(await Promise.all(allPorts.map(isOpen))).toEqual(allPorts.map(() => false));
    }
  }, 150_000);

  it('names a port that is taken, and leaves nothing running', async () => {
    const taken = await startSandbox({ port: 8922 });
    try {
      const started = npmStart();
      await says(started, /Port 8922 .* is taken/);
      if (started.child.exitCode === null) await once(started.child, 'exit');
      expect(started.child.exitCode).not.toBe(0);
      expect(await isOpen(8920)).toBe(false);
    } finally {
      await taken.close();
    }
  }, 90_000);
});

describe("the Worker's settings", () => {
  it.each([
    ['STREAM_API_SECRET', ''],
    ['KNOCK_SIGNING_KEY', 'no key'],
    ['SESSION_KEYS', 'short:secret'],
    ['SITE_ORIGINS', 'https://shop.example/path'],
  ])('stop the start when %s is wrong, naming it and not showing it', async (name, value) => {
    const sandbox = await startSandbox({ port: 0 });
    try {
      const settings = { ...sandboxSettings(sandbox, ['http://localhost:8920']), [name]: value };
      const failure = await startWorker(8927, settings).then(
        async (worker) => {
          await worker.close();
          return new Error('It started.');
        },
        (error: unknown) => error as Error,
      );
      expect(failure.message).toContain(name);
      if (value) expect(failure.message.split(name)[1]?.split('\n')[0]).not.toContain(value);
    } finally {
      await sandbox.close();
    }
  });
});

describe('the built files', () => {
  it('hold no secret', async () => {
    const sandbox = await startSandbox({ port: 0 });
    const {
      STREAM_API_KEY: _key,
      KNOCK_PUBLIC_KEY: _public,
      KNOCK_FEED_CHANNEL_ID: _feed,
      ...rest
    } = sandboxSettings(sandbox, []);
    await sandbox.close();
    const secrets = Object.entries(rest)
      .filter(([name, value]) => /SECRET|TOKEN|KEY|PEPPER|SID/.test(name) && value)
      .flatMap(([, value]) => value.split(':'))
      .filter((value) => value.length > 10);
    expect(secrets.length).toBeGreaterThan(6);
    const folder = path.join(root, 'dist/cdn');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const text = readFileSync(path.join(file.parentPath, file.name), 'utf8');
      // The samples of the documentation sign in at a sandbox, and have it notify: there alone are these good.
      const { identity, knock } = credentials;
      const live = file.parentPath === path.join(folder, 'docs/live');
      const known: readonly string[] = live ? [identity.secret, knock.secretKey] : [];
      for (const secret of secrets) {
        if (!known.includes(secret)) expect(text.includes(secret), `${file.name} holds a secret`).toBe(false);
      }
    }
  });
});
