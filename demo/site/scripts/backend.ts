import { people, type PersonId } from './people.ts';

/** What the shop's backend can be made to do here; every one is a real call of a vendor's server SDK. */
export const actions = {
  comment: async (to: PersonId) => {
    const actor = companionOf(to);
    const data = { subject: 'Alma lamp', comment: next(comments), anchor: 'reviews' };
    await post('/backend/notify', { workflow: 'new-comment', recipient: to, actor, data });
    return `${people[actor].name} commented, ${people[to].name} is notified.`;
  },
  order: async (to: PersonId) => {
    const data = {
      order: '1052',
      status: 'has shipped',
      detail: 'One parcel, 4.1 kg. It arrives on Thursday.',
    };
    await post('/backend/notify', { workflow: 'order-status-updated', recipient: to, data });
    return `Order 1052 has shipped, ${people[to].name} is notified.`;
  },
  product: async (to: PersonId) => {
    const data = {
      title: 'The two-line vase is here',
      body: 'Thrown in Porto, forty of them.',
      anchor: 'new',
    };
    await post('/backend/notify', { workflow: 'product-update', recipient: to, data });
    return `Product news went to ${people[to].name}.`;
  },
  letter: async (to: PersonId) => {
    const data = {
      title: 'A letter from the workshop',
      body: 'The kiln is back.\n\nSo are the mugs.\n\n'.repeat(12).trim(),
      anchor: 'new',
    };
    await post('/backend/notify', { workflow: 'product-update', recipient: to, data });
    return `A long letter went to ${people[to].name}.`;
  },
  device: async (to: PersonId) => {
    const data = { device: 'Firefox on Linux', place: 'Rotterdam' };
    await post('/backend/notify', { workflow: 'login-new-device', recipient: to, data });
    return `${people[to].name} is told about a new sign-in.`;
  },
  message: async (to: PersonId) => {
    const user = companionOf(to);
    const channel = to === 'ann' || to === 'ben' ? 'messaging:ann-ben' : 'messaging:general';
    await post('/backend/message', { channel, user, text: next(messages) });
    return `${people[user].name} wrote to ${people[to].name}.`;
  },
  invoice: async (to: PersonId) => {
    const user = companionOf(to);
    const channel = to === 'ann' || to === 'ben' ? 'messaging:ann-ben' : 'messaging:general';
    const invoice = { number: '2026-118', total: '€ 189.00', due: '2026-12-11' };
    // What a chat that does not know invoices shows.
    const text = `Invoice ${invoice.number}: ${invoice.total}, due ${invoice.due}`;
    await post('/backend/message', { channel, user, text, invoice });
    return `${people[user].name} sent ${people[to].name} an invoice.`;
  },
} as const satisfies Record<string, (to: PersonId) => Promise<string>>;

export type ActionName = keyof typeof actions;

/** Who writes to a person: Ben to Ann, Ann to everybody else. */
export function companionOf(person: PersonId): PersonId {
  return person === 'ann' ? 'ben' : 'ann';
}

/** Makes the buttons act for `to`, or each for its own `data-to`, and says in the page's feedback what came of it. */
export function connectActions(
  buttons: Iterable<HTMLButtonElement>,
  feedback: HTMLElement,
  to?: PersonId,
): void {
  for (const button of buttons) {
    const act = actions[button.dataset['act'] as ActionName];
    const recipient = to ?? (button.dataset['to'] as PersonId);
    button.addEventListener('click', async () => {
      button.disabled = true;
      delete feedback.dataset['failed'];
      try {
        feedback.textContent = await act(recipient);
      } catch (error) {
        feedback.dataset['failed'] = '';
        feedback.textContent = error instanceof Error ? error.message : String(error);
      } finally {
        button.disabled = false;
        button.focus();
      }
    });
  }
}

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  const { detail } = (await response.json()) as { detail?: string };
  throw new Error(detail ?? `The backend answered ${response.status}.`);
}

// Where to begin: anywhere, so that a reloaded page does not say the same again.
let turn = Math.floor(Date.now() / 1000);

/** The lines one after the other, so that two clicks do not look like one. */
function next(lines: readonly string[]): string {
  const line = lines[turn % lines.length] ?? '';
  turn += 1;
  return line;
}

const comments = [
  'It throws the warmest light in the house.',
  'Ours has a small fleck in the glaze. I like it more for that.',
  'Does anybody know how tall it is without the shade?',
];
const messages = [
  'Did the lamp arrive in one piece?',
  'I found the grey linen, they have two metres left.',
  'Saturday at ten? I bring the drill.',
];
