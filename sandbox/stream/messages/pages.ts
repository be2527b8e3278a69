import * as z from 'zod';
import { inputError } from '../errors.ts';

/** The vendor refuses longer pages of messages. */
const longestPage = 300;

/** How a page of messages is asked for, whatever time orders them: its length, and where it is by a message's id. */
export const pageShape = {
  limit: z.int().min(0).max(longestPage).optional(),
  offset: z.int().min(0).max(1000).optional(),
  id_lt: z.string().optional(),
  id_lte: z.string().optional(),
  id_gt: z.string().optional(),
  id_gte: z.string().optional(),
  id_around: z.string().optional(),
};

/** A bound in time, or a moment to be near. */
export const momentSchema = z.union([z.string(), z.number()]).optional();

/** How a page of messages is asked for: by a message's id, by a time, or by an offset from the newest. */
export const messagePageSchema = z.object({
  ...pageShape,
  created_at_before: momentSchema,
  created_at_before_or_equal: momentSchema,
  created_at_after: momentSchema,
  created_at_after_or_equal: momentSchema,
  created_at_around: momentSchema,
});
export type MessagePage = z.infer<typeof messagePageSchema>;

interface Dated {
  readonly id: string;
  readonly createdAt: number;
}

/**
 * One page of a list that is ordered by `createdAt`; the page is ascending too. With an upper bound (or none) it is
 * what lies nearest below it, with a lower bound alone what lies nearest above it.
 * @param size the limit where none is asked for
 * @param dateName what the time is called where the list is not one of messages by `created_at`
 * @throws StreamError 4 for an id that is not in the list, or a value that is no date
 */
export function pageOf<T extends Dated>(
  list: readonly T[],
  page: MessagePage,
  size: number,
  dateName = 'created_at',
): T[] {
  const limit = page.limit ?? size;
  const around = aroundIndex(list, page, dateName);
  if (around !== undefined) {
    // The SDK reads from the target's place whether there is more on either side, and takes a short page as the whole
    // list: so the target stands in the middle, and at an end the page keeps its length and moves.
    const start = Math.max(0, Math.min(around - Math.floor(limit / 2), list.length - limit));
    return list.slice(start, start + limit);
  }
  const { above, below } = boundsOf(list, page, dateName);
  const within = list.filter(({ createdAt }) => above(createdAt) && below(createdAt));
  if (hasUpper(page) || !hasLower(page)) {
    const end = Math.max(0, within.length - (page.offset ?? 0));
    return within.slice(Math.max(0, end - limit), end);
  }
  return within.slice(page.offset ?? 0, (page.offset ?? 0) + limit);
}

const upperNames = ['id_lt', 'id_lte', 'created_at_before', 'created_at_before_or_equal'] as const;
const lowerNames = ['id_gt', 'id_gte', 'created_at_after', 'created_at_after_or_equal'] as const;
const hasUpper = (page: MessagePage): boolean => upperNames.some((name) => page[name] !== undefined);
const hasLower = (page: MessagePage): boolean => lowerNames.some((name) => page[name] !== undefined);

type Test = (at: number) => boolean;

function boundsOf(list: readonly Dated[], page: MessagePage, dateName: string): { above: Test; below: Test } {
  const idTime = (name: 'id_lt' | 'id_lte' | 'id_gt' | 'id_gte'): number | undefined => {
    const id = page[name];
    return id === undefined ? undefined : timeOf(list, id);
  };
  const lt = [idTime('id_lt'), dateOf(page, 'created_at_before', dateName)].filter((at) => at !== undefined);
  const lte = [idTime('id_lte'), dateOf(page, 'created_at_before_or_equal', dateName)].filter(
    (at) => at !== undefined,
  );
  const gt = [idTime('id_gt'), dateOf(page, 'created_at_after', dateName)].filter((at) => at !== undefined);
  const gte = [idTime('id_gte'), dateOf(page, 'created_at_after_or_equal', dateName)].filter(
    (at) => at !== undefined,
  );
  return {
    below: (at) => lt.every((bound) => at < bound) && lte.every((bound) => at <= bound),
    above: (at) => gt.every((bound) => at > bound) && gte.every((bound) => at >= bound),
  };
}

function aroundIndex(list: readonly Dated[], page: MessagePage, dateName: string): number | undefined {
  if (page.id_around !== undefined) {
    const at = timeOf(list, page.id_around);
    return list.findIndex(({ createdAt }) => createdAt === at);
  }
  const at = dateOf(page, 'created_at_around', dateName);
  if (at === undefined) return undefined;
  const next = list.findIndex(({ createdAt }) => createdAt >= at);
  return next === -1 ? list.length - 1 : next;
}

function timeOf(list: readonly Dated[], id: string): number {
  const found = list.find((each) => each.id === id);
  if (!found) throw inputError(`message with id ${id} was not found in this list`);
  return found.createdAt;
}

function dateOf(
  page: MessagePage,
  name: Extract<keyof MessagePage, `created_at_${string}`>,
  dateName: string,
): number | undefined {
  const value = page[name];
  if (value === undefined) return undefined;
  const at = new Date(value).getTime();
  if (Number.isNaN(at)) throw inputError(`expected date for field "${name.replace('created_at', dateName)}"`);
  return at;
}
