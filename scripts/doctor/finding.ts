/** What one check came to, in one line. */
export interface Finding {
  /** What was checked: a vendor, `Settings` or `Policy`. */
  readonly subject: string;
  readonly state: 'good' | 'wrong' | 'off';
  /** What is so, and where it is wrong, how to mend it. Never a value of a setting that is secret. */
  readonly says: string;
}

const marks = { good: '✓', wrong: '✗', off: '–' } as const;

/** A line for each finding, and one with the sum. */
export function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const lines = findings.map(
    ({ subject, state, says }) => `${marks[state]} ${subject.padEnd(width)}  ${says}`,
  );
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  const off = count('off');
  const wrong = count('wrong');
  return [
    ...lines,
    '',
    `${count('good')} good, ${wrong} wrong${off > 0 ? `, ${off} off` : ''}`,
    ...(wrong > 0
      ? [
          'What each setting is and how to make one: /docs/operating/settings of a running Worker, or of `npm start`',
        ]
      : []),
  ].join('\n');
}
