import type { Log } from '../platform/log.ts';
import type { VendorError } from '../vendors/http.ts';

/** One line of log for a vendor that failed. */
export function logVendorFailure(log: Log, error: VendorError, requestId: string): void {
  const { vendor, call, failure, status, code } = error;
  log({
    event: 'vendor_failed',
    requestId,
    vendor,
    call,
    failure,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code: String(code).slice(0, 32) }),
  });
}
