import type {} from '../../../widgets/session/events.ts';
import type {} from '../../../widgets/session/page.ts';
import { find, markOpenPage } from './page.ts';
import { connectPhone } from './phone.ts';

/** A number that belongs to nobody in the shop's books. */
const guestPhone = '+12015550142';
const kinds = {
  site: 'A customer of the shop',
  phone: 'A verified phone',
  email: 'A verified e-mail address',
  guest: 'A guest',
} as const;
const changes = { in: 'Signed in', out: 'Signed out', renewed: 'Renewed' } as const;

markOpenPage();
find('belfry-otp').setAttribute('phone', guestPhone);
connectPhone(guestPhone);

const signOut = find<HTMLButtonElement>('[data-sign-out]');
signOut.addEventListener('click', () => void globalThis.belfry?.signOut());

document.addEventListener('belfry-session', ({ change, user }) => {
  find('[data-who]').textContent = user ? kinds[user.kind] : 'Not signed in';
  find('[data-session-kind]').textContent = user ? kinds[user.kind] : 'Nobody';
  find('[data-session-id]').textContent = user?.id ?? '–';
  find('[data-session-change]').textContent = changes[change];
  signOut.disabled = !user;
});
