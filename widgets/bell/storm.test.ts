import { expect, it } from 'vitest';
import { pretendPage } from './testing/pretend-page.ts';
import { rideOut } from './testing/storm.ts';

it('a feed that is cut off again and again ends as the vendor has it: list, order, marks and counts', async () => {
  const page = pretendPage();
  const weather = { seed: 7, cuts: 15, arrivals: 300, marks: 40, back: () => page.network(true) };
  const { faults, shown, taken } = await rideOut(weather);
  expect(faults).toEqual([]);
  expect(shown).toBeGreaterThan(250);
  expect(taken).toBeGreaterThan(20);
}, 120_000);
