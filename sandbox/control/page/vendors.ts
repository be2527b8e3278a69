import type { VendorName } from '../../platform/faults.ts';

/** The vendors as people call them. */
export const vendorLabels: Readonly<Record<VendorName, string>> = {
  stream: 'Stream',
  knock: 'Knock',
  twilio: 'Twilio',
  plivo: 'Plivo',
  turnstile: 'Turnstile',
};

export const vendors = Object.keys(vendorLabels) as readonly VendorName[];
