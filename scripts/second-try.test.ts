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

async function tried(first: Counts, ...tries: Counts[]) {
  const asked: string[][] = [];
  const result = await withSecondTry(first, async (files) => {
    asked.push([...files]);
    return tries.shift() ?? counts(0);
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

test('so many failed that it is no chance: it fails as it stands', async () => {
  const failures = Array.from({ length: 11 }, (_, index) => failure(`test ${index}`));
  const result = await tried(counts(9, ...failures), counts(20));
  expect(result).toMatchObject({ passed: 9, failed: failures.length, unsteady: [], asked: [] });
});

test('a second try that ends badly excuses nothing', async () => {
  const late = failure('a toast leaves');
  const result = await tried(counts(9, late), counts(0, failure('the run itself', 'e2e')));
  expect(result).toMatchObject({ passed: 9, failed: 1, failures: [late], unsteady: [] });
});

const broken = failure('the run itself', 'elements');

test('a run that broke off is run again as a whole, and named', async () => {
  expect(await tried(counts(0, broken), counts(20))).toMatchObject({
    passed: 20,
    failed: 0,
    failures: [],
    unsteady: [broken],
    asked: [[]],
  });
});

test('what fails in that run has its second try', async () => {
  const late = failure('a toast leaves');
  expect(await tried(counts(0, broken), counts(19, late), counts(5))).toMatchObject({
    passed: 20,
    failed: 0,
    unsteady: [broken, late],
    asked: [[], ['demo/e2e/chat.e2e.ts']],
  });
});

test('a run that breaks off twice fails', async () => {
  expect(await tried(counts(0, broken), counts(0, broken))).toMatchObject({
    passed: 0,
    failed: 1,
    failures: [broken],
    unsteady: [],
    asked: [[]],
  });
});
