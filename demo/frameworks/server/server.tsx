import 'belfry/bell/define';
import 'belfry/session/define';
import { renderToString } from 'react-dom/server';
import { App } from './app.tsx';

/** The app's markup, as a server sends it. What defines the elements may be imported here, and does nothing. */
export const render = (worker: string, identity: string): string =>
  renderToString(<App worker={worker} identity={identity} />);
