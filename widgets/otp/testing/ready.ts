import { vi } from 'vitest';
import type { OtpObserver } from '../otp-state.ts';
import { MemoryVerify, typePhone, type MemorySettings } from './memory-verify.ts';

export const start = Date.parse('2026-01-01T12:00:00Z');

/** A store whose config has loaded, with the Worker in memory and a clock that is moved. */
export async function ready(settings: MemorySettings = {}) {
  const worker = new MemoryVerify(settings, start);
  const observer = {
    sent: vi.fn<OtpObserver['sent']>(),
    verified: vi.fn<OtpObserver['verified']>(),
    failed: vi.fn<OtpObserver['failed']>(),
  };
  const store = worker.store(observer);
  await store.load();
  return { worker, observer, store };
}

/** The same, at the step of the code. */
export async function atCode() {
  const all = await ready();
  typePhone(all.store, '020 7946 0018');
  await all.store.send();
  return all;
}
