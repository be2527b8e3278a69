/** What the loader needs of the session: a chunk that only points into the shared one. */
export { configure, sessionOf, signOut } from './page.ts';
