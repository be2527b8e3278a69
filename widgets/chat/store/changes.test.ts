import { describe, expect, it, vi } from 'vitest';
import { general, opened } from '../testing/pretend-chat.ts';
import { ann, ben, someMessage } from '../testing/pretend-connection.ts';
import type { ChatStore } from './chat.store.ts';

/** What a store shows, from now on, each thing that follows another. */
function history<Shown>(store: ChatStore, look: () => Shown): Shown[] {
  const all = [look()];
  store.subscribe(() => {
    if (look() !== all.at(-1)) all.push(look());
  });
  return all;
}

describe('changing', () => {
  it('takes an edit back when it fails', async () => {
    const { connection, store, errors } = await opened(1);
    const message = store.selected?.messages[0];
    if (!message) throw new Error('No message');
    connection.failNext('edit');
    const shown = history(store, () => store.selected?.messages[0]?.text);
    expect(await store.changes((all) => all.edit(general, message, 'changed'))).toBe(false);
    expect(shown).toEqual(['Hello', 'changed', 'Hello']);
    expect(store.selected?.messages[0]?.text).toBe('Hello');
    expect(errors).toEqual(['unreachable']);
  });

  it('sends what was turned away anew with all that went with it, and no card twice', async () => {
    const { connection, store } = await opened(1);
    const [first] = store.selected?.messages ?? [];
    const file = { kind: 'file', url: 'https://files.test/a', name: 'a.txt', size: 1 } as const;
    const card = { kind: 'card', url: 'https://a.test', title: 'A', text: '', image: undefined } as const;
    const bounced = someMessage({
      id: 'b1',
      kind: 'error',
      user: ann,
      attachments: [file, card],
      quoted: first,
      mentioned: [ben],
      pollId: 'p1',
      alsoInChannel: true,
    });
    const send = vi.spyOn(connection, 'send');
    const all = { attachments: [file], quotedId: first?.id, pollId: 'p1', alsoInChannel: true };
    expect(await store.changes((changes) => changes.edit(general, bounced, 'Well'))).toBe(true);
    expect(send).toHaveBeenLastCalledWith(general, {
      ...all,
      id: 'b1',
      text: 'Well',
      mentionedIds: [ben.id],
    });
    // Whom a change of it names no longer is not mentioned.
    await store.changes((changes) => changes.edit(general, { ...bounced, id: 'b2' }, 'Well', []));
    expect(send).toHaveBeenLastCalledWith(general, { ...all, id: 'b2', text: 'Well', mentionedIds: [] });
  });

  it('toggles a reaction, and takes it back when it fails', async () => {
    const { connection, store } = await opened(1);
    const message = () => {
      const [first] = store.selected?.messages ?? [];
      if (!first) throw new Error('No message');
      return first;
    };
    expect(await store.changes((all) => all.react(general, message(), 'like'))).toBe(true);
    expect(message().reactions).toEqual([{ type: 'like', count: 1, own: true }]);
    connection.failNext('react');
    const shown = history(store, () => message().reactions.length);
    expect(await store.changes((all) => all.react(general, message(), 'like'))).toBe(false);
    expect(shown).toEqual([1, 0, 1]);
    expect(message().reactions).toEqual([{ type: 'like', count: 1, own: true }]);
  });

  it('keeps whose reactions are the visitor’s over the events of others', async () => {
    const { connection, store } = await opened(1);
    const [message] = store.selected?.messages ?? [];
    if (!message) throw new Error('No message');
    await store.changes((all) => all.react(general, message, 'like'));
    connection.change(general, message.id, { reactions: [{ type: 'like', count: 2, own: false }] });
    expect(store.selected?.messages[0]?.reactions).toEqual([{ type: 'like', count: 2, own: true }]);
  });
});
