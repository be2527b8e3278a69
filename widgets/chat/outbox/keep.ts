import type { Desk } from './desk.ts';
import { Sender } from './sender.ts';

/** Sends what a desk's outbox holds. @returns what ends that */
export function keep({ connection, outbox }: Desk): () => void {
  const sender = new Sender(connection, outbox);
  sender.workAll();
  // What is drawn when the connection is gone must have come before.
  import('./pending.view.ts').catch(() => undefined);
  return () => sender.close();
}
