import type { Deliveries } from '../../platform/deliveries.ts';
import { friendlyName } from './service.ts';
import type { Channel, Verification } from './verification.ts';

/** Who a code comes from, by channel. */
const senders: Record<Channel, string> = {
  sms: '+12015550100',
  call: '+12015550100',
  whatsapp: 'whatsapp:+12015550100',
  email: 'verify@willow-and-wren.example',
};

/** Puts the code on the phone or into the inbox. */
export function deliverCode(
  deliveries: Deliveries,
  { to, code }: Verification,
  channel: Channel,
  name = friendlyName,
): void {
  deliveries.add({
    channel,
    to,
    from: senders[channel],
    ...(channel === 'email' && { subject: `Your ${name} verification code` }),
    body: channel === 'call' ? spoken(name, code) : `Your ${name} verification code is: ${code}`,
    code,
  });
}

/** A call reads the digits one by one, twice. */
function spoken(name: string, code: string): string {
  const digits = [...code].join(', ');
  return `Hello. Your ${name} verification code is: ${digits}. Once more: ${digits}. Goodbye.`;
}
