import { texts } from '../../../shared/locale/messages.ts';
import type { ChatMessage } from '../../model.ts';
import type { ChatStore } from '../../store/chat.store.ts';
import type { MessageActions } from '../message.view.ts';
import { emojiOf } from '../reactions.ts';
import { whoMessages } from './messages.en.ts';
import type { WhoList } from './who-element.ts';

/** Where reactions are shown. */
interface Shown {
  readonly store: ChatStore;
  readonly actions: MessageActions;
  /** BCP 47 */
  readonly language: string;
}

/**
 * Shows who reacted to a message, at one of its reactions.
 * @param type the reaction that is shown first; none for all
 */
export function whoReacted(
  opener: HTMLElement,
  { store, actions, language }: Shown,
  message: ChatMessage,
  type?: string,
): void {
  const t = texts(language, whoMessages);
  const list = (count: number, of: string | undefined, sign?: string): WhoList => ({
    count,
    ...(sign && { sign }),
    page: async (next) => (await store.part('reactions')).who(message.id, of, next),
  });
  const each = message.reactions.map((one) => list(one.count, one.type, emojiOf(one.type, one.emoji)));
  const all = message.reactions.reduce((sum, { count }) => sum + count, 0);
  const at = message.reactions.findIndex((one) => one.type === type);
  const lists = each.length > 1 ? [list(all, undefined), ...each] : each;
  const shown = each.length > 1 ? at + 1 : 0;
  void import('./who-element.ts').then(
    ({ openWho }) => openWho(opener, { title: t('chat.who.reactions'), lists, shown, ownId: store.user.id }),
    () => actions.say(t('chat.who.failed')),
  );
}
