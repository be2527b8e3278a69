import { expect, test } from 'vitest';
import { failuresText, vitestFailures, type VitestFile } from './failures.ts';

const passed = { fullName: 'a bell rings', status: 'passed', failureMessages: [] };

test('names each test that failed, and each file that could not be run', () => {
  const files: VitestFile[] = [
    { name: '/repo/a.test.ts', status: 'passed', message: '', assertionResults: [passed] },
    {
      name: '/repo/b.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        passed,
        { fullName: 'a bell stops', status: 'failed', failureMessages: ['It rang on'] },
      ],
    },
    { name: '/repo/c.test.ts', status: 'failed', message: 'No such module', assertionResults: [] },
  ];
  expect(vitestFailures(files, '/repo')).toEqual([
    { where: 'b.test.ts', name: 'a bell stops', why: 'It rang on' },
    { where: 'c.test.ts', name: 'the file itself', why: 'No such module' },
  ]);
});

test('shows the head of a long reason', () => {
  const text = failuresText([{ where: 'b.test.ts', name: 'a bell stops', why: 'one\ntwo\nthree' }], {
    lines: 2,
  });
  expect(text).toBe('FAILED  b.test.ts: a bell stops\n        one\n        two');
});
