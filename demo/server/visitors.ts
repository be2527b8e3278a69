import * as z from 'zod';
import { people } from '../../sandbox/people.ts';

const ids = people.map(({ id }) => id);

/** One of the shop's four customers. */
export const visitorSchema = z.enum(ids, { error: `must be one of ${ids.join(', ')}` });
