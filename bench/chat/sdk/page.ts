/** What every chat over Stream's SDK does before its first messages, and nothing else: no elements, no store. */
import { StreamChat } from 'stream-chat';

const parameters = new URLSearchParams(location.search);
const read = (name: string): string => parameters.get(name) ?? '';

const client = new StreamChat(read('key'), {
  baseURL: read('server'),
  recoverStateOnReconnect: false,
});
await client.connectUser({ id: read('user') }, read('token'));
const states = await client.queryChannelsRequest({ cid: { $eq: read('channel') } }, [], {
  limit: 1,
  message_limit: 30,
  watch: true,
  presence: true,
  state: true,
});
client.hydrateActiveChannels(states);
const message = document.createElement('p');
message.textContent = states[0]?.messages.at(-1)?.text ?? '';
document.body.append(message);
