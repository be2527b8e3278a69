/**
 * The other end of the throughput measurement: one process with all the sockets, raw and light, so that it is the
 * sandbox that is measured. Started by throughput.ts; speaks with it by messages.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { callStream, channel, signToken, socketAddress, userId } from './stream-api.ts';

export interface ClientsTask {
  origin: string;
  sockets: number;
  /** How many messages each socket is to get. */
  messages: number;
}

export interface ClientsReport {
  /** Events that came. */
  received: number;
  /** Events that a socket should have got and did not, or got more than once. */
  wrong: number;
  /** ms between sending and arrival, by percent. */
  latency: { p50: number; p99: number; max: number };
}

/** A message's text, by which its event is known: when it was sent, ms since the epoch, and its number. */
const mark = /"text":"bench ([\d.]+) (\d+)"/;

const [task] = (await once(process, 'message')) as [ClientsTask];
const expected = task.sockets * task.messages;
const latencies = new Float64Array(expected);
/** How often each socket got each message. */
const counts = new Uint8Array(expected);
let received = 0;

for (let index = 0; index < task.sockets; index += 1) await open(index);
process.send?.('ready');

async function open(index: number): Promise<void> {
  const user = userId(index);
  const socket = new WebSocket(socketAddress(task.origin, user));
  const [first] = (await once(socket, 'message')) as [Buffer];
  const { connection_id: connection } = JSON.parse(first.toString()) as { connection_id: string };
  const path = `/channels/${channel.type}/${channel.id}/query`;
  const query = { user_id: user, connection_id: connection };
  await callStream(task.origin, path, signToken({ user_id: user }), { watch: true, state: false }, query);
  socket.on('message', (data: Buffer) => hear(index, data));
}

function hear(index: number, data: Buffer): void {
  // Not parsed: ten thousand a second would make this process what is measured.
  const text = data.toString('latin1', 0, Math.min(data.length, 4096));
  if (!text.startsWith('{"type":"message.new"')) return;
  const [, sent, number] = mark.exec(text) ?? [];
  const at = index * task.messages + Number(number);
  counts[at] = (counts[at] ?? 0) + 1;
  latencies[received] = performance.timeOrigin + performance.now() - Number(sent);
  received += 1;
}

process.on('message', () => {
  const wrong = counts.filter((count) => count !== 1).length;
  const sorted = latencies.subarray(0, received).sort();
  const at = (share: number) => sorted[Math.min(received - 1, Math.floor(received * share))] ?? Number.NaN;
  const report: ClientsReport = {
    received,
    wrong,
    latency: { p50: at(0.5), p99: at(0.99), max: at(1) },
  };
  process.send?.(report, undefined, {}, () => process.exit(0));
});
