// An entry of its own: the bundler would add a helper to every visit for a part of a chunk.
export { FeedFollower } from '../feed-follower.ts';
export { scopeOf } from '../feed-link.ts';
