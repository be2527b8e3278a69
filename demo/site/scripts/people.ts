import type { people as seeded } from '../../../sandbox/people.ts';

export type PersonId = (typeof seeded)[number]['id'];

/** The shop's customers, as its pages name them. */
export const people = {
  ann: { name: 'Ann', phone: '+12015550101' },
  ben: { name: 'Ben', phone: '+12015550102' },
  cleo: { name: 'Cleo', phone: '+12015550103' },
  dan: { name: 'Dan', phone: '+12015550104' },
} as const satisfies Record<PersonId, { name: string; phone: string }>;

export function isPerson(id: string | null | undefined): id is PersonId {
  return typeof id === 'string' && Object.hasOwn(people, id);
}
