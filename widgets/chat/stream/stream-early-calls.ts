import type { ChatToken } from '../../../worker/contract/index.ts';
import type { EarlyCalls } from '../early-connection.ts';
import { ChatError } from '../connection.ts';
import { toAnswer, type WireChannelState } from './stream-model.ts';
import { listQuery, openQuery, previews, type ChannelQuery } from './stream-queries.ts';

/** Where the vendor answers (https://getstream.io/chat/docs/rest/), as the SDK has it built in. */
const vendor = 'https://chat.stream-io-api.com';

/**
 * What a page shows first, and that it was read, by plain requests: it does not wait for the SDK. A token may do so
 * without a connection, as long as it does not ask to be told of changes. Nothing is tried twice, and every failure is
 * left to the connection, which does the same.
 * @param signal ends the reading
 */
export function earlyCalls(
  { apiKey, userId, token, baseUrl = vendor }: ChatToken,
  signal: AbortSignal,
): EarlyCalls {
  const parameters = new URLSearchParams({ user_id: userId, api_key: apiKey }).toString();
  const post = async (path: string, body: object, options?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${baseUrl}${path}?${parameters}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token, 'stream-auth-type': 'jwt' },
      body: JSON.stringify(body),
      credentials: 'omit',
      ...options,
    });
    if (!answer.ok) throw new ChatError('unreachable', `The answer was ${answer.status}.`);
    return answer.json();
  };
  const query = async ({ filter, sort, page }: ChannelQuery): Promise<readonly WireChannelState[]> => {
    const body = { filter_conditions: filter, sort: sort.flatMap(toSort), state: true, ...page };
    const { channels } = (await post('/channels', body, { signal })) as { channels?: unknown };
    if (!Array.isArray(channels)) throw new ChatError('unreachable', 'The answer holds no channels.');
    return channels as WireChannelState[];
  };
  return {
    async channels(page) {
      const states = await query(listQuery(userId, page));
      return states.map((state) => toAnswer(state, userId, previews));
    },
    async open(cid, limit) {
      const [state] = await query(openQuery(cid, limit));
      if (!state) throw new ChatError('forbidden', `There is no channel ${cid} to see.`);
      return toAnswer(state, userId, limit);
    },
    async markRead(cid) {
      const [type = '', ...id] = cid.split(':').map(encodeURIComponent);
      await post(`/channels/${type}/${id.join(':')}/read`, {});
    },
  };
}

const toSort = (sort: Readonly<Record<string, number>>): object[] =>
  Object.entries(sort).map(([field, direction]) => ({ field, direction }));
