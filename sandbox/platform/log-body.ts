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

/** Bytes of a body that are kept; of what is longer, so much of its beginning. */
export const longestBody = 64 * 1024;
/** Bytes of a body that is read for the log at all. */
const longestRead = 1024 * 1024;

const isText = (type: string): boolean =>
  type.startsWith('text/') || type.endsWith('json') || type === 'application/x-www-form-urlencoded';

/**
 * A body in the log: its bytes, which are taken apart and masked only when somebody reads them. Done for each body as it
 * passes, that would make every call wait, and leave a tree of objects for every collection of garbage to walk.
 */
export class KeptBody {
  readonly #type: string;
  readonly #length: number | undefined;
  /** Until they were read. */
  #bytes: Buffer | undefined;
  #read: LoggedBody | undefined;
  /** How many bytes of the log's room it takes. */
  readonly weight: number;

  /** @param bytes all of them, or how many there were, where what they say is not kept */
  constructor(type: string, bytes: Buffer | number | undefined) {
    this.#type = type;
    this.#length = typeof bytes === 'object' ? bytes.length : bytes;
    // Of a long one its beginning is copied, so that the rest can go.
    if (typeof bytes === 'object')
      this.#bytes = bytes.length > longestBody ? Buffer.from(bytes.subarray(0, longestBody)) : bytes;
    this.weight = this.#bytes?.length ?? 0;
  }

  read(): LoggedBody {
    this.#read ??= {
      type: this.#type,
      ...(this.#length !== undefined && { bytes: this.#length }),
      ...(this.#bytes && contentOf(this.#type, this.#bytes, this.#bytes.length !== this.#length)),
    };
    this.#bytes = undefined;
    return this.#read;
  }
}

/** What one side of an exchange said, and the same message to go on with: a body can be read only once. */
export interface Captured<Message> {
  readonly message: Message;
  readonly body: KeptBody | undefined;
}

export async function captureRequest(request: Request): Promise<Captured<Request>> {
  const { method, url, headers } = request;
  const type = typeOf(headers);
  const length = headers.get('content-length');
  const isEmpty = length === '0' || (length === null && !headers.has('transfer-encoding'));
  if (isEmpty || method === 'GET' || method === 'HEAD') return { message: request, body: undefined };
  if (!isText(type) || Number(length) > longestRead)
    return { message: request, body: new KeptBody(type, length === null ? undefined : Number(length)) };
  const bytes = Buffer.from(await request.arrayBuffer());
  return {
    message: new Request(url, { method, headers, body: bytes }),
    body: new KeptBody(type, bytes),
  };
}

export async function captureAnswer(answer: Response): Promise<Captured<Response>> {
  const { status, statusText, headers } = answer;
  const type = typeOf(headers);
  if (!answer.body) return { message: answer, body: undefined };
  if (!isText(type)) return { message: answer, body: new KeptBody(type, undefined) };
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    message: new Response(bytes, { status, statusText, headers }),
    body: new KeptBody(type, bytes),
  };
}

function contentOf(type: string, bytes: Buffer, isCut: boolean): Omit<LoggedBody, 'type' | 'bytes'> {
  // What was cut off amid a character ends before it.
  const text = new TextDecoder().decode(bytes, { stream: isCut });
  if (isCut) return { text: maskUnreadable(text), truncated: true };
  if (type === 'application/x-www-form-urlencoded') return { form: maskFields(new URLSearchParams(text)) };
  const json = parse(text);
  // Also what is called plain text: a browser calls so whatever a script sends without a type.
  return json === undefined ? { text: maskText(text) } : { json: maskJson(json) };
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
