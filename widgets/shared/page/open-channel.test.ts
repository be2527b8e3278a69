import { afterEach, expect, it, vi } from 'vitest';
import { BlockedChannel } from '../../testing/blocked.ts';
import { openChannel } from './open-channel.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('opens a channel of a name', () => {
  const channel = openChannel('belfry test');
  expect(channel?.name).toBe('belfry test');
  channel?.close();
});

it('is without one where the browser has none, or refuses it', () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  expect(openChannel('belfry test')).toBeUndefined();
  vi.stubGlobal('BroadcastChannel', BlockedChannel);
  expect(openChannel('belfry test')).toBeUndefined();
});
