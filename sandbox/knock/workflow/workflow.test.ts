import { expect, test } from 'vitest';
import type { Step, WorkflowDeclaration } from './declaration.ts';
import { prepareWorkflows } from './workflow.ts';

function workflow(steps: readonly Step[], key = 'news'): WorkflowDeclaration {
  return { key, name: 'News', description: 'News', categories: [], steps };
}

const sms: Step = { channel: 'sms', body: 'Hello' };
const seen = { variable: 'refs.in_app_feed_1.engagement_status', operator: 'contains' } as const;

test('steps are named by their kind and place, where they have no name of their own', () => {
  const steps: Step[] = [
    sms,
    { type: 'delay', window: { unit: 'hours', value: 1 } },
    { ...sms, ref: 'reminder' },
    sms,
  ];
  const prepared = prepareWorkflows([workflow(steps)]).get('news');
  expect(prepared?.steps.map(({ ref }) => ref)).toEqual(['sms_1', 'delay_1', 'reminder', 'sms_3']);
  expect(prepared?.versionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
});

// What a declaration in plain JavaScript might hold.
const fetchStep: Step = JSON.parse('{"type": "http_fetch", "url": "https://shop.test"}') as Step;

test.each<[string, WorkflowDeclaration[], string]>([
  ['two of one key', [workflow([sms]), workflow([sms])], 'There are two workflows of the key news.'],
  [
    'two steps of one name',
    [
      workflow([
        { ...sms, ref: 'text' },
        { ...sms, ref: 'text' },
      ]),
    ],
    'two steps called text',
  ],
  [
    'a step that is not run here',
    [workflow([fetchStep])],
    'a step http_fetch, which this sandbox does not run',
  ],
  [
    'a template that is none',
    [workflow([{ ...sms, body: '{% if %}' }])],
    'a template in sms_1 that is no Liquid',
  ],
  [
    'a condition on a step to come',
    [workflow([{ ...sms, conditions: [{ ...seen, argument: '$message.seen' }] }])],
    'for in_app_feed_1, which is no channel step before it',
  ],
])('%s stops the start', (_what, declared, message) => {
  expect(() => prepareWorkflows(declared)).toThrow(message);
});
