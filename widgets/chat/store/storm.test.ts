import { expect, it, vi } from 'vitest';
import { rideOut } from '../testing/storm.ts';

it('comes out of a storm of cuts with what the vendor has, and all that was sent there once', async () => {
  // The SDK warns of a visitor's connection from Node, and of every socket that it loses.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const weather = { seed: 4, cuts: 8, messages: 320, sends: 24 };
  const { faults, written, sent, recovered } = await rideOut(weather);
  expect(faults).toEqual([]);
  expect({ written, sent }).toEqual({ written: 320, sent: 24 });
  expect(recovered).toBeGreaterThan(3);
}, 60_000);
