import { join } from 'node:path';
import { createControl } from './control/control.ts';
import { credentials } from './credentials.ts';
import { createKnock } from './knock/knock.ts';
import { loadSigningKey, type SigningKey } from './knock/signing-key.ts';
import { Clock } from './platform/clock.ts';
import type { SandboxContext } from './platform/context.ts';
import { Deliveries } from './platform/deliveries.ts';
import { Faults, vendors as vendorNames } from './platform/faults.ts';
import { RequestLog } from './platform/request-log.ts';
import { listen, vendorDoor, vendorUpgrade, type Listener } from './platform/server.ts';
import { createPlivo } from './plivo/plivo.ts';
import { createStream } from './stream/stream.ts';
import { createTwilio } from './twilio/twilio.ts';

export interface SandboxOptions {
  /** The control API's port; the vendors take the four after it. 0 = any free ports for all five. */
  port?: number;
  /** Where the demo site is: seeded links and pictures point there. */
  demoOrigin?: string;
  /** Where the RSA key is kept that signs Knock's user tokens; made at the first start. */
  keyDirectory?: string;
}

export interface Sandbox {
  readonly origins: SandboxContext['origins'];
  readonly context: SandboxContext;
  readonly credentials: typeof credentials;
  readonly signingKey: SigningKey;
  /** Back to the seed and to real time: no faults, no deliveries, an empty log, every socket closed. */
  reset(): void;
  /** Ends all servers and every open connection. */
  close(): Promise<void>;
}

const serverNames = ['control', ...vendorNames] as const;

/**
 * Starts a sandbox: five servers on loopback that share one clock. All state is in memory and this sandbox's own.
 * @throws Error when a port is taken; nothing is left listening then
 */
export async function startSandbox({
  port = 8790,
  demoOrigin = 'http://localhost:5173',
  keyDirectory = join(import.meta.dirname, '../.cache/sandbox'),
}: SandboxOptions = {}): Promise<Sandbox> {
  const clock = new Clock();
  const log = new RequestLog(() => clock.iso());
  const origins = { control: '', stream: '', knock: '', twilio: '', plivo: '' };
  const context: SandboxContext = {
    clock,
    faults: new Faults(() => clock.now()),
    deliveries: new Deliveries(() => clock.iso()),
    origins,
    demoOrigin,
  };
  const signingKey = loadSigningKey(keyDirectory);
  const vendors = {
    stream: createStream(context),
    knock: createKnock(context, signingKey),
    twilio: createTwilio(context),
    plivo: createPlivo(),
  };

  const reset = () => {
    // Time first: the seed is dated by it.
    clock.reset();
    context.faults.clear();
    for (const name of vendorNames) vendors[name].reset();
    context.deliveries.clear();
    log.clear();
  };

  const opened = await openAll(
    (name, at) =>
      name === 'control'
        ? listen(name, at, createControl({ context, log, vendors, reset }))
        : listen(
            name,
            at,
            vendorDoor(vendors[name], context, log),
            vendorUpgrade(vendors[name], context, log),
          ),
    port,
  );
  for (const [name, listener] of opened) origins[name] = listener.origin;
  reset();

  return {
    origins,
    context,
    credentials,
    signingKey,
    reset,
    async close() {
      clock.reset();
      await Promise.all([...opened.values()].map((listener) => listener.close()));
    },
  };
}

type ServerName = (typeof serverNames)[number];

/** Opens all servers, or none. */
async function openAll(
  open: (name: ServerName, port: number) => Promise<Listener>,
  port: number,
): Promise<Map<ServerName, Listener>> {
  const results = await Promise.allSettled(
    serverNames.map((name, index) => open(name, port === 0 ? 0 : port + index)),
  );
  const listeners = new Map<ServerName, Listener>();
  const failures: unknown[] = [];
  for (const [index, result] of results.entries()) {
    const name = serverNames[index];
    if (result.status === 'rejected') failures.push(result.reason);
    else if (name) listeners.set(name, result.value);
  }
  if (failures.length === 0) return listeners;
  await Promise.all([...listeners.values()].map((listener) => listener.close()));
  throw failures[0];
}
