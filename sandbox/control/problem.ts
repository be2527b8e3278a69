import type * as z from 'zod';

/** One field of a request that is not as it must be. */
interface FieldError {
  /** The field's path, as `data.title`; empty for the body as a whole. */
  field: string;
  message: string;
}

/** Something that the control API refuses; answered as RFC 9457 `application/problem+json`. */
export class Problem extends Error {
  readonly status: number;
  readonly errors: readonly FieldError[];

  constructor(status: number, message: string, errors: readonly FieldError[] = []) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.errors = errors;
  }

  response(): Response {
    const body = {
      type: 'about:blank',
      title: titles[this.status] ?? 'Error',
      status: this.status,
      detail: this.message,
      ...(this.errors.length > 0 && { errors: this.errors }),
    };
    return Response.json(body, {
      status: this.status,
      headers: { 'content-type': 'application/problem+json', 'access-control-allow-origin': '*' },
    });
  }
}

const titles: Record<number, string> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  422: 'Not possible',
};

/** What does not fit a schema, field by field, with 400. */
export function invalid(error: z.ZodError): Problem {
  const errors = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), message: 'is not known' }))
      : [{ field: issue.path.join('.'), message: issue.message }],
  );
  const detail = errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
  return new Problem(400, detail, errors);
}
