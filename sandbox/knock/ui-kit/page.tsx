import {
  KnockFeedProvider,
  KnockProvider,
  NotificationFeedPopover,
  NotificationIconButton,
} from '@knocklabs/react';
import '@knocklabs/react/dist/index.css';
import { useRef, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';

/** A bell with its feed, put together as the vendor's guide for React has it. */
function Bell(): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <NotificationIconButton ref={button} onClick={() => setOpen(!isOpen)} />
      <NotificationFeedPopover
        buttonRef={button}
        isVisible={isOpen}
        onClose={({ target }) => {
          // The kit takes a click on the bell for one outside, and would open again what it has just closed.
          if (!(target instanceof Node && button.current?.contains(target))) setOpen(false);
        }}
        onNotificationClick={() => undefined}
      />
    </>
  );
}

const query = new URLSearchParams(location.search);
const setting = (name: string): string => query.get(name) ?? '';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <KnockProvider
      host={setting('host')}
      apiKey={setting('key')}
      user={{ id: setting('user') }}
      userToken={setting('token')}
    >
      <KnockFeedProvider feedId={setting('feed')}>
        <Bell />
      </KnockFeedProvider>
    </KnockProvider>,
  );
}
