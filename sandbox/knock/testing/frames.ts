import { WebSocket as BareSocket } from 'ws';
import * as z from 'zod';
import { misfitOf } from '../../platform/answer-shapes.ts';
import { frameShapeOf } from '../shapes/frames.ts';

/** By host: what was wrong there. */
const watched = new Map<string, Set<string>>();

const frameSchema = z.tuple([z.unknown(), z.unknown(), z.unknown(), z.string()], z.unknown());

function look(host: string, text: string): void {
  const frame: unknown = JSON.parse(text);
  const { data } = frameSchema.safeParse(frame);
  const [, , , event = 'no frame'] = data ?? [];
  const misfit = misfitOf(frameShapeOf(event), frame, new Set());
  if (misfit) watched.get(host)?.add(`${event}: ${misfit}`);
}

// The SDK opens its sockets with what the runtime has for a browser's, so that looks at what comes to it.
globalThis.WebSocket = class extends WebSocket {
  constructor(...given: ConstructorParameters<typeof WebSocket>) {
    super(...given);
    const { host } = new URL(this.url);
    this.addEventListener('message', ({ data }) => look(host, String(data)));
  }
};

/** A bare socket, looked at as the SDK's are. */
export function openWatched(address: string): BareSocket {
  const socket = new BareSocket(address);
  const { host } = new URL(address);
  socket.on('message', (data) => look(host, String(data)));
  return socket;
}

/**
 * Holds every frame that comes to a client of this server against the shape of its event, whatever the test is about.
 * @returns ends it, and gives what was wrong
 */
export function watchFrames(origin: string): () => readonly string[] {
  const { host } = new URL(origin);
  const wrong = new Set<string>();
  watched.set(host, wrong);
  return () => {
    watched.delete(host);
    return [...wrong];
  };
}
