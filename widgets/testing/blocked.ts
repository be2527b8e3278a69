/** What a browser that blocks what sites keep answers to a page that asks for it. */
const refusal = (): DOMException => new DOMException('The operation is insecure.', 'SecurityError');

/** In place of `BroadcastChannel`, which is there all the same. */
export function BlockedChannel(): never {
  throw refusal();
}

/** In place of `navigator`, whose locks are there all the same. */
export const blockedLocks = { locks: { request: () => Promise.reject(refusal()) } };
