import { afterEach, expect, it, vi } from 'vitest';
import { chime } from './chime.ts';

afterEach(() => vi.unstubAllGlobals());

it('is silent until the visitor has used the page, and sounds two tones then', async () => {
  const tones: number[] = [];
  const connect = () => ({ connect: () => undefined });
  vi.stubGlobal(
    'AudioContext',
    class {
      currentTime = 5;
      resume = () => Promise.resolve();
    },
  );
  vi.stubGlobal(
    'OscillatorNode',
    class {
      connect = connect;
      start = (at: number) => void tones.push(at);
      stop = () => undefined;
    },
  );
  const change = () => undefined;
  vi.stubGlobal(
    'GainNode',
    class {
      connect = connect;
      gain = {
        setValueAtTime: change,
        linearRampToValueAtTime: change,
        exponentialRampToValueAtTime: change,
      };
    },
  );
  vi.stubGlobal('navigator', { userActivation: { hasBeenActive: false } });
  await chime();
  expect(tones).toEqual([]);
  vi.stubGlobal('navigator', { userActivation: { hasBeenActive: true } });
  await chime();
  expect(tones).toEqual([5, 5.11]);
});
