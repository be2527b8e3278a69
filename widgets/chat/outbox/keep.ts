import { openChannel } from '../../shared/page/open-channel.ts';
import type { Desk, Owner } from './desk.ts';
import { Sender } from './sender.ts';
import { nothingKept, TabStorage } from './tab-storage.ts';
import { keptOf, Tabs } from './tabs.ts';

/** ms from a change until it is stored. */
const storing = 300;

/**
 * Sends what a desk's outbox holds, and keeps that and the drafts for the visitor: over a reload, and the same in all
 * tabs.
 * @returns what ends that
 */
export async function keep(desk: Desk): Promise<() => void> {
  // What is drawn when the connection is gone must have come before.
  import('./pending.view.ts').catch(() => undefined);
  const { connection, outbox, drafts, session } = desk;
  const userId = session?.snapshot.user?.id;
  const key =
    session && userId !== undefined ? `belfry:chat:${session.options.worker ?? ''} ${userId}` : undefined;
  const storage = key === undefined ? undefined : new TabStorage(key);
  const channel = key === undefined ? undefined : openChannel(key);
  const tabs = channel && new Tabs(channel, outbox, drafts);
  const kept = storage?.read() ?? nothingKept;
  for (const [cid, messages] of (await tabs?.agree(kept)) ?? kept.outbox) {
    for (const message of messages) {
      const status = message.status === 'failed' ? 'failed' : 'waiting';
      if (!outbox.find(cid, message.id)) outbox.put(cid, { ...message, status });
    }
  }
  // What has been written since the page came, here or in another tab, is newer than what was kept.
  for (const [cid, draft] of kept.drafts) {
    const { text, edits } = drafts.of(cid);
    if (!text && edits.length === 0) drafts.write(cid, draft);
  }
  const sender = new Sender(connection, outbox, tabs?.exclusive);
  sender.workAll();
  const endStoring =
    session && userId !== undefined && storage ? storeFor(desk, session, userId, storage) : undefined;
  return () => {
    sender.close();
    endStoring?.();
    tabs?.close();
  };
}

/** Stores what changes, until the visitor is another one. */
function storeFor({ outbox, drafts }: Desk, session: Owner, userId: string, storage: TabStorage): () => void {
  clearAfter(session, userId, storage);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const store = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (watched.get(session) === userId) storage.write(keptOf(outbox, drafts));
  };
  const soon = (): void => {
    timer ??= setTimeout(store, storing);
  };
  // What was written while this was fetched is not stored yet.
  soon();
  const stops = [outbox.listen(soon), drafts.subscribe(soon)];
  addEventListener('pagehide', store);
  return () => {
    store();
    removeEventListener('pagehide', store);
    for (const stop of stops) stop();
  };
}

/** Whose words are kept, by session. */
const watched = new WeakMap<Owner, string>();

/** Nothing of a visitor outlasts their session in the page: they have signed out, or another one has come. */
function clearAfter(session: Owner, userId: string, storage: TabStorage): void {
  if (watched.get(session) === userId) return;
  watched.set(session, userId);
  const stop = session.subscribe(({ status, user }) => {
    if (status !== 'signed-out' && (user === undefined || user.id === userId)) return;
    stop();
    watched.delete(session);
    storage.clear();
  });
}
