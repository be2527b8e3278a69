import type { PendingMessage, QuotedMessage } from '../model.ts';
import { blank, type Draft, type Edit } from '../composer/draft.ts';

/** What is kept over a reload, by conversation. */
export interface Kept {
  readonly outbox: readonly (readonly [cid: string, messages: readonly PendingMessage[]])[];
  /** The last written last. */
  readonly drafts: readonly (readonly [cid: string, draft: Draft])[];
}

export const nothingKept: Kept = { outbox: [], drafts: [] };

/** Characters; browsers give a site five million. */
const most = 500_000;

/** What storage did not take: it lasts as long as the page. */
const spare = new Map<string, string>();

/** One visitor's unsent words in the tab's session storage, which ends with the tab. Whatever storage does, this works. */
export class TabStorage {
  readonly #key: string;

  /** @param key names the visitor */
  constructor(key: string) {
    this.#key = key;
  }

  read(): Kept {
    try {
      return toKept(JSON.parse(spare.get(this.#key) ?? sessionStorage.getItem(this.#key) ?? ''));
    } catch {
      return nothingKept;
    }
  }

  /** Keeps what there is room for: the oldest drafts go first, what was sent stays. */
  write({ outbox, drafts }: Kept): void {
    if (outbox.length + drafts.length === 0) {
      this.clear();
      return;
    }
    const kept = [...drafts];
    let text = JSON.stringify({ outbox, drafts: kept });
    while (text.length > most && kept.length > 0) {
      kept.shift();
      text = JSON.stringify({ outbox, drafts: kept });
    }
    try {
      sessionStorage.setItem(this.#key, text);
      spare.delete(this.#key);
    } catch {
      spare.set(this.#key, text);
    }
  }

  clear(): void {
    spare.delete(this.#key);
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // There is nothing to clear where there is no storage.
    }
  }
}

/** Whatever was stored, as what can be used of it: the page, or another version, may have written it. */
function toKept(value: unknown): Kept {
  return {
    outbox: entries(value, 'outbox').flatMap(([cid, messages]) => {
      const usable = (Array.isArray(messages) ? messages : []).filter(isPending).map(toPending);
      return usable.length > 0 ? [[cid, usable] as const] : [];
    }),
    drafts: entries(value, 'drafts').flatMap(([cid, draft]) =>
      isText(draft) ? [[cid, toDraft(draft)] as const] : [],
    ),
  };
}

function entries(value: unknown, name: string): [cid: string, value: unknown][] {
  const list = has(value, name) ? value[name] : undefined;
  return (Array.isArray(list) ? list : []).filter(
    (entry): entry is [string, unknown] => Array.isArray(entry) && typeof entry[0] === 'string',
  );
}

function isPending(value: unknown): value is PendingMessage {
  const states: unknown[] = ['waiting', 'sending', 'failed'];
  return (
    isText(value) &&
    has(value, 'id') &&
    typeof value.id === 'string' &&
    has(value, 'status') &&
    states.includes(value.status)
  );
}

/** Without a quote or a question that cannot be shown. */
function toPending({ quoted, question, ...message }: PendingMessage): PendingMessage {
  return {
    ...message,
    ...(isQuote(quoted) && { quoted }),
    ...(typeof question === 'string' && { question }),
  };
}

function isQuote(value: unknown): value is QuotedMessage {
  return (
    isText(value) &&
    has(value, 'id') &&
    has(value, 'user') &&
    has(value.user, 'id') &&
    has(value, 'attachments') &&
    Array.isArray(value.attachments)
  );
}

/** Each field that is of its kind; the others are as in a blank draft. */
function toDraft(stored: object): Draft {
  const fields = Object.entries(blank).map(([name, empty]: [string, unknown]) => {
    const value = has(stored, name) ? stored[name] : undefined;
    const fits =
      empty === undefined ? typeof value === 'object' && value !== null : kindOf(value) === kindOf(empty);
    return [name, fits ? value : empty];
  });
  const draft = Object.fromEntries(fields) as Draft;
  return { ...draft, edits: draft.edits.filter(isEdit) };
}

function isEdit(value: unknown): value is Edit {
  return (
    isText(value) &&
    has(value, 'message') &&
    isText(value.message) &&
    has(value.message, 'id') &&
    typeof value.message.id === 'string' &&
    has(value.message, 'attachments') &&
    Array.isArray(value.message.attachments) &&
    has(value, 'mentioned') &&
    Array.isArray(value.mentioned)
  );
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

function isText(value: unknown): value is { text: string } {
  return has(value, 'text') && typeof value.text === 'string';
}

function has<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && name in value;
}
