import { pencil, reply, trash, users } from '../../../shared/icons.ts';
import type { MenuItem } from '../../../shared/menu/menu.ts';
import { nameOf, type Capabilities, type ChatMessage } from '../../model.ts';
import { ban, bellOff, copy, flag, mail, pin, smile, textQuote, thread } from '../icons.ts';
import type { toolMessages } from './messages.en.ts';

type Key = keyof typeof toolMessages;

/** What can be done to a message. */
export type Deed =
  | 'thread'
  | 'quote'
  | 'original'
  | 'edit'
  | 'copy'
  | 'reactions'
  | 'unread'
  | 'pin'
  | 'flag'
  | 'profile'
  | 'mute'
  | 'block'
  | 'delete';

interface Standing {
  readonly message: ChatMessage;
  readonly own: boolean;
  readonly may: Capabilities;
  /** Whether the visitor has muted and blocked who wrote it; undefined while that is not known. */
  readonly muted: boolean | undefined;
  readonly blocked: boolean | undefined;
  /** Whether there is a thread to open, and a composer to quote in. */
  readonly threads: boolean;
  readonly quotes: boolean;
}

/** The deeds that are offered, in their order: nothing that the vendor would refuse. */
export function deedsFor({ message, own, may, muted, blocked, threads, quotes }: Standing): Deed[] {
  const offered: Record<Deed, boolean | undefined> = {
    // A reply leads to its thread those, too, who may only read it.
    thread: threads && (may.reply || message.parentId !== undefined),
    quote: quotes && may.quote,
    original: quotes && message.quoted !== undefined && message.quoted.kind !== 'deleted',
    edit: (own ? may.editOwn : may.editAny) && message.pollId === undefined,
    copy: message.text.trim() !== '',
    reactions: message.reactions.length > 0,
    unread: may.read && !own && message.parentId === undefined,
    pin: may.pin,
    flag: may.flag && !own,
    profile: !own,
    mute: !own && muted !== undefined,
    block: !own && blocked !== undefined,
    delete: own ? may.deleteOwn : may.deleteAny,
  };
  return (Object.keys(offered) as Deed[]).filter((deed) => offered[deed]);
}

/** A deed as a menu shows it. */
export function menuItem(
  deed: Deed,
  { message, muted, blocked }: Standing,
  t: (key: Key, parameters?: Readonly<Record<string, string>>) => string,
  run: () => void,
): MenuItem {
  const name = nameOf(message.user);
  const on: Partial<Record<Deed, boolean | undefined>> = {
    pin: message.pinned,
    mute: muted,
    block: blocked,
  };
  const way = deed === 'thread' && message.parentId !== undefined ? 'open-' : on[deed] ? 'un' : '';
  return {
    key: deed,
    label: t(`chat.tools.${way}${deed}` as Key, { name }),
    icon: icons[deed],
    danger: deed === 'delete',
    run,
  };
}

const icons: Readonly<Record<Deed, string>> = {
  thread,
  quote: textQuote,
  original: reply,
  edit: pencil,
  copy,
  reactions: smile,
  unread: mail,
  pin,
  flag,
  profile: users,
  mute: bellOff,
  block: ban,
  delete: trash,
};
