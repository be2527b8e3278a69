/** An error as Twilio's older APIs answer it (all that are served here): `{code, message, more_info, status}`. */
export class TwilioError extends Error {
  readonly status: number;
  readonly code: number;
  /** What the answer carries besides its body. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'TwilioError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The body of an error answer. `code` is a number at Twilio; the SDK hands it on as `RestException.code`. */
export function errorBody(status: number, code: number | string, message: string) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}

/** An error as the answer to a request. */
export function errorResponse({ status, code, message, headers }: TwilioError): Response {
  return Response.json(errorBody(status, code, message), { status, headers: { ...headers } });
}

/** 60200, Verify's answer to a parameter that is missing or wrong; the message names it. */
export function invalidParameter(name: string): TwilioError {
  return new TwilioError(400, 60200, `Invalid parameter: ${name}`);
}

/** 20404: what the path names does not exist, or no longer does. */
export function notFound(path: string): TwilioError {
  return new TwilioError(404, 20404, `The requested resource ${path} was not found`);
}
