import { intl } from '../../../shared/intl.ts';
import { texts } from '../../../shared/locale/messages.ts';
import { nameOf, type ChatMessage } from '../../model.ts';
import type { MessageContext } from '../message.view.ts';
import { whoMessages } from './messages.en.ts';
import type { Doer } from './who.ts';
import { whoReacted } from './who-reacted.ts';

/** ms for which a pointer stays on what it asks about. */
const rest = 350;
/** Names in a line; whoever is more is counted. */
const mostNames = 4;

/** By the version of a message: what was told of it once. */
const known = new WeakMap<ChatMessage, Map<string, Promise<readonly Doer[]>>>();

let waiting: ReturnType<typeof setTimeout> | undefined;
let shown: HTMLElement | undefined;

/** Says who gave a reaction that is pointed at, or has the focus; a long press or the menu key lists them. */
export function reactionTip({ store, actions, words }: MessageContext, message: ChatMessage, type: string) {
  const { language } = words;
  const people = (): Promise<readonly Doer[]> => {
    const told = known.get(message) ?? new Map<string, Promise<readonly Doer[]>>();
    known.set(message, told);
    const before = told.get(type);
    if (before) return before;
    const asked = store.part('reactions').then(async (calls) => (await calls.who(message.id, type)).people);
    told.set(type, asked);
    asked.catch(() => told.delete(type));
    return asked;
  };
  const show = async (button: HTMLElement): Promise<void> => {
    const count = message.reactions.find((one) => one.type === type)?.count ?? 0;
    const line = lineOf(language, store.user.id, await people(), count);
    if (button.isConnected && line && button.matches(':hover, :focus')) tell(button, line);
  };
  return {
    near: ({ currentTarget: button, type: how }: Event): void => {
      away();
      if (!(button instanceof HTMLElement)) return;
      // Who does not come is no failure of anything that was asked for.
      const begin = () => void show(button).catch(() => undefined);
      waiting = setTimeout(begin, how === 'focus' ? 0 : rest);
    },
    away,
    list: (event: MouseEvent): void => {
      const { currentTarget: button } = event;
      if (!(button instanceof HTMLElement)) return;
      event.preventDefault();
      event.stopPropagation();
      away();
      whoReacted(button, { store, actions, language }, message, type);
    },
  };
}

function lineOf(language: string, ownId: string, people: readonly Doer[], count: number): string {
  const t = texts(language, whoMessages);
  const names = people.slice(0, mostNames).map(({ user }) => {
    const name = nameOf(user);
    return user.id === ownId ? t('chat.who.you', { name }) : name;
  });
  const others = count - names.length;
  const all = others > 0 ? [...names, t('chat.who.others', { count: others })] : names;
  return intl('list', language).format(all);
}

const anchor = '--belfry-tip';

function tell(button: HTMLElement, line: string): void {
  away();
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.popover = 'manual';
  tip.dir = 'auto';
  tip.textContent = line;
  // Screen readers are told with the button.
  tip.ariaHidden = 'true';
  button.ariaDescription = line;
  button.style.setProperty('anchor-name', anchor);
  tip.style.setProperty('position-anchor', anchor);
  button.getRootNode().appendChild(tip);
  tip.showPopover();
  shown = tip;
}

function away(): void {
  clearTimeout(waiting);
  shown?.remove();
  shown = undefined;
}
