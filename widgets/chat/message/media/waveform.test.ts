import { expect, test } from 'vitest';
import { clock, resampled, waveformOf } from './waveform.ts';

test('a curve keeps its peaks, whether there is more room than it has steps, or less', () => {
  expect(resampled([0, 1, 0, 0.5], 2)).toEqual([1, 0.5]);
  expect(resampled([0.2, 0.8], 4)).toEqual([0.2, 0.2, 0.8, 0.8]);
  expect(resampled([], 2)).toEqual([0, 0]);
});

test('a sound has the asked length, and one for its loudest part', () => {
  expect(waveformOf(new Float32Array([0, 0, 0.5, 0.5, 0.25, 0.25]), 3)).toEqual([0, 1, 0.5]);
  expect(waveformOf(new Float32Array(0), 4)).toEqual([0, 0, 0, 0]);
});

test.each([
  [7, '0:07'],
  [61.6, '1:01'],
  [3750, '1:02:30'],
  [Number.NaN, '0:00'],
  [Number.POSITIVE_INFINITY, '0:00'],
])('%d s is %s', (seconds, written) => {
  expect(clock(seconds)).toBe(written);
});
