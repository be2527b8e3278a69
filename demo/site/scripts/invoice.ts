import type { Renderer } from '../../../widgets/shared/custom/renderer.ts';
import type { ChatMessage } from '../../../widgets/chat/model.ts';

/** Draws an invoice of the shop's in the chat. What a message carries is checked: anybody may have sent it. */
export const invoice: Renderer<ChatMessage> = (element, { raw }) => {
  const { number = '', total = '', due = '' } = (raw['invoice'] ?? {}) as Readonly<Record<string, unknown>>;
  const card = document.createElement('section');
  card.className = 'invoice';
  const pay = document.createElement('button');
  pay.type = 'button';
  pay.textContent = 'Pay now';
  const paid = () => {
    pay.textContent = 'Paid, thank you';
    pay.disabled = true;
  };
  pay.addEventListener('click', paid);
  card.append(
    part('invoice-title', `Invoice ${text(number)}`),
    part('invoice-total', text(total)),
    part('invoice-due', `Due ${text(due)}`),
    pay,
  );
  element.append(card);
  return () => pay.removeEventListener('click', paid);
};

function part(name: string, content: string): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = content;
  return element;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
