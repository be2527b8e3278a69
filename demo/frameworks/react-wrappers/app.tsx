import { BelfryBell } from 'belfry/react/bell';
import { BelfrySession } from 'belfry/react/session';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { identity, worker } from '../visitor.ts';

function App() {
  const [route, setRoute] = useState<'news' | 'about'>('news');
  const [open, setOpen] = useState(false);
  const [max, setMax] = useState(5);
  const [heard, setHeard] = useState<string[]>([]);
  const hear = (event: Event) => setHeard((before) => [...before, event.type]);
  return (
    <main>
      <button onClick={() => setRoute(route === 'news' ? 'about' : 'news')}>Go elsewhere</button>
      <button onClick={() => setOpen(true)}>Show what is new</button>
      <button onClick={() => setMax(9)}>Count further</button>
      <output>{heard.join(' ')}</output>
      {route === 'news' && (
        <BelfrySession worker={worker} identity={identity}>
          <BelfryBell
            max={max}
            open={open}
            badge="unseen"
            className="bell"
            onOpen={hear}
            onClose={(event) => {
              hear(event);
              setOpen(false);
            }}
            onUnseen={(event) => setHeard((before) => [...before, `unseen:${event.unseen}`])}
          >
            <span slot="footer">From the app</span>
          </BelfryBell>
        </BelfrySession>
      )}
    </main>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
