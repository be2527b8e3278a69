import { connect } from 'node:net';

export interface Request {
  port: number;
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
}

const END = Buffer.from('\r\n\r\n');

const bytesOf = ({ method, path, port, headers }: Request): Buffer =>
  Buffer.from(
    [
      `${method} ${path} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      'content-length: 0\r\n\r\n',
    ].join('\r\n'),
  );

/**
 * Sends requests in turn, over a connection for each, the next when the last was answered, and counts. By bare sockets: a
 * client that thinks more than the server does would measure itself.
 * @param requests of one server
 * @returns requests answered by 200 in a second
 */
export async function load(requests: readonly [Request, ...Request[]], ms: number): Promise<number> {
  const [{ port }] = requests;
  const until = performance.now() + ms;
  const from = performance.now();
  let answered = 0;
  await Promise.all(
    requests.map(bytesOf).map(
      (bytes) =>
        new Promise<void>((resolve, reject) => {
          const socket = connect({ port, host: '127.0.0.1', noDelay: true });
          let rest: Buffer = Buffer.alloc(0);
          socket.on('connect', () => socket.write(bytes));
          socket.on('error', reject);
          socket.on('close', () => resolve());
          socket.on('data', (chunk) => {
            rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
            const end = rest.indexOf(END);
            if (end < 0) return;
            const head = rest.toString('latin1', 0, end);
            const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
            if (!head.startsWith('HTTP/1.1 200') || Number.isNaN(length)) {
              reject(new Error(`Not what was asked for: ${rest.toString('utf8')}`));
              socket.destroy();
              return;
            }
            if (rest.length < end + END.length + length) return;
            rest = Buffer.alloc(0);
            answered += 1;
            if (performance.now() < until) socket.write(bytes);
            else socket.destroy();
          });
        }),
    ),
  );
  return (answered * 1000) / (performance.now() - from);
}
