import { Clock } from './clock.ts';
import type { SandboxContext, Vendor } from './context.ts';
import { Deliveries } from './deliveries.ts';
import { Faults } from './faults.ts';
import { RequestLog } from './request-log.ts';
import { listen, vendorDoor, vendorUpgrade } from './server.ts';

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
  const clock = new Clock();
  const log = new RequestLog(() => clock.iso());
  const origins = { control: '', stream: '', knock: '', twilio: '', plivo: '' };
  const context: SandboxContext = {
    clock,
    faults: new Faults(() => clock.now()),
    deliveries: new Deliveries(() => clock.iso()),
    origins,
    demoOrigin: 'http://demo.test',
  };
  const vendor = create(context);
  const { name } = vendor;
  const listener = await listen(
    name,
    0,
    vendorDoor(vendor, context, log),
    vendorUpgrade(vendor, context, log),
  );
  origins[name] = listener.origin;
  return { vendor, context, log, origin: listener.origin, close: () => listener.close() };
}
