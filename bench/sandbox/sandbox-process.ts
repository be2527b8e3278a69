import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A sandbox in a process of its own, as whoever starts it by hand has it. */
export interface SandboxProcess {
  readonly origins: Readonly<Record<'control' | 'stream' | 'knock', string>>;
  /** ms from the start of the process until it said that it is ready. */
  readonly startTime: number;
  /** The most memory that it has taken so far, in bytes; nothing where the system does not tell (it does on Linux). */
  peakMemory(): number | undefined;
  /** ms of processor time that it has taken so far; nothing where the system does not tell. */
  cpuTime(): number | undefined;
  close(): Promise<void>;
}

/** @param nodeFlags for Node, such as `--cpu-prof` */
export async function startSandboxProcess(nodeFlags: readonly string[] = []): Promise<SandboxProcess> {
  const started = performance.now();
  const start = join(import.meta.dirname, '../../sandbox/start.ts');
  // A feed is read here page by page as fast as it goes, which Knock's limits forbid.
  const child = spawn(process.execPath, [...nodeFlags, start, '--no-knock-limits'], {
    env: { ...process.env, SANDBOX_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const line of createInterface(child.stdout)) {
    output += `${line}\n`;
    if (line.startsWith('Ctrl-C')) break;
  }
  const startTime = performance.now() - started;
  const origin = (name: string): string => {
    const [, found] = new RegExp(`${name}:? +(http://localhost:\\d+)`).exec(output) ?? [];
    if (!found) throw new Error(`The sandbox did not say where ${name} is:\n${output}`);
    return found;
  };
  return {
    origins: { control: origin('control page'), stream: origin('Stream'), knock: origin('Knock') },
    startTime,
    peakMemory: () => peakMemoryOf(child.pid),
    cpuTime: () => cpuTimeOf(child.pid),
    async close() {
      const exit = once(child, 'exit');
      child.kill('SIGINT');
      await exit;
    },
  };
}

function peakMemoryOf(pid: number | undefined): number | undefined {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(processFile(pid, 'status')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** proc(5): the 14th and 15th fields, in hundredths of a second. */
function cpuTimeOf(pid: number | undefined): number | undefined {
  const fields = processFile(pid, 'stat')
    .replace(/^.*\) /, '')
    .split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return Number.isNaN(user + system) ? undefined : (user + system) * 10;
}

function processFile(pid: number | undefined, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
