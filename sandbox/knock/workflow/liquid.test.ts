import { expect, test } from 'vitest';
import { checkTemplate, renderTemplate } from './liquid.ts';

const variables = {
  actor: { name: 'Ben' },
  data: { count: 0, empty: '', list: ['a', 'b'], html: '<b>&</b>', at: '2030-05-02T10:00:00Z' },
  total_activities: 2,
};

test.each([
  ['{{ actor.name }} and {{actor.name}}', 'Ben and Ben'],
  ['{{ data.count }} left', '0 left'],
  ['{{ data.missing.deeper }}!', '!'],
  ['{{ data.empty | default: "nothing" }}', 'nothing'],
  ['{{ actor.name | default: "Somebody" }}', 'Ben'],
  ['{{ data.constructor }}', ''],
  [
    '{% if total_activities > 1 %}{{ total_activities }} comments{% else %}a comment{% endif %}',
    '2 comments',
  ],
  ['{% for one in data.list %}<{{ one }}>{% endfor %}', '<a><b>'],
  ['{{ data.html }}', '<b>&</b>'],
  ['{{ data.html | escape }}', '&lt;b&gt;&amp;&lt;/b&gt;'],
  ['{{ data.at | timezone: "America/New_York" }}', '2030-05-02T06:00:00-04:00'],
  ['{{ data.at | timezone: "Etc/UTC" }}', '2030-05-02T10:00:00+00:00'],
  ['{{ data.at | date: "%Y-%m-%d %H:%M", "America/New_York" }}', '2030-05-02 06:00'],
  ['{{ 10000 | format_number: "en" }}', '10,000'],
  ['{{ 10000.5 | format_number: "de" }}', '10.000,5'],
  ['{{ 10 | currency }}', '$10.00'],
  ['{{ 10 | currency: "GBP", "en" }}', '£10.00'],
  ['{{ 10.99 | rounded_currency: "GBP", "en" }}', '£11'],
  ['{{ 1 | pluralize: "user", "users" }} {{ 2 | pluralize: "user", "users" }}', 'user users'],
  ['{{ "a wooden SPOON" | titlecase }}', 'A Wooden Spoon'],
  ['{{ "ann" | md5 }}', '7e0d7f8a5d96c24ffcc840f31bce72b2'],
  ['{{ "ann" | sha256 | slice: 0, 8 }}', '49915e0d'],
  ['{{ "ann" | hmac_sha256: "key" | size }}', '64'],
  ['{% assign both = data.list | intersect: data.list %}{{ both | join: "+" }}', 'a+b'],
  ['{{ actor | json }}', '{"name":"Ben"}'],
])('%s becomes %s', (template, expected) => {
  expect(renderTemplate(template, variables)).toBe(expected);
});

test('what a variable holds is not read as a template', () => {
  expect(renderTemplate('{{ data.text }}', { data: { text: '{{ actor.name }}' } })).toBe('{{ actor.name }}');
});

test.each(['{{ data.a | shout }}', '{% if %}', '{% for %}{% endfor %}', '{{ data.a'])(
  '%s is no template',
  (template) => {
    expect(() => checkTemplate(template)).toThrow();
  },
);
