import type {} from 'belfry/solid';
import { createSignal, Show } from 'solid-js';
import { render } from 'solid-js/web';
import { identity, worker } from '../visitor.ts';

function App() {
  const [route, setRoute] = createSignal<'news' | 'about'>('news');
  const [open, setOpen] = createSignal(false);
  const [max, setMax] = createSignal(5);
  const [heard, setHeard] = createSignal<string[]>([]);
  const hear = (event: Event) => setHeard((before) => [...before, event.type]);
  return (
    <main>
      <button onClick={() => setRoute(route() === 'news' ? 'about' : 'news')}>Go elsewhere</button>
      <button onClick={() => setOpen(true)}>Show what is new</button>
      <button onClick={() => setMax(9)}>Count further</button>
      <output>{heard().join(' ')}</output>
      <Show when={route() === 'news'}>
        <belfry-session attr:worker={worker} prop:identity={identity}>
          <belfry-bell
            prop:max={max()}
            prop:open={open()}
            badge="unseen"
            class="bell"
            on:belfry-open={hear}
            on:belfry-close={(event) => {
              hear(event);
              setOpen(false);
            }}
            on:belfry-unseen={(event) => setHeard((before) => [...before, `unseen:${event.unseen}`])}
          >
            <span slot="footer">From the app</span>
          </belfry-bell>
        </belfry-session>
      </Show>
    </main>
  );
}

render(() => <App />, document.getElementById('app') as HTMLElement);
