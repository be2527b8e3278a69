import { createRoot } from 'react-dom/client';
import {
  Channel,
  ChannelHeader,
  ChannelList,
  Chat,
  MessageComposer,
  MessageList,
  Thread,
  Window,
  useCreateChatClient,
} from 'stream-chat-react';
import 'stream-chat-react/css/index.css';
import './page.css';

const parameters = new URLSearchParams(location.search);
const read = (name: string): string => parameters.get(name) ?? '';
const userId = read('user');
/** Made once: the kit connects anew when any of these is another object. */
const connection = {
  apiKey: read('key'),
  tokenOrProvider: read('token'),
  userData: { id: userId },
  options: { baseURL: read('server') },
};
const filters = { type: 'messaging', members: { $in: [userId] } };
const sort = { last_message_at: -1 } as const;

/** The vendor's own chat, as its tutorial puts it together. */
function App() {
  const client = useCreateChatClient(connection);
  if (!client) return <p>Connecting</p>;
  return (
    <Chat client={client}>
      <ChannelList filters={filters} sort={sort} />
      <Channel>
        <Window>
          <ChannelHeader />
          <MessageList />
          <MessageComposer />
        </Window>
        <Thread />
      </Channel>
    </Chat>
  );
}

const root = document.querySelector('#root');
if (root) createRoot(root).render(<App />);
