import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { AnswerCheck, type AnswerShapes } from './answer-shapes.ts';
import { createContext, type SandboxContext, type Vendor } from './context.ts';
import { misshapenErrors } from './error-shapes.ts';
import type { RequestLog } from './request-log.ts';
import { listenVendor, type Listener } from './server.ts';

/** One vendor behind its real door, for the tests of that vendor. */
export interface OpenVendor<V extends Vendor> {
  readonly vendor: V;
  readonly context: SandboxContext;
  readonly log: RequestLog;
  readonly origin: string;
  close(): Promise<void>;
}

/** Opens one vendor on a free port, alone or beside others that it calls; its answers are held to their shapes. */
export async function openVendor<V extends Vendor>(
  create: (context: SandboxContext) => V,
  beside: readonly ((context: SandboxContext) => Vendor)[] = [],
  shapes?: AnswerShapes,
): Promise<OpenVendor<V>> {
  const { context, origins, log } = createContext('http://demo.test');
  const vendor = create(context);
  const answers = shapes && new AnswerCheck(shapes);
  const { origin, close } = await listenVendor(answers?.watch(vendor) ?? vendor, 0, context, log);
  origins[vendor.name] = origin;
  const others: Listener[] = [];
  for (const createOther of beside) {
    const other = createOther(context);
    const listener = await listenVendor(other, 0, context, log);
    origins[other.name] = listener.origin;
    others.push(listener);
  }
  return {
    vendor,
    context,
    log,
    origin,
    async close() {
      await Promise.all([close(), ...others.map((other) => other.close())]);
      if (answers) noteReached(vendor.name, answers.reached);
      // Whatever a test is about, what it was told or refused by the way must have had the vendor's shape.
      const misshapen = [...(answers?.wrong ?? []), ...misshapenErrors(log.list())];
      if (misshapen.length > 0)
        throw new Error(`Answers or refusals not in the vendor's shape:\n${misshapen.join('\n')}`);
    },
  };
}

/**
 * Keeps which calls a test reached, where somebody wants to know of all tests together: the folder that `REACHED_CALLS`
 * names gets a file for each vendor, a call a line.
 */
function noteReached(vendor: string, calls: readonly string[]): void {
  const folder = process.env['REACHED_CALLS'];
  if (folder) appendFileSync(path.join(folder, `${vendor}.txt`), calls.map((call) => `${call}\n`).join(''));
}
