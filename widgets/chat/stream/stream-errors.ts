import { ChatError, type ChatErrorKind } from '../connection.ts';

/**
 * What the vendor's codes mean to a visitor (https://getstream.io/chat/docs/node/api_errors_response/); any other is a
 * refusal. 4 covers all bad input; only its text tells a message that is there already.
 */
const kinds: Readonly<Record<number, ChatErrorKind>> = {
  [-1]: 'unavailable',
  5: 'forbidden',
  9: 'limited',
  16: 'forbidden',
  17: 'forbidden',
  20: 'too-long',
  22: 'too-long',
  23: 'unavailable',
  // A token that has run out is renewed; a connection that is not known yet, made.
  40: 'unavailable',
  46: 'unavailable',
  60: 'slow',
  70: 'forbidden',
  71: 'unavailable',
  73: 'moderated',
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
