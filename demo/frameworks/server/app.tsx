import type {} from 'belfry/react';
import { useState, useSyncExternalStore } from 'react';

/** Whether this is drawn in the browser, and no more as the server drew it. */
const useHere = (): boolean =>
  useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );

/** Drawn on the server and in the browser: what it says is text and numbers alone. */
export function App({ worker, identity }: { worker: string; identity: string }) {
  const [route, setRoute] = useState<'news' | 'about'>('news');
  const [open, setOpen] = useState(false);
  const [max, setMax] = useState(5);
  const [heard, setHeard] = useState<string[]>([]);
  const here = useHere();
  const hear = (event: Event) => setHeard((before) => [...before, event.type]);
  return (
    <main>
      <button onClick={() => setRoute(route === 'news' ? 'about' : 'news')}>Go elsewhere</button>
      <button onClick={() => setOpen(true)}>Show what is new</button>
      <button onClick={() => setMax(9)}>Count further</button>
      <output>{heard.join(' ')}</output>
      {route === 'news' && (
        // To what the server sent React gives no listener of an event that it does not know (react/react#35446).
        <belfry-session key={String(here)} worker={worker} identity={identity}>
          <belfry-bell
            max={max}
            open={open}
            badge="unseen"
            className="bell"
            onbelfry-open={hear}
            onbelfry-close={(event) => {
              hear(event);
              setOpen(false);
            }}
            onbelfry-unseen={(event) => setHeard((before) => [...before, `unseen:${event.unseen}`])}
          >
            <span slot="footer">From the app</span>
          </belfry-bell>
        </belfry-session>
      )}
    </main>
  );
}
