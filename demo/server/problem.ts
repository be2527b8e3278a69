import type * as z from 'zod';

/** Something that the shop's backend refuses or cannot do; answered as RFC 9457 `application/problem+json`. */
export class Problem extends Error {
  readonly status: 400 | 404 | 502;

  constructor(status: Problem['status'], detail: string) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
  }

  response(): Response {
    const body = {
      type: 'about:blank',
      title: titles[this.status],
      status: this.status,
      detail: this.message,
    };
    return Response.json(body, {
      status: this.status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    });
  }
}

const titles: Record<Problem['status'], string> = {
  400: 'Bad request',
  404: 'Not found',
  502: 'A service behind the shop does not answer',
};

/** @throws {Problem} 400, naming each field that is not as it must be */
export function validate<Value>(input: unknown, schema: z.ZodType<Value>): Value {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new Problem(400, details.join('; '));
}
