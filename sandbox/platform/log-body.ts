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

/** What a request says, and the same request to go on with: a body can be read only once. */
export async function captureRequest(
  request: Request,
): Promise<{ readonly message: Request; readonly body: KeptBody | undefined }> {
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

/**
 * What an answer says, read once: for the log, and to be sent. Each further copy of it would be memory beside the heap,
 * and so much of that makes the engine collect the garbage of all, which holds up every call meanwhile.
 *
 * @returns no bytes of what is no text: it has not been read
 */
export async function captureAnswer(answer: Response): Promise<{ bytes?: Buffer; body?: KeptBody }> {
  if (!answer.body) return {};
  const type = typeOf(answer.headers);
  if (!isText(type)) return { body: new KeptBody(type, undefined) };
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  const [first = new Uint8Array()] = chunks;
  const bytes =
    chunks.length > 1 ? Buffer.concat(chunks) : Buffer.from(first.buffer, first.byteOffset, first.byteLength);
  return { bytes, body: new KeptBody(type, bytes) };
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
