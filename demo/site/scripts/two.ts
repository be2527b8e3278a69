import type {} from '../../../widgets/session/events.ts';
import { connectActions } from './backend.ts';
import { find, markOpenPage } from './page.ts';

markOpenPage();
connectActions(document.querySelectorAll<HTMLButtonElement>('[data-act]'), find('[data-feedback]'));

for (const session of document.querySelectorAll<HTMLElement>('belfry-session')) {
  session.addEventListener('belfry-session', ({ user }) => {
    find('[data-who]', session).textContent = user ? `Signed in as ${user.name ?? user.id}` : 'Not signed in';
  });
}
