import type * as z from 'zod';

interface FieldError {
  readonly field: string;
  readonly message: string;
  readonly type: string | null;
}

/** An error as the vendor's body tells it. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly type: 'authentication_error' | 'invalid_request_error' | 'api_error';
  readonly errors?: readonly FieldError[];
}

/**
 * A refusal in the vendor's shape. The codes are those of its documentation; which status goes with which code is
 * documented for keys alone, the rest is listed in the README as assumed.
 */
export class KnockError extends Error {
  readonly body: ErrorBody;

  private constructor(body: ErrorBody) {
    super(body.message);
    this.body = body;
  }

  static keyAbsent(): KnockError {
    return unauthorized('authentication_required', 'This endpoint requires authentication.');
  }

  static keyInvalid(): KnockError {
    return unauthorized('api_key_missing', 'The API key you provided is invalid.');
  }

  static userTokenMissing(): KnockError {
    return unauthorized(
      'missing_user_token',
      'This environment requires that you supply a X-Knock-User-Token header when using a public API key.',
    );
  }

  static userTokenInvalid(): KnockError {
    return unauthorized('invalid_user_token', 'The user token supplied is invalid.');
  }

  /** A good key or token that may not do this. */
  static forbidden(): KnockError {
    return KnockError.of(
      403,
      'incorrect_token_type',
      'authentication_error',
      'You cannot call this endpoint with this token.',
    );
  }

  static notFound(message: string): KnockError {
    return KnockError.of(404, 'resource_missing', 'api_error', message);
  }

  static rateLimited(): KnockError {
    return KnockError.of(429, usualCodes[429] ?? '', 'api_error', 'You have made too many requests.');
  }

  static channelInvalid(id: string): KnockError {
    return KnockError.of(422, 'channel_invalid', 'invalid_request_error', `The channel ${id} is invalid.`);
  }

  static workflowMissing(key: string): KnockError {
    return KnockError.of(
      404,
      'workflow_missing',
      'invalid_request_error',
      `The workflow ${key} could not be found.`,
    );
  }

  static actorMissing(id: string): KnockError {
    return KnockError.of(
      422,
      'actor_missing',
      'invalid_request_error',
      `The actor ${id} has not been identified.`,
    );
  }

  static invalidJson(): KnockError {
    return KnockError.of(
      400,
      'invalid_params',
      'invalid_request_error',
      'The request body is no valid JSON.',
    );
  }

  static invalidParams(errors: readonly FieldError[]): KnockError {
    return KnockError.of(
      422,
      'invalid_params',
      'invalid_request_error',
      'One or more parameters supplied were invalid',
      errors,
    );
  }

  /** What a fault answers with, where it names no code or message of its own. */
  static forFault(
    status: number,
    code: number | string | undefined,
    message: string | undefined,
  ): KnockError {
    const type = status === 401 || status === 403 ? 'authentication_error' : 'api_error';
    const usualCode = usualCodes[status] ?? 'internal_server_error';
    return KnockError.of(
      status,
      String(code ?? usualCode),
      type,
      message ?? 'The request could not be served.',
    );
  }

  static of(
    status: number,
    code: string,
    type: ErrorBody['type'],
    message: string,
    errors?: readonly FieldError[],
  ): KnockError {
    return new KnockError({ code, message, status, type, ...(errors && { errors }) });
  }
}

const usualCodes: Readonly<Record<number, string>> = {
  401: 'invalid_user_token',
  403: 'incorrect_token_type',
  404: 'resource_missing',
  422: 'invalid_params',
  429: 'rate_limited',
};

function unauthorized(code: string, message: string): KnockError {
  return KnockError.of(401, code, 'authentication_error', message);
}

/** Checks something that a request brought; throws the vendor's 422 with the fields that are wrong. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw KnockError.invalidParams(
    result.error.issues.flatMap(closest).map(({ path, message }) => ({
      field: path.join('.'),
      message,
      type: null,
    })),
  );
}

/** What is wrong by the form that the value comes closest to, where it may have one of several. */
function closest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const forms = issue.errors.map((issues) => issues.flatMap(closest));
  const depth = (issues: readonly z.core.$ZodIssue[]): number =>
    Math.max(...issues.map(({ path }) => path.length));
  const deepest = Math.max(0, ...forms.map(depth));
  const form = deepest === 0 ? undefined : forms.find((issues) => depth(issues) === deepest);
  return form?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}
