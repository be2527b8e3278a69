/** The finished themes to start from: `themes/ID.css` of the package and the CDN. */
export const finished = [
  { id: 'harbour', name: 'Harbour', about: 'Deep water, cool paper' },
  { id: 'clay', name: 'Clay', about: 'Terracotta, a book’s letters' },
  { id: 'graphite', name: 'Graphite', about: 'Black, white, hairlines' },
  { id: 'orchid', name: 'Orchid', about: 'Berry and lilac, round' },
  { id: 'beacon', name: 'Beacon', about: 'The strongest contrasts' },
] as const;
