import { Hono } from 'hono';
import * as z from 'zod';
import { notFound } from '../errors.ts';
import { readFields, readForm } from '../form.ts';
import { newSid } from '../sid.ts';

/** A number, or a thousand of them: `+18001234xxx`. */
const numberSchema = z.object({ PhoneNumber: z.string().regex(/^\+[1-9](\d{6,14}|\d{3,11}xxx)$/) });

/** Numbers that neither Fraud Guard nor geo permissions block. */
export class SafeList {
  /** The sid of each number. */
  readonly #sids = new Map<string, string>();

  /** Adds a number; one that is there already stays as it is. */
  add(number: string): string {
    const sid = this.#sids.get(number) ?? newSid('GN');
    this.#sids.set(number, sid);
    return sid;
  }

  get(number: string): string | undefined {
    return this.#sids.get(number);
  }

  delete(number: string): boolean {
    return this.#sids.delete(number);
  }

  /** Whether a number is listed, by itself or with its thousand. */
  holds(number: string): boolean {
    return this.#sids.has(number) || this.#sids.has(`${number.slice(0, -3)}xxx`);
  }

  reset(): void {
    this.#sids.clear();
  }
}

/** The Safe List, to be mounted on `/v2/SafeList/Numbers`. */
export function safeListRoutes(safeList: SafeList, origin: () => string) {
  const app = new Hono();
  const show = (number: string, sid: string) => ({
    sid,
    phone_number: number,
    url: `${origin()}/v2/SafeList/Numbers/${encodeURIComponent(number)}`,
  });

  app.post('/', async (c) => {
    const { PhoneNumber } = readFields(await readForm(c.req.raw), numberSchema);
    return c.json(show(PhoneNumber, safeList.add(PhoneNumber)), 201);
  });
  app.get('/:number', (c) => {
    const number = c.req.param('number');
    const sid = safeList.get(number);
    if (sid === undefined) throw notFound(c.req.path);
    return c.json(show(number, sid));
  });
  app.delete('/:number', (c) => {
    if (!safeList.delete(c.req.param('number'))) throw notFound(c.req.path);
    return c.body(null, 204);
  });
  return app;
}
