import type {} from '../../../widgets/session/events.ts';
import { companionOf, connectActions } from './backend.ts';
import { invoice } from './invoice.ts';
import { find, markOpenPage } from './page.ts';
import { people } from './people.ts';
import { connectPhone } from './phone.ts';
import { identityOf, visitor } from './visitor.ts';

// Runs before the script tag's own file, which then finds the identity as if the server had written it.
if (visitor) find('script[src$="/v1/belfry.js"]').dataset['identity'] = identityOf(visitor);

markOpenPage();
showVisitor();
connectBackend();
connectChat();
connectCheckout();

function showVisitor(): void {
  const who = find('[data-who]');
  find<HTMLAnchorElement>(`[data-visitors] a[href="?as=${visitor ?? 'nobody'}"]`).ariaCurrent = 'true';
  if (!visitor) who.textContent = 'Not signed in';
  document.addEventListener('belfry-session', ({ user }) => {
    who.textContent = user ? (user.name ?? 'Guest') : 'Not signed in';
  });
}

/** The buttons act for whoever is signed in; there is nobody to notify when nobody is. */
function connectBackend(): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-act]');
  const feedback = find('[data-feedback]');
  if (!visitor) {
    for (const button of buttons) button.disabled = true;
    feedback.textContent = 'Sign in as somebody to be notified.';
    return;
  }
  const { name } = people[companionOf(visitor)];
  find('[data-act="message"]').textContent = `${name} writes to ${people[visitor].name}`;
  connectActions(buttons, feedback, visitor);
}

/** A button of the page, or a link in a notification, opens the chat by its attribute; invoices in it are the shop's. */
function connectChat(): void {
  const chat = find('belfry-chat');
  void customElements
    .whenDefined('belfry-chat')
    .then(() => globalThis.belfry?.configure({ chat: { messages: { invoice } } }));
  const open = () => chat.setAttribute('open', '');
  for (const button of document.querySelectorAll('[data-open-chat]')) button.addEventListener('click', open);
  const openIfLinked = () => {
    if (location.hash === '#chat') open();
  };
  addEventListener('hashchange', openIfLinked);
  openIfLinked();
}

/** The verified phone is a field of the shop's form: until there is one, the form is not valid. */
function connectCheckout(): void {
  const phone = people[visitor ?? 'ann'].phone;
  find('belfry-otp').setAttribute('phone', phone);
  connectPhone(phone);
  find('[data-checkout]').addEventListener('submit', (event) => {
    event.preventDefault();
    find('[data-checkout-done]').textContent = 'Thank you. Your oak stool is being packed.';
  });
}
