import { expect } from 'vitest';

/** The body of the refusal of these fields, whole; a field may be a matcher. */
export const invalidBody = (...fields: unknown[]) => ({
  code: 'invalid_params',
  message: 'One or more parameters supplied were invalid',
  status: 422,
  type: 'invalid_request_error',
  errors: fields.map((field) => ({ field, message: expect.any(String) as unknown, type: null })),
});

/** The same as the server SDK throws it. */
export const invalid = (...fields: unknown[]) => ({ status: 422, error: invalidBody(...fields) });
