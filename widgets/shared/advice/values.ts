import { say } from './say.ts';

const every = { theme: ['light', 'dark', 'auto'] };
const frame = {
  ...every,
  placement: ['bottom-end', 'bottom-start', 'top-end', 'top-start'],
  live: ['idle', 'open'],
};

/** What attributes may say, by element. The manifest of the package says the same, and a test compares. */
export const values: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  chat: { ...frame, layout: ['auto', 'split', 'single'] },
  bell: { ...frame, badge: ['unseen', 'unread', 'none'] },
  feed: { ...every, filter: ['all', 'unread', 'read', 'archived'] },
  toasts: {
    ...every,
    placement: ['top-end', 'top-start', 'top', 'bottom-end', 'bottom-start', 'bottom'],
  },
  preferences: { ...every, save: ['change', 'button'] },
  otp: every,
};

/** What attributes may say that hold several words, by element. */
export const words: typeof values = {
  chat: { alerts: ['title', 'favicon', 'sound', 'desktop'] },
  bell: { alerts: ['title', 'favicon', 'sound', 'desktop'] },
  feed: { tabs: ['all', 'unread', 'read', 'archived'] },
  otp: { channels: ['sms', 'call', 'whatsapp', 'email'] },
};

/** Says of which attribute or property an element can make nothing. */
export function checkValues(element: Element): void {
  const name = element.localName.replace(/^.*?-/, '');
  const check = (attribute: string, value: string, allowed: readonly string[]): void => {
    if (value === '' || allowed.includes(value)) return;
    say('value', `<${element.localName} ${attribute}="${value}"> can be ${allowed.join(', ')}.`);
  };
  // Frameworks set properties; and a property may have been put right by the element since.
  const said = (attribute: string): string[] => [
    element.getAttribute(attribute) ?? '',
    String((element as never)[attribute] ?? ''),
  ];
  for (const [attribute, allowed] of Object.entries(values[name] ?? {}))
    for (const value of said(attribute)) check(attribute, value, allowed);
  for (const [attribute, allowed] of Object.entries(words[name] ?? {}))
    for (const word of said(attribute)
      .join(' ')
      .split(/[\s,]+/))
      check(attribute, word, allowed);
}
