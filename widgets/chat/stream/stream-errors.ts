import { ChatError, type ChatErrorKind } from '../connection.ts';

/**
 * What the vendor's codes mean to a visitor (https://getstream.io/chat/docs/node/api_errors_response/). 4 covers all
 * bad input; only its text tells a message that is there already.
 */
const kinds: Readonly<Record<number, ChatErrorKind>> = {
  5: 'forbidden',
  9: 'limited',
  16: 'forbidden',
  17: 'forbidden',
  60: 'limited',
  70: 'forbidden',
};

/** Whatever the SDK threw. It hides the code of a refused handshake in a message of JSON. */
export function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error) ?? codeIn(message);
  if (code === undefined) return new ChatError('unreachable', message, { cause: error });
  const duplicate = code === 4 && message.includes('already exists');
  return new ChatError(duplicate ? 'duplicate' : (kinds[code] ?? 'refused'), message, { cause: error });
}

function codeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'number' ? code : undefined;
}

function codeIn(message: string): number | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    return codeOf(JSON.parse(message));
  } catch {
    return undefined;
  }
}
