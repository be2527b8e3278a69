/** An error as Stream answers it (reference: the vendor's table of error codes). */
export class StreamError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, status: number, message: string) {
    super(message);
    this.name = 'StreamError';
    this.code = code;
    this.status = status;
  }

  /** The same error as one call words it: `SendMessage failed with error: "..."`. */
  in(call: string): StreamError {
    return new StreamError(this.code, this.status, `${call} failed with error: "${this.message}"`);
  }
}

/** 4: something in the request is not as it must be. */
export const inputError = (message: string): StreamError => new StreamError(4, 400, message);

/** 5: no token, a broken one, or one of somebody else. */
export const authError = (message: string): StreamError => new StreamError(5, 401, message);

/** 16: what is asked for does not exist. */
export const notFound = (message: string): StreamError => new StreamError(16, 404, message);

/** 16: there is no such message, or none that the caller may see. */
export const messageNotFound = (id: string): StreamError => notFound(`Message with id ${id} doesn't exist`);

/** 17: the caller may not do this. `scope` is a channel type, or `.app`. */
export const notAllowed = (
  { id, roles }: { id: string; roles: readonly string[] },
  action: string,
  scope: string,
): StreamError => {
  const quoted = roles.map((role) => `'${role}'`);
  const held = quoted.length === 1 ? `role ${quoted[0]}` : `roles [${quoted.join(', ')}]`;
  return new StreamError(
    17,
    403,
    `User '${id}' with ${held} is not allowed to perform action ${action} in scope '${scope}'`,
  );
};

/** 19: the channel type has this feature switched off. */
export const featureOff = (feature: string, type: string): StreamError =>
  new StreamError(19, 400, `${feature} is disabled for channel type ${type}`);

export interface ErrorBody {
  code: number;
  message: string;
  StatusCode: number;
  duration: string;
  more_info: string;
  details: number[];
}

export const errorBody = (status: number, code: number, message: string): ErrorBody => ({
  code,
  message,
  StatusCode: status,
  duration: '0.00ms',
  more_info: 'https://getstream.io/chat/docs/api_errors_response',
  details: [],
});
