import { inject } from 'vitest';
import type { Delivery } from '../../sandbox/platform/deliveries.ts';
import type { Fault, VendorName } from '../../sandbox/platform/faults.ts';
import type { LoggedRequest } from '../../sandbox/platform/request-log.ts';

export const { origins } = inject('sandbox');

async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(new URL(path, origins.control), {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export const resetSandbox = (): Promise<void> => control('POST', '/reset');
export const addFault = (fault: Fault): Promise<void> => control('POST', '/faults', fault);
export const advanceClock = (seconds: number): Promise<void> =>
  control('POST', '/clock', { advance: seconds });

/** What reached the vendors since the last reset, newest first. */
export async function requests(vendor?: VendorName): Promise<LoggedRequest[]> {
  const { requests: all } = await control<{ requests: LoggedRequest[] }>('GET', '/requests');
  return vendor === undefined ? all : all.filter((request) => request.vendor === vendor);
}

/** What reached this phone, newest first. */
export async function deliveries(to: string): Promise<Delivery[]> {
  const { messages } = await control<{ messages: Delivery[] }>(
    'GET',
    `/messages?to=${encodeURIComponent(to)}`,
  );
  return messages;
}

/** Everything that reached anybody, newest first. */
export async function allDeliveries(): Promise<Delivery[]> {
  return (await control<{ messages: Delivery[] }>('GET', '/messages')).messages;
}

/** The code that reached this phone last. */
export async function codeSentTo(phone: string): Promise<string> {
  const code = (await deliveries(phone))[0]?.code;
  if (code === undefined) throw new Error(`No code reached ${phone}.`);
  return code;
}
