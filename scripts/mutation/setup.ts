/**
 * Runs before each file of a vendor's tests, when scripts/mutate-sandbox.ts runs them: everything that the vendor
 * sends, answers and frames of sockets, is either noted down or changed. The sandbox itself knows nothing of it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Vendor } from '../../sandbox/platform/context.ts';
import { fieldsOf, mutate, routeOf, type Mutant } from './mutant.ts';

const folder = process.env['MUTATION_FOLDER'] ?? '';
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
const words = new Set(read('words.json') as string[]);
const mutant = process.env['MUTATION_RECORD'] ? undefined : (read('mutant.json') as Mutant);
/** What this file of tests met: the fields of each message. */
const met = new Map<string, Set<string>>();
let hasActed = false;

/** What goes out in the place of a JSON value. */
function pass(message: string, value: unknown): unknown {
  if (!mutant) {
    met.set(message, fieldsOf(value, met.get(message)));
    return value;
  }
  if (mutant.message !== message) return value;
  const mutated = mutate(value, mutant.path, mutant.change);
  hasActed ||= mutated !== undefined;
  return mutated ?? value;
}

function wrap<V extends Vendor>(vendor: V): V {
  return {
    ...vendor,
    async fetch(request) {
      const { method, url } = request;
      const answer = await vendor.fetch(request);
      const { status, statusText, headers } = answer;
      if (!headers.get('content-type')?.includes('json')) return answer;
      const message = `${method} ${routeOf(new URL(url).pathname, words)} ${status}`;
      const body = JSON.stringify(pass(message, await answer.json()));
      return new Response(body, { status, statusText, headers });
    },
  };
}

// Before the answers are looked at, which `openVendor` does.
vi.mock(import('../../sandbox/platform/open-vendor.ts'), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    openVendor: (create, beside = [], shapes) =>
      original.openVendor(
        (context) => wrap(create(context)),
        beside.map((createOther) => (context) => wrap(createOther(context))),
        shapes,
      ),
  };
});

const send = WebSocket.prototype.send;
Reflect.set(WebSocket.prototype, 'send', function (this: WebSocket, data: unknown, ...rest: unknown[]) {
  // A socket that the sandbox opened has no address; the others are the clients of the tests.
  const isServer = !this.url && typeof data === 'string';
  return Reflect.apply(send, this, [isServer ? passFrame(data) : data, ...rest]);
});

function passFrame(text: string): string {
  const frame: unknown = JSON.parse(text);
  // Phoenix: [join_ref, ref, topic, event, payload].
  if (Array.isArray(frame)) {
    const [joinRef, ref, topic, event, payload] = frame as unknown[];
    return JSON.stringify([joinRef, ref, topic, event, pass(`EVENT ${String(event)}`, payload)]);
  }
  const { type } = frame as { type?: unknown };
  return JSON.stringify(pass(`EVENT ${String(type)}`, frame));
}

afterAll(() => {
  const { testPath = '' } = expect.getState();
  const name = path.relative(process.cwd(), testPath).replaceAll(path.sep, '+');
  if (mutant && hasActed) writeFileSync(path.join(folder, 'acted'), name);
  if (mutant) return;
  mkdirSync(path.join(folder, 'met'), { recursive: true });
  const fields = Object.fromEntries([...met].map(([message, paths]) => [message, [...paths]]));
  writeFileSync(path.join(folder, 'met', `${name}.json`), JSON.stringify(fields));
});
