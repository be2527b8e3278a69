import * as z from 'zod';

/** What a vendor said to a harmless call. */
export interface Answer {
  readonly status: number;
  /** The vendor's own code of a refusal, where it is one. */
  readonly code: string | undefined;
  /** As JSON; undefined where it is none. */
  readonly body: unknown;
}

export interface Question {
  /** As people call it. */
  readonly vendor: string;
  readonly url: string;
  /** The setting that moves the vendor's origin. */
  readonly setting: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** There is no answer that says anything of a key: the message says what there is, and what to do. */
export class NoVerdict extends Error {}

const refusal = z.object({ code: z.union([z.number(), z.string()]) });

/** Asks vendors, each call for a limited time, and learns from their answers how far this machine's clock is off. */
export class Asker {
  readonly #now: () => number;
  /** ms */
  readonly #timeout: number;
  #skew: number | undefined;

  constructor(now: () => number, timeout: number) {
    this.#now = now;
    this.#timeout = timeout;
  }

  /** By how many seconds this machine's clock is ahead of the vendors'; unknown until one has answered. */
  get skew(): number | undefined {
    return this.#skew;
  }

  /** s, by the vendors' clock where it is known. */
  seconds(): number {
    return Math.floor(this.#now() / 1000) - (this.#skew ?? 0);
  }

  /** @throws {NoVerdict} when the vendor is not reached, is busy, or is not well */
  async ask({ vendor, url, setting, method = 'GET', headers, body }: Question): Promise<Answer> {
    const { origin } = new URL(url);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#timeout),
        ...(headers && { headers }),
        ...(body !== undefined && { body }),
      });
      text = await response.text();
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      throw new NoVerdict(
        late
          ? `${origin} does not answer within ${this.#timeout / 1000} s. Ask again later; see ${vendor}’s status page, and ${setting}.`
          : `${origin} cannot be reached. See this machine’s network, and ${setting}.`,
      );
    }
    this.#learn(response.headers.get('date'));
    const { status } = response;
    if (status === 429) {
      const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
      const when = wait > 0 ? `in ${Math.ceil(wait)} s` : 'in a minute';
      throw new NoVerdict(`${vendor} answers 429: too many calls just now. Ask again ${when}.`);
    }
    if (status >= 500)
      throw new NoVerdict(
        `${vendor} answers ${status}: it is not well. Ask again later, and see its status page.`,
      );
    const json = parseJson(text);
    const { data } = refusal.safeParse(json);
    return { status, code: data === undefined ? undefined : String(data.code), body: json };
  }

  #learn(date: string | null): void {
    const theirs = Date.parse(date ?? '');
    if (!Number.isNaN(theirs)) this.#skew ??= Math.round((this.#now() - theirs) / 1000);
  }
}

/** For an answer that no case of a check knows. The vendor's text is not shown: it may quote what was sent. */
export function unknownAnswer({ vendor, setting }: Question, { status, code }: Answer): NoVerdict {
  const known = code !== undefined && /^[\w.-]{1,40}$/.test(code) ? ` (code ${code})` : '';
  return new NoVerdict(
    `${vendor} answers ${status}${known}, which says nothing of the key. See ${setting}: is it ${vendor} that answers there?`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
