import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientsReport, ClientsTask } from './socket-clients.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { callStream, channel, serverToken, userId } from './stream-api.ts';

export interface Load {
  sockets: number;
  /** Messages a second. */
  rate: number;
  seconds: number;
}

export interface Throughput extends ClientsReport {
  expected: number;
  /** Bytes. */
  memory: number | undefined;
  /** ms of processor time that the sandbox took while it was written to. */
  cpu: number | undefined;
  /** ms that it took to send, against `seconds` in plan. */
  took: number;
}

/**
 * Everybody is a member of one channel and watches it; one of them writes at an even pace. Every message is an event
 * to every socket, with the receiver's own unread counts in it. The sandbox, the sockets and the writer are three
 * processes.
 */
export async function measureThroughput(load: Load, nodeFlags: readonly string[] = []): Promise<Throughput> {
  const sandbox = await startSandboxProcess(nodeFlags);
  const clients = fork(join(import.meta.dirname, 'socket-clients.ts'));
  try {
    const origin = sandbox.origins.stream;
    await makeChannel(origin, load.sockets);
    const messages = load.rate * load.seconds;
    const expected = messages * load.sockets;
    clients.send({ origin, sockets: load.sockets, messages } satisfies ClientsTask);
    await once(clients, 'message');
    const before = sandbox.cpuTime() ?? Number.NaN;
    const took = await write(origin, messages, load.rate);
    // What is still on its way after this has not been delivered in any sense that matters.
    await sleep(2000);
    const memory = sandbox.peakMemory();
    const after = sandbox.cpuTime();
    const cpu = after === undefined ? undefined : after - before;
    clients.send('report');
    const [report] = (await once(clients, 'message')) as [ClientsReport];
    return { ...report, expected, memory, cpu, took };
  } finally {
    clients.kill();
    await sandbox.close();
  }
}

async function makeChannel(origin: string, members: number): Promise<void> {
  const ids = Array.from({ length: members }, (_, index) => userId(index));
  const path = `/channels/${channel.type}/${channel.id}`;
  const creator = ids[0] ?? '';
  for (let from = 0; from < members; from += 100) {
    const some = ids.slice(from, from + 100);
    const users = Object.fromEntries(some.map((id) => [id, { id }]));
    await callStream(origin, '/users', serverToken, { users });
    if (from === 0)
      await callStream(origin, `${path}/query`, serverToken, { data: { created_by_id: creator } });
    await callStream(origin, path, serverToken, { add_members: some });
  }
}

/** Writes at an even pace; a call that is answered late holds up none after it. */
async function write(origin: string, messages: number, rate: number): Promise<number> {
  const started = performance.now();
  const answers: Promise<void>[] = [];
  for (let number = 0; number < messages; number += 1) {
    await sleep(Math.max(0, started + (number * 1000) / rate - performance.now()));
    const text = `bench ${performance.timeOrigin + performance.now()} ${number}`;
    const path = `/channels/${channel.type}/${channel.id}/message`;
    answers.push(callStream(origin, path, serverToken, { message: { text, user_id: userId(0) } }));
  }
  await Promise.all(answers);
  return performance.now() - started;
}
