import { sharedMessages } from '../shared/locale/en.ts';
import type { Parameters } from '../shared/locale/messages.ts';
import { daysBetween, dayName, relativeTime, timeOfDay } from '../shared/dates.ts';
import { chatMessages } from './messages.en.ts';
import { nameOf, type ChatUser } from './model.ts';

export const panelMessages = { ...sharedMessages, ...chatMessages };
export type ChatKey = keyof typeof panelMessages;

/** The panel's texts, as its views take them. */
export interface Words {
  readonly t: (key: ChatKey, parameters?: Parameters) => string;
  /** BCP 47 */
  readonly language: string;
}

/** Who is typing, in one line; empty for nobody. */
export function typingLine({ t }: Words, typing: readonly ChatUser[]): string {
  const [first, second] = typing.map(nameOf);
  if (first === undefined) return '';
  if (second === undefined) return t('chat.typing-one', { first });
  return typing.length === 2 ? t('chat.typing-two', { first, second }) : t('chat.typing-many');
}

/** When something was, for a row of the list: the time today, the day within a week, else the date. */
export function shortTime({ language }: Words, at: number, now: Date): string {
  const date = new Date(at);
  const days = daysBetween(date, now);
  if (days === 0) return timeOfDay(date, language);
  return days < 7 ? dayName(date, now, language) : relativeTime(date, now, language);
}
