// An entry of its own: the bundler would add a helper to every visit for a part of a chunk.
export { summaryOf } from '../tools/summary.ts';
