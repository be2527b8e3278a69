import { homedir } from 'node:os';
import { join } from 'node:path';
import { createControl } from './control/control.ts';
import { credentials } from './credentials.ts';
import { createKnock } from './knock/knock.ts';
import type { KnockSettings } from './knock/settings.ts';
import { loadSigningKey, type SigningKey } from './knock/signing-key.ts';
import { createContext, type SandboxContext } from './platform/context.ts';
import { servedVendors, vendors as vendorNames } from './platform/faults.ts';
import { listen, listenVendor, type Listener } from './platform/server.ts';
import { createPlivo } from './plivo/plivo.ts';
import { createStream } from './stream/stream.ts';
import { createTurnstile } from './turnstile/turnstile.ts';
import { createTwilio } from './twilio/twilio.ts';

export interface SandboxOptions {
  /** The control API's port; the vendors take the four after it. 0 = any free ports for all five. */
  port?: number;
  /** Where the demo site is: seeded links and pictures point there. */
  demoOrigin?: string;
  /** The folder in which the RSA key is kept that signs Knock's user tokens; made at the first start. */
  keyDirectory?: string;
  /** What differs from the usual settings of Knock's environment, such as `{ rateLimits: 'off' }`. */
  knock?: Partial<KnockSettings>;
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

const serverNames = ['control', ...servedVendors] as const;

/**
 * Starts a sandbox: five servers on loopback that share one clock. All state is in memory and this sandbox's own.
 * @throws Error when a port is taken; nothing is left listening then
 */
export async function startSandbox({
  port = 8790,
  demoOrigin = 'http://localhost:5173',
  keyDirectory = usualKeyDirectory(),
  knock = {},
}: SandboxOptions = {}): Promise<Sandbox> {
  const { context, origins, log } = createContext(demoOrigin);
  const signingKey = loadSigningKey(keyDirectory);
  const vendors = {
    stream: createStream(context),
    knock: createKnock(context, signingKey, knock),
    twilio: createTwilio(context),
    plivo: createPlivo(),
    turnstile: createTurnstile(context),
  };

  const reset = () => {
    // Time first: the seed is dated by it.
    context.clock.reset();
    context.faults.clear();
    context.pushes.clear();
    for (const name of vendorNames) vendors[name].reset();
    context.deliveries.clear();
    log.clear();
  };

  const opened = await openAll(port, (name, at) =>
    name === 'control'
      ? listen(name, at, createControl({ context, log, vendors, signingKey, reset }))
      : listenVendor(vendors[name], at, context, log),
  );
  for (const [name, listener] of opened) origins[name] = listener.origin;
  origins.turnstile = origins.control;
  // Seeds name the origins, which are known only now.
  reset();

  return {
    origins,
    context,
    credentials,
    signingKey,
    reset,
    async close() {
      context.clock.reset();
      await closeAll(opened);
    },
  };
}

/** In the repository among its caches; as an installed package among those of the user. */
function usualKeyDirectory(): string {
  if (!import.meta.dirname.includes('node_modules')) return join(import.meta.dirname, '../.cache/sandbox');
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'belfry', 'sandbox');
}

type ServerName = (typeof serverNames)[number];

/** Opens all servers, or none: `first` is the port of the first, 0 = any free ones. */
async function openAll(
  first: number,
  open: (name: ServerName, port: number) => Promise<Listener>,
): Promise<Map<ServerName, Listener>> {
  const opened = new Map<ServerName, Listener>();
  try {
    for (const [index, name] of serverNames.entries()) {
      opened.set(name, await open(name, first === 0 ? 0 : first + index));
    }
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
  return opened;
}

async function closeAll(opened: Map<ServerName, Listener>): Promise<void> {
  await Promise.all([...opened.values()].map((listener) => listener.close()));
}
