/** The people of the seed, the same at every vendor, as a site's backend would keep them in step. */
export interface Person {
  id: string;
  name: string;
  email: string;
  phone: string;
}

export const people = [
  { id: 'ann', name: 'Ann Archer', email: 'ann@example.com', phone: '+12015550101' },
  { id: 'ben', name: 'Ben Baker', email: 'ben@example.com', phone: '+12015550102' },
  { id: 'cleo', name: 'Cleo Carter', email: 'cleo@example.com', phone: '+12015550103' },
  { id: 'dan', name: 'Dan Dyer', email: 'dan@example.com', phone: '+12015550104' },
] as const satisfies readonly Person[];
