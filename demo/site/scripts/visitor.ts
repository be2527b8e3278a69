import { isPerson, type PersonId } from './people.ts';

const storageKey = 'shop:visitor';

/**
 * Who is signed in, undefined for nobody: what `?as=` says, kept for this tab, because links in notifications do not
 * carry it. A shop with a real login needs none of this: its server knows.
 */
export const visitor: PersonId | undefined = choose();

function choose(): PersonId | undefined {
  const asked = new URLSearchParams(location.search).get('as');
  if (asked) sessionStorage.setItem(storageKey, asked);
  const id = asked ?? sessionStorage.getItem(storageKey) ?? 'ann';
  return isPerson(id) ? id : undefined;
}

/** The address of the visitor's identity token, as the script tag and `<belfry-session>` take it. */
export function identityOf(person: PersonId): string {
  return `/identity?visitor=${person}`;
}
