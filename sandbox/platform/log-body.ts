import { maskFields, maskJson, maskText, maskUnreadable } from './mask.ts';

/** A body as the request log keeps it: secrets masked; one of JSON, form and text, or none where it is no text. */
export interface LoggedBody {
  /** Its media type, without parameters. */
  type: string;
  /** How long it was on the wire, where that is known. */
  bytes?: number;
  json?: unknown;
  form?: Record<string, string | string[]>;
  text?: string;
  /** It was longer than is kept: `text` is its beginning. */
  truncated?: true;
}

/** Characters of a body that are kept; of what is longer, so much of its beginning. */
export const longestBody = 64 * 1024;
/** Bytes of a body that is read for the log at all. */
const longestRead = 1024 * 1024;

const isText = (type: string): boolean =>
  type.startsWith('text/') || type.endsWith('json') || type === 'application/x-www-form-urlencoded';

/** What one side of an exchange said, and the same message to go on with: a body can be read only once. */
export interface Captured<Message> {
  readonly message: Message;
  readonly body: LoggedBody | undefined;
  /** How much room the body takes in the log. */
  readonly weight: number;
}

export async function captureRequest(request: Request): Promise<Captured<Request>> {
  const { method, url, headers } = request;
  const type = typeOf(headers);
  const length = headers.get('content-length');
  const isEmpty = length === '0' || (length === null && !headers.has('transfer-encoding'));
  if (isEmpty || method === 'GET' || method === 'HEAD')
    return { message: request, body: undefined, weight: 0 };
  if (!isText(type) || Number(length) > longestRead) {
    const bytes = length === null ? {} : { bytes: Number(length) };
    return { message: request, body: { type, ...bytes }, weight: 0 };
  }
  const bytes = Buffer.from(await request.arrayBuffer());
  const body = toLogged(type, bytes.toString(), bytes.length);
  return { message: new Request(url, { method, headers, body: bytes }), ...body };
}

export async function captureAnswer(answer: Response): Promise<Captured<Response>> {
  const { status, statusText, headers } = answer;
  const type = typeOf(headers);
  if (!answer.body) return { message: answer, body: undefined, weight: 0 };
  if (!isText(type)) return { message: answer, body: { type }, weight: 0 };
  const text = await answer.text();
  return {
    message: new Response(text, { status, statusText, headers }),
    ...toLogged(type, text, Buffer.byteLength(text)),
  };
}

function toLogged(type: string, text: string, bytes: number): { body: LoggedBody; weight: number } {
  if (text.length > longestBody) {
    const beginning = maskUnreadable(text.slice(0, longestBody));
    return { body: { type, bytes, text: beginning, truncated: true }, weight: beginning.length };
  }
  if (type === 'application/x-www-form-urlencoded') {
    return { body: { type, bytes, form: maskFields(new URLSearchParams(text)) }, weight: text.length };
  }
  const json = parse(text);
  // Also what is called plain text: a browser calls so whatever a script sends without a type.
  const content = json === undefined ? { text: maskText(text) } : { json: maskJson(json) };
  return { body: { type, bytes, ...content }, weight: text.length };
}

function parse(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function typeOf(headers: Headers): string {
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  return type.trim().toLowerCase();
}
