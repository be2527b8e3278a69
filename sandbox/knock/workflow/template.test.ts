import { expect, test } from 'vitest';
import { renderTemplate } from './template.ts';

const variables = { actor: { name: 'Ben' }, data: { count: 0, empty: '', list: [1] } };

test.each([
  ['{{ actor.name }} wrote', 'Ben wrote'],
  ['{{actor.name}} and {{ actor.name }}', 'Ben and Ben'],
  ['{{ data.count }} left', '0 left'],
  ['{{ data.list }}', '[1]'],
  ['{{ data.missing.deeper }}!', '!'],
  ['{{ data.empty | default: "nothing" }}', 'nothing'],
  ['{{ actor.name | default: "Somebody" }}', 'Ben'],
  ['{{ data.constructor }}', ''],
])('%s becomes %s', (template, expected) => {
  expect(renderTemplate(template, variables)).toBe(expected);
});

test('what a variable holds is not read as a template', () => {
  expect(renderTemplate('{{ data.text }}', { data: { text: '{{ actor.name }}' } })).toBe('{{ actor.name }}');
});
