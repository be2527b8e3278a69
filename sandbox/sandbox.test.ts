import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';

/** Ports for the one test that names them. */
const ownPort = 18_795;

const open: Sandbox[] = [];
async function start(port = 0, options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ port, ...options });
  open.push(sandbox);
  return sandbox;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

const answers = (origin: string) =>
  fetch(origin).then(
    () => true,
    () => false,
  );

describe('a sandbox', () => {
  test('listens with five servers, in a row when a port is named', async () => {
    const { origins } = await start(ownPort);
    expect(origins).toEqual({
      control: `http://localhost:${ownPort}`,
      stream: `http://localhost:${ownPort + 1}`,
      knock: `http://localhost:${ownPort + 2}`,
      twilio: `http://localhost:${ownPort + 3}`,
      plivo: `http://localhost:${ownPort + 4}`,
      turnstile: `http://localhost:${ownPort}`,
    });
    const all = await Promise.all([...new Set(Object.values(origins))].map(answers));
    expect(all).toEqual([true, true, true, true, true]);
  });

  test('names a taken port and leaves nothing listening', async () => {
    const other = createServer().listen(ownPort + 2, 'localhost');
    await once(other, 'listening');
    await expect(start(ownPort)).rejects.toThrow(`Port ${ownPort + 2} (knock) is taken`);
    expect(await answers(`http://localhost:${ownPort}`)).toBe(false);
    other.close();
    await once(other, 'close');
    await expect(start(ownPort)).resolves.toBeDefined();
  });

  test('has nothing in common with another beside it', async () => {
    const [one, two] = await Promise.all([start(ownPort), start(ownPort + 10)]);
    one.context.clock.advance(3600);
    one.context.faults.add({ vendor: 'plivo', status: 503 });
    expect((await fetch(one.origins.plivo)).status).toBe(503);
    expect((await fetch(two.origins.plivo)).status).toBe(501);
    expect(two.context.clock.offset).toBe(0);
  });

  test('makes its signing key at the first start and keeps it', async () => {
    const keyDirectory = await mkdtemp(join(tmpdir(), 'belfry-'));
    const first = await start(0, { keyDirectory });
    const second = await start(0, { keyDirectory });
    const elsewhere = await start();
    expect(second.signingKey).toEqual(first.signingKey);
    expect(elsewhere.signingKey).not.toEqual(first.signingKey);
    await rm(keyDirectory, { recursive: true });
  });

  test('ends open connections when it closes', async () => {
    const sandbox = await start();
    const sockets = Object.values(sandbox.origins).map((origin) =>
      connect(Number(new URL(origin).port), 'localhost'),
    );
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const closed = sockets.map((socket) => {
      // To be reset is an end, too.
      socket.on('error', () => undefined);
      return new Promise((resolve) => socket.once('close', resolve));
    });
    await sandbox.close();
    await Promise.all(closed);
    expect(await answers(sandbox.origins.control)).toBe(false);
  });
});

describe('the start file', () => {
  /** Runs it until it has printed its last line, or has ended. */
  async function run(environment: Record<string, string>, ...args: string[]) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'start.ts'), ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exit = once(child, 'exit');
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const ready = (async () => {
      for await (const line of createInterface(child.stdout)) if (line.startsWith('Ctrl-C')) return;
    })();
    await Promise.race([ready, exit]);
    return { child, exit, output: () => output };
  }

  test('prints the addresses and credentials, and ends at once on Ctrl-C', async () => {
    const { child, exit, output } = await run({ SANDBOX_PORT: '0' });
    expect(output()).toMatch(/control page: http:\/\/localhost:\d+\n/);
    expect(output()).toContain('sk_test_sandbox');
    child.kill('SIGINT');
    expect(await exit).toEqual([0, null]);
  });

  test('takes a port as an argument rather than from the environment', async () => {
    const { child, exit, output } = await run({ SANDBOX_PORT: 'many' }, '--port', '0');
    expect(output()).toContain('The sandbox is ready.');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });

  test('explains itself', async () => {
    const { exit, output } = await run({}, '--help');
    expect(await exit).toEqual([0, null]);
    expect(output()).toMatch(/^Usage: belfry-sandbox/);
  });

  test.each([
    ['SANDBOX_PORT must be a port', { SANDBOX_PORT: 'many' }, []],
    ['DEMO_PORT must be a port', { DEMO_PORT: '-1' }, []],
    ['--port must be a port', {}, ['--port', '65532']],
    ['--demo must be an origin', {}, ['--demo', 'here']],
    ["Unknown option '--prot'", {}, ['--prot', '0']],
  ])('says what is wrong: %s', async (said, environment, args) => {
    const { exit, output } = await run(environment, ...args);
    expect(await exit).toEqual([1, null]);
    expect(output()).toContain(said);
    expect(output()).not.toContain('    at ');
  });

  test('says which port is taken', async () => {
    const other = createServer().listen(0, 'localhost');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { exit, output } = await run({ SANDBOX_PORT: String(port) });
    expect(await exit).toEqual([1, null]);
    expect(output()).toContain(`Port ${port} (control) is taken`);
    other.close();
  });
});
