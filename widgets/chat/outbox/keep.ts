import type { Desk } from './desk.ts';
import { Sender } from './sender.ts';

/** Sends what a desk's outbox holds. @returns what ends that */
export function keep({ connection, outbox }: Desk): () => void {
  const sender = new Sender(connection, outbox);
  sender.workAll();
  return () => sender.close();
}
