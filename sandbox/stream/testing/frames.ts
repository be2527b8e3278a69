import { WebSocket } from 'ws';
import * as z from 'zod';
import { misfitOf } from '../../platform/answer-shapes.ts';
import { answerShapes } from '../shapes/answers.ts';
import { eventShapeOf } from '../shapes/events.ts';

const custom = new Set(answerShapes.custom);
/** By host: what was wrong there. */
const watched = new Map<string, Set<string>>();

const frameSchema = z.looseObject({ type: z.string() });

// The SDK's sockets and the bare ones of tests are of one class: what comes to either is looked at on the way.
const emit = WebSocket.prototype.emit;
WebSocket.prototype.emit = function (this: WebSocket, name: string | symbol, ...rest: unknown[]) {
  if (name === 'message' && this.url) look(new URL(this.url).host, String(rest[0]));
  return Reflect.apply(emit, this, [name, ...rest]);
};

function look(host: string, text: string): void {
  const wrong = watched.get(host);
  const frame = frameSchema.parse(JSON.parse(text));
  // Of a connection that is refused: the tests of that read it whole.
  if (!wrong || frame.type === 'connection.error') return;
  const misfit = misfitOf(eventShapeOf(frame), frame, custom);
  if (misfit) wrong.add(`${frame.type}: ${misfit}`);
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
