import type { BelfryBellElement } from 'belfry';
import type {} from 'belfry/react';
import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { identity, worker } from '../visitor.ts';

function App() {
  const [route, setRoute] = useState<'news' | 'about'>('news');
  const [open, setOpen] = useState(false);
  const [max, setMax] = useState(5);
  const [heard, setHeard] = useState<string[]>([]);
  const bell = useRef<BelfryBellElement>(null);
  const hear = (event: Event) => setHeard((before) => [...before, event.type]);
  return (
    <main>
      <button onClick={() => setRoute(route === 'news' ? 'about' : 'news')}>Go elsewhere</button>
      <button onClick={() => setOpen(true)}>Show what is new</button>
      <button onClick={() => setMax(9)}>Count further</button>
      <output>{heard.join(' ')}</output>
      {route === 'news' && (
        <belfry-session worker={worker} identity={identity}>
          <belfry-bell
            ref={bell}
            max={max}
            open={open}
            badge="unseen"
            className="bell"
            style={{ '--belfry-accent': '#3f5a47' }}
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

createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
