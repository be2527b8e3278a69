import { find } from './page.ts';

interface Text {
  id: string;
  channel: 'sms' | 'whatsapp' | 'email' | 'call' | 'push';
  from: string;
  body: string;
  at: string;
}

const number = /^\+[1-9]\d{6,14}$/;
const time = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });
const kinds: Record<Text['channel'], string> = {
  sms: 'Text',
  whatsapp: 'WhatsApp',
  email: 'Email',
  call: 'Call',
  push: 'Push',
};
/** ms between two looks at what was delivered; a text that was just asked for is looked for at once. */
const rhythm = 2000;

/** The phone drawn on the page: shows what the sandbox delivered to its number, newest first. */
export function connectPhone(initial: string): void {
  const input = find<HTMLInputElement>('[data-phone-number]');
  const list = find('[data-phone-texts]');
  const clock = find('[data-phone-time]');
  input.value = initial.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');
  let shown = '';
  let onScreen = false;

  const look = async () => {
    clock.textContent = time.format(new Date());
    const to = input.value.replace(/[\s().-]/g, '');
    if (document.hidden || !onScreen) return;
    const texts = number.test(to) ? await deliveredTo(to) : [];
    const state = `${to} ${texts.map(({ id }) => id).join(' ')}`;
    if (state === shown) return;
    shown = state;
    list.replaceChildren(...texts.map(textItem));
  };
  const lookNow = () => void look().catch(() => undefined);

  input.addEventListener('input', lookNow);
  document.addEventListener('belfry-sent', lookNow);
  document.addEventListener('visibilitychange', lookNow);
  setInterval(lookNow, rhythm);
  new IntersectionObserver(([entry]) => {
    onScreen = entry?.isIntersecting ?? false;
    lookNow();
  }).observe(list);
}

/** What the sandbox delivered to a number, newest first. */
export async function deliveredTo(to: string): Promise<readonly Text[]> {
  const response = await fetch(`/backend/phone?${new URLSearchParams({ to })}`);
  if (!response.ok) return [];
  const { messages } = (await response.json()) as { messages: Text[] };
  return messages;
}

function textItem({ channel, body, at }: Text): HTMLLIElement {
  const item = document.createElement('li');
  item.className = 'text';
  const head = document.createElement('p');
  head.className = 'text-head';
  const when = document.createElement('time');
  when.dateTime = at;
  when.textContent = time.format(new Date(at));
  head.append(kinds[channel], when);
  const words = document.createElement('p');
  words.append(...withCode(body));
  item.append(head, words);
  return item;
}

/** The text with its code set off, as phones do; a number inside an address is none. */
function withCode(body: string): (string | HTMLElement)[] {
  return body.split(/(?<![\w:/])(\d{4,10})(?![\w/])/).map((part, index) => {
    if (index % 2 === 0) return part;
    const code = document.createElement('strong');
    code.textContent = part;
    return code;
  });
}
