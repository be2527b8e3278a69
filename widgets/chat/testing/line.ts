import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The line between a visitor and a server, which can be cut: what is on it then is lost, and nothing new gets through. */
export interface Line {
  readonly origin: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** @param to the server's origin */
export async function openLine(to: string): Promise<Line> {
  const port = Number(new URL(to).port);
  const ends = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.pipe(other);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const destroy = (): void => {
    for (const end of ends) end.destroy();
  };
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false;
      destroy();
    },
    mend() {
      whole = true;
    },
    async close() {
      destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
