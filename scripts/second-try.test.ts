import { expect, test } from 'vitest';
import type { Counts, Failure } from './failures.ts';
import { withSecondTry } from './second-try.ts';

const failure = (name: string, where = 'demo/e2e/chat.e2e.ts'): Failure => ({
  where,
  name,
  why: 'It did not.',
});
const counts = (passed: number, ...failures: Failure[]): Counts => ({
  passed,
  failed: failures.length,
  failures,
});

async function tried(first: Counts, second: Counts) {
  const asked: string[][] = [];
  const result = await withSecondTry(first, async (files) => {
    asked.push([...files]);
    return second;
  });
  return { ...result, asked };
}

test('what passes at a second try counts as passed, and is named', async () => {
  const late = failure('a toast leaves');
  expect(await tried(counts(9, late), counts(5))).toEqual({
    passed: 10,
    failed: 0,
    failures: [],
    unsteady: [late],
    asked: [['demo/e2e/chat.e2e.ts']],
  });
});

test('what fails twice fails; each file is run once', async () => {
  const broken = failure('a bell rings', 'widgets/bell/bell.element.test.ts (Firefox)');
  const late = failure('a bell stops', 'widgets/bell/bell.element.test.ts (Chrome)');
  expect(await tried(counts(8, broken, late), counts(3, broken))).toMatchObject({
    passed: 9,
    failed: 1,
    failures: [broken],
    unsteady: [late],
    asked: [['widgets/bell/bell.element.test.ts']],
  });
});

test('what fails at the second try alone is named, too', async () => {
  const [first, second] = [failure('one'), failure('another')];
  expect(await tried(counts(9, first), counts(4, second))).toMatchObject({
    passed: 10,
    failed: 0,
    unsteady: [first, second],
  });
});

test('nothing failed: nothing is run again', async () => {
  expect((await tried(counts(9), counts(0))).asked).toEqual([]);
});

test.each([
  ['the run itself ended badly', [failure('the run itself', 'e2e')]],
  ['so many failed that it is no chance', Array.from({ length: 11 }, (_, index) => failure(`test ${index}`))],
])('%s: it fails as it stands', async (_, failures) => {
  const result = await tried(counts(9, ...failures), counts(20));
  expect(result).toMatchObject({ passed: 9, failed: failures.length, unsteady: [], asked: [] });
});

test('a second try that ends badly excuses nothing', async () => {
  const late = failure('a toast leaves');
  const result = await tried(counts(9, late), counts(0, failure('the run itself', 'e2e')));
  expect(result).toMatchObject({ passed: 9, failed: 1, failures: [late], unsteady: [] });
});
