import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { worker } from '../visitor.ts';
import { App } from './app.tsx';

hydrateRoot(
  document.getElementById('app') as HTMLElement,
  <StrictMode>
    <App worker={worker ?? ''} identity="/identity?visitor=ann" />
  </StrictMode>,
);
