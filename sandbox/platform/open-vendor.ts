import { createContext, type SandboxContext, type Vendor } from './context.ts';
import type { RequestLog } from './request-log.ts';
import { listenVendor } from './server.ts';

/** One vendor behind its real door, for the tests of that vendor. */
export interface OpenVendor<V extends Vendor> {
  readonly vendor: V;
  readonly context: SandboxContext;
  readonly log: RequestLog;
  readonly origin: string;
  close(): Promise<void>;
}

/** Opens one vendor alone on a free port. */
export async function openVendor<V extends Vendor>(
  create: (context: SandboxContext) => V,
): Promise<OpenVendor<V>> {
  const { context, origins, log } = createContext('http://demo.test');
  const vendor = create(context);
  const { origin, close } = await listenVendor(vendor, 0, context, log);
  origins[vendor.name] = origin;
  return { vendor, context, log, origin, close };
}
